import type { Scene } from './scene.ts';

const STORE = String.raw`\b(?:hodl|holdings?|treasury|reserves?|stack|balance|stash|position|inventory)\b`;
const LESS = String.raw`\b(?:lower|smaller|decreas\w+|declin\w+|reduc\w+|fell|dropped|down|shrank|shrunk|less)\b`;
const BECAUSE = String.raw`\b(?:as|since|because|due to|in order to|so as to|to|after)\b`;
const SPENT = String.raw`\b(?:invest\w*|fund\w*|pay\w*|purchas\w*|buy\w*|financ\w*|repa[iy]\w*|expan\w*|capex|capital expenditures?|us(?:ed|ing) (?:it|them|bitcoin|btc))\b`;

/** Coins that became less because something was paid for: `the HODL position decreased as we invest in machines`. Nobody calls it a sale. */
const DRAWN_DOWN = new RegExp(`${STORE}[^.;]{0,60}${LESS}[^.;]{0,60}${BECAUSE}[^.;]{0,60}${SPENT}`, 'i');
/** Less in dollars is not less in coins. */
const WORTH = /\b(?:value|price|worth|fair|impairment|market)\b/i;

/** `a net change of -943.1 BTC`, `riduzione netta di 943,1 BTC`: less than before, whatever was sold of the output. */
const NET_LESS =
  /\bnet (?:bitcoin |btc )?change\b[^.;\d]{0,30}[-–−]\s?\d|\bnet (?:bitcoin |btc )?(?:reduction|decrease|outflow)\b[^.;\d]{0,30}\d[\d.,]* ?(?:bitcoins?|btc)|\b(?:riduzione|reducción|redução) nett?[ao] de?i? \d[\d.,]* ?(?:bitcoins?|btc)/i;

export const isNetLess = ({ sentence }: Scene): boolean =>
  /\bnet|nett/i.test(sentence) && NET_LESS.test(sentence) && !WORTH.test(sentence);

export const isDrawnDown = ({ sentence, tags }: Scene): boolean =>
  DRAWN_DOWN.test(sentence) &&
  !WORTH.test(sentence) &&
  (tags.some(({ is }) => is === 'coin') || /\bhodl\b/i.test(sentence));
