import type { Claim } from '../claim.ts';
import { anyOf } from './patterns.ts';
import type { Scene } from './scene.ts';

const COINS = String.raw`(?:bitcoins?|btcs?|coins)`;
const STORE = String.raw`(?:holdings?|treasury|balance(?: sheet)?|reserves?|stash|stack|position|stockpile|inventory|hodl|wallets?)`;
const OF_COINS = String.raw`\b(?:bitcoin|btc|crypto|pure)\s+(?:bitcoin\s+)?${STORE}\b|\b(?:its|their|our|[’']s)\s+(?:entire |corporate |own )?(?:treasury|holdings|balance|reserves?|stash|stack)\b`;
const NOTHING = String.raw`(?:zero|nil|nothing|none|empty|0(?![\d.,]*\d|\s?%)(?:\s+${COINS})?)(?!\s*(?:percent|cost|debt|\w*-))`;

/** Nothing is held. */
const EMPTY = anyOf(
  String.raw`(?:${OF_COINS})[^.;]{0,60}?(?:\b(?:to|at|is|are|was|were|now|of|totall?ed|amount(?:s|ed)? to)\s+(?:now\s+|currently\s+)?|[:–-]\s*)${NOTHING}`,
  String.raw`\b(?:bitcoin|btc) held\b[^.;:]{0,40}[:–-]\s*${NOTHING}`,
  String.raw`\b(?:hold|holds|held|holding|has|had|have|with|own|owns|owned)\s+(?:currently |now )?(?:no|zero|0)\s+(?:more )?${COINS}\b(?! (?:miners?|mining|exposure|ETFs?|debt))`,
  String.raw`\b(?:do|does|did)(?: not|n[’']t) (?:\w+ly )?(?:hold|have|own) (?:any )?${COINS}\b(?! (?:miners?|mining|exposure|ETFs?))`,
  String.raw`\bno longer (?:holds?|owns?|ha[sd]|have|held|holding|owning) (?:any )?(?:of (?:its|the) )?${COINS}\b`,
  String.raw`\b(?:no|zero) (?:more )?${COINS} (?:is |are |was |were )?(?:left|remain\w*|held)\b(?! for| to)`,
  String.raw`(?:持仓|持倉|持有量?|持币量?|储备|儲備|库存|庫存|余额|餘額)[^。；]{0,16}(?:为|為|是|仅|至|:|：)\s?(?:0(?![\d.,]*\d)|零)`,
  String.raw`(?:不再|并未|未|没有|沒有)持有(?:任何)?(?:比特[币幣]|BTC)`,
  String.raw`(?<!\p{L})не (?:держит|владеет|осталось)[^.;]{0,20}(?:биткоин|биткойн|BTC)|(?:баланс|запас|резерв)\p{L}*[^.;]{0,60}(?:равен нулю|равны нулю|пуст|до нуля|нулев|(?:до|:|—|–) 0 BTC)`,
  String.raw`\b(?:keine|kein) Bitcoins? mehr\b|\bplus aucun bitcoin\b|\b(?:cero|zero|ningún|nessun) (?:bitcoin|BTC)\b`,
);
/** There was something before, and it was brought down to nothing; or that is said of it by another word. */
const EMPTIED = anyOf(
  String.raw`\b(?:bring|brings|brought|reduc\w+|cut|cuts|took|taking|takes|drew|drawn|drawing|wound|fell|falls?|falling|dropp?(?:ed|s|ing)|dwindled|declin\w+|shrank|shrunk|slash\w*|deplet\w+|down)\b[^.;]{0,60}\bto ${NOTHING}`,
  String.raw`\b(?:empti(?:ed|es)|emptying|zeroed out|zeroes out|zeroing out|wiped out|depleted|exhausted|cleared out|cleaned out)\b[^.;]{0,30}\b${STORE}\b`,
  String.raw`\b(?:fully |completely |entirely )?exit(?:ed|s|ing)? (?:its|the|their|our) (?:entire |remaining |whole )?(?:bitcoin|btc|crypto) (?:holdings|position|treasury|reserves?)\b`,
  String.raw`(?:清零|归零|歸零|清空|清仓|清倉|(?:降|减|減|降低|减少)[至到](?:了)?\s?(?:0(?![\d.,]*\d)|零))`,
  String.raw`(?:обнулил|распродал\p{L}* вс[её])\p{L}*`,
  String.raw`\b(?:azzerat|vació|vaciado|liquidado todas)\w*[^.;]{0,40}\b(?:bitcoin|BTC)\b`,
);
/** All of it: nothing is left, when it was sold. */
export const ALL_OF_IT = anyOf(
  String.raw`\bevery (?:single |last )?(?:bitcoin|btc|coin) (?:that )?(?:it|we|they) (?:had |have )?(?:held|had|owned)\b`,
  String.raw`\ball (?:of )?(?:its|our|their) (?:remaining |existing )?${COINS}(?=\s*(?:[.,;)]|$|and\b|to\b|for\b|in\b|at\b))`,
  String.raw`\b(?:entire|whole|all of (?:its|our|their|the)|all (?:its|our|their))\s+(?:of its\s+)?(?:remaining\s+)?(?:(?:bitcoin|btc|corporate|strategic|existing)\s+){0,2}(?:treasury|stash|holdings?|reserves?|stack|hoard|position|stockpile|inventory|hodl)\b`,
  String.raw`\ball (?:of )?(?:(?:its|our|their|the)\s+)?[\d.,]+\s+${COINS}\s+(?:(?:that\s+)?(?:it|we|they)\s+(?:had\s+)?held|it owned|in (?:its|our|their|the)?\s?(?:treasury|reserves?)|held|on (?:its|our|their|the) (?:balance sheet|books))\b`,
);

type Emptied = Pick<Claim, 'act' | 'mode' | 'btc' | 'sure' | 'origin' | 'isImplied'> & {
  verb: number;
  place: number;
  isVerb: boolean;
};

/** `over time we will have no bitcoin`: what is held is to be sold. */
const TO_BE_EMPTY =
  /\b(?:will|going to|(?:plans?|intends?|expects?|aims?) to)\s+(?:eventually |soon |then |by [\w ]{2,16} )?(?:have|hold|own)\s+(?:no|zero)\s+(?:more )?(?:bitcoins?|btc)\b(?!\s+(?:miners?|mining|exposure|ETFs?|debt))/i;
const PERHAPS = /\b(?:if|unless|whether|may|might|could)\b/i;

/** `holds no bitcoin`, `its treasury is at zero`; and that it was sold, where it came down to that. */
export function emptyIn({ sentence }: Scene, isHeldOrSold: { held: boolean; sold: boolean }): Emptied[] {
  const toCome = isHeldOrSold.sold || !NOUGHT.test(sentence) ? null : TO_BE_EMPTY.exec(sentence);
  if (toCome && !PERHAPS.test(sentence.slice(0, toCome.index)))
    return [{ act: 'sell', mode: 'planned', origin: 'reserve', verb: toCome.index, place: toCome.index, isVerb: true }];
  if (isHeldOrSold.held || !NOUGHT.test(sentence) || CONDITION.test(sentence)) return [];
  const emptied = EMPTIED.exec(sentence);
  const empty = EMPTY.exec(sentence) ?? emptied;
  if (empty === null || !SPEAKS_OF_COINS.test(sentence)) return [];
  const where = { verb: empty.index, place: empty.index, isVerb: false };
  const held: Emptied = { act: 'hold', mode: 'done', btc: 0, sure: 0.6, ...where };
  return emptied === null || isHeldOrSold.sold
    ? [held]
    : [{ act: 'sell', mode: 'done', origin: 'reserve', isImplied: true, ...where }, held];
}
/** Nothing else need be looked at. */
const NOUGHT =
  /\b(?:0|zero(?:e[ds]|ing)?|nil|nothing|none|no|any|not|n[’']t|empt\w+|wiped|deplet\w+|exhausted|cleared|cleaned|exit\w*|keine?|aucun|cero|ningún|nessun|azzerat\w+|vaci\w+|liquidado)\b|n[’']t\b|[零清归歸不未没沒0]|\p{L}*нул|не |пуст|распродал/iu;
const SPEAKS_OF_COINS = /bitcoin|\bbtcs?\b|\bhodl\b|₿|比特|btc|биткоин|биткойн/i;
const CONDITION =
  /(?:计划|計劃|拟|擬|可能|打算|将|將|若|如果|不会|不會|否认|否認)|\b(?:may|might|could|would|will|if|plans?|intends?|expects?|aims?|until|unless|until|should|never|not|change in|value of|impairment)\b[^.;]{0,60}\b(?:zero|nil|nothing|empty|no)\b/i;
