import type { Claim } from '../claim.ts';
import type { Scene } from './scene.ts';

const ENDED = String.raw`(?<!\b(?:year|month|quarter|week|the|at)[’'s]*[ -])\b(?:end(?:s|ed|ing)?|drop(?:s|ped|ping)?|abandon(?:s|ed|ing)?|scrap(?:s|ped|ping)?|depart(?:s|ed|ing)? from|departure from|revers(?:es|ed|ing)|ditch(?:es|ed|ing)?|quit(?:s|ting)?|shelv(?:es|ed|ing)|mov(?:es|ed|ing) away from|break(?:s|ing)? with|broke with|break from|g(?:ives|ave|iving) up|relax(?:es|ed|ing)?|loosen(?:s|ed|ing)?|retreat(?:s|ed|ing)? from|rethink(?:s|ing)?|reconsider(?:s|ed|ing)?|backs? away from|turn(?:s|ed)? (?:its )?back on|no longer (?:follow|pursu|practi)\w*)\b`;
const KEEPING = String.raw`\b(?:hodl(?:ing)?|hold(?:ing)?[- ]only|never[- ]sell(?:ing)?|no[- ]sell(?:ing)?|(?:never|not) (?:to )?sell(?:ing)?|(?:full|pure|total|100 ?%) (?:retention|hodl))\b`;
const POLICY = String.raw`\b(?:polic(?:y|ies)|strateg(?:y|ies)|stance|approach|vow|mantra|philosophy|model|practice|pledge)\b`;

/** `drops its policy of never selling bitcoin`, `ends its HODL strategy`. */
const ABANDONED = new RegExp(
  `${ENDED}[^.;]{0,40}(?:${KEEPING}[^.;]{0,24}${POLICY}|${POLICY}[^.;]{0,24}${KEEPING}|\\bhodl(?:ing)?\\s*$)`,
  'i',
);
/** `sales are no longer limited to newly mined coins`, `may include bitcoin on our balance sheet`. */
const WIDENED =
  /\bno longer (?:limited|restricted|confined) to\b[^.;]{0,40}\b(?:production|produce[ds]?|mined?|output)\b|\b(?:sales?|selling|polic(?:y|ies)|strategy|program(?:me)?|authori[sz]ation|approach)\b[^.;]{0,90}\b(?:include|extend(?:ed|s)? to|cover)s?\b[^.;]{0,40}\b(?:bitcoin|btc|coins)\b[^.;]{0,40}\b(?:balance sheet|treasury|holdings|reserves?)\b/i;
/** Nothing else need be looked at. */
const SPEAKS_OF_IT = /hodl|hold(?:ing)?[- ]only|sell|sales?\b|retention|moneti|liquidat/i;
const OF_SALES = /\b(?:sales?|sell(?:ing)?|moneti[sz]\w+|liquidat\w+)\b/i;
const STILL = /\b(?:not|never|n[’']t|no plans?|without|rumou?rs?|denie[sd]|whether|if|may|might|could)\b[^.;]{0,40}$/i;

type Abandoned = Omit<Claim, 'start' | 'end' | 'from' | 'at' | 'period'> & {
  verb: number;
  place: number;
  isVerb: boolean;
};

/** Whoever gives up that it never sells, may. */
export function abandonedIn({ sentence }: Scene): Abandoned[] {
  if (!SPEAKS_OF_IT.test(sentence)) return [];
  const found = ABANDONED.exec(sentence) ?? (OF_SALES.test(sentence) ? WIDENED.exec(sentence) : null);
  if (found === null || STILL.test(sentence.slice(0, found.index))) return [];
  return [{ act: 'sell', mode: 'permitted', origin: 'reserve', verb: found.index, place: found.index, isVerb: true }];
}
