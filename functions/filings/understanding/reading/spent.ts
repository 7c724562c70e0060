import type { Claim } from '../claim.ts';
import type { PlacedFigure, Scene } from './scene.ts';

type Spent = Pick<Claim, 'act' | 'mode' | 'usd'> & { verb: number; place: number; isVerb: boolean };

/** `spent $13 million on bitcoin`, `put $50 million into BTC`: bought, without any verb of buying. */
export function spentIn({ sentence, figures }: Scene): Spent[] {
  return figures.flatMap((figure) => {
    if (figure.kind !== 'money' || !ON_COINS.test(sentence.slice(figure.end, figure.end + 60))) return [];
    const before = sentence.slice(Math.max(0, figure.start - 60), figure.start);
    const verb = SPENT.exec(before);
    if (verb === null || NOT.test(before.slice(0, verb.index))) return [];
    const isToCome = TO_COME.test(before.slice(0, verb.index));
    return [{ act: 'buy', mode: isToCome ? 'planned' : 'done', usd: amountOf(figure), ...placeOf(figure) }];
  });
}

const amountOf = ({ value, currency = 'USD' }: PlacedFigure) => ({ amount: value, currency });
const placeOf = ({ start }: PlacedFigure) => ({ verb: start, place: start, isVerb: false });

const SPENT =
  /\b(?:spen[dt]|spends|spending|invest(?:s|ed|ing)?|puts?|putting|plough(?:s|ed|ing)?|plow(?:s|ed|ing)?|pour(?:s|ed|ing)?|deploy(?:s|ed|ing)?|allocat(?:es?|ed|ing)|channel(?:s|ed|ing)?)\s+(?:about |approximately |another |a further |an additional |some |roughly |nearly |over |more than |up to )*$/i;
const ON_COINS =
  /^\s*(?:(?:in cash|of (?:its |the |net )?(?:cash|proceeds|capital)|worth)\s+)?(?:on|into|in|to|toward|towards)\s+(?:(?:more|additional|further|new|buying|purchasing|acquiring|its)\s+)?(?:bitcoins?|btc|the (?:token|coin|cryptocurrency))\b(?!\s+(?:miners?|mining|machines|rigs|infrastructure|ATMs?|ETFs?|options?))/i;
const NOT = /\b(?:not|never|n[’']t|if|would|could|may|might|whether)\b[^.;,]{0,30}$/i;
const TO_COME = /\b(?:will|plans?|planned|intends?|intend|expects?|aims?|wants?|going|to)\s+(?:\w+ )?$/i;
