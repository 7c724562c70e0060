import type { Origin } from '../claim.ts';
import { type Scene, textBetween } from './scene.ts';
import type { Statement } from './statement.ts';

const OWN = String.raw`(?:(?:its|our|the|their|a|existing|own|corporate|strategic|company|bitcoin|btc|digital|asset|crypto|current|long-term|large|sizeable|balance-sheet)\s+|[’']s\s+){0,5}`;
const STORE = String.raw`(?:treasury|treasuries|reserves?|holdings?|balance[- ]sheets?|stockpile|inventory|stash|hoard|stack|vaults?|coffers|war chest|hodl(?:ings)?|nest egg)`;

/** From what was there before. */
const FROM_RESERVE = new RegExp(
  [
    String.raw`\b(?:from|out of|of)\s+${OWN}${STORE}\b|\b(?:bitcoins?|btc|coins|crypto)\s+(?:on|in|from)\s+${OWN}${STORE}\b`,
    String.raw`\b(?:held|sitting|kept|carried|sits|stands) on (?:its|the|our|their) (?:balance sheet|books)\b`,
    String.raw`\bpreviously[- ](?:mined|held|accumulated)\b|\bexisting (?:bitcoins?|btc|coins|holdings)\b|\bhodl(?:ed)?\b|\balready (?:holds?|held|owns?|in (?:its|their) possession)\b`,
    String.raw`\b(?:bitcoins?|btc|coins|crypto) ${STORE}\b`,
    String.raw`(?<!\p{L})(?:с баланса|из (?:резерв|запас)\p{L}*|aus (?:den |ihren |seinen )?(?:beständen|reserven)|de (?:sus|sua|suas|su) (?:reservas|tesorería))`,
  ].join('|'),
  'iu',
);
/** More than was made, or all that was there: words that no arithmetic is needed for. */
export const SETTLES =
  /\bmore (?:bitcoins?|btc|coins|of it)?\s*than (?!half|\d|an?\b|two|three|one)(?:[\w’']+\s+){0,5}(?:produced|mined|earned|generated|produces|mines|mining|production|output)|\b(?:sold|sales|selling)\b[^.;]{0,60}\bexceed(?:ed|ing|s)? (?:its |their |the )?(?:[\w’']+ ){0,2}(?:production|output)|\b(?:sales|sold|selling) (?:above|beyond|in excess of) (?:its |their )?(?:production|output|what it)|\b(?:entire|whole|all of its|all its|half (?:of )?its|most of its|majority of its|bulk of its|rest of its|nearly all|almost all)\s+(?:of its\s+)?(?:bitcoin |btc |corporate |remaining )?(?:treasury|stash|holdings?|reserves?|stack|hoard|position|stockpile|inventory|hodl)/i;

const FROM_PRODUCTION = new RegExp(
  [
    String.raw`\b(?:of|from|out of) (?:(?:its|the|our|their|total|monthly|daily|this|that|all|current|new|own|net|bitcoin|btc|\w+|\w+[’']s)\s+){0,4}(?:production|output)\b`,
    String.raw`\bnewly[- ](?:mined|minted|produced|generated)\b|\bfreshly (?:mined|minted)\b|\bself-mined\b|\bmonthly production\b|\b(?:production|output) (?:was|were|is|has been) sold\b`,
    String.raw`\b(?:bitcoins?|btc|coins?|what)\s+(?:that |which )?(?:it|we|they|he|was|were|had|have|has|the company|the miner)\s+(?:had |have |has )?(?:self-)?(?:mined|produced|mine|mines|produce|produces)\b`,
    String.raw`\b(?:bitcoins?|btc|coins)\s+(?:self-)?(?:mined|produced|generated) (?:in|during|that|this|over|last|each|within|throughout)\b|\bmined (?:bitcoins?|btc|coins)\b`,
    String.raw`\b(?:bitcoin|btc|crypto) (?:production|output)\b|\ball (?:of )?(?:the )?(?:bitcoins?|btc|coins) (?:it |we )?(?:mined|mines|produced|produces)\b`,
  ].join('|'),
  'i',
);

/**
 * Where sold coins came from, in the part of the sentence that is about this sale: from its verb, or from what a passive
 * is said of, to the next sale.
 */
export function originOf(
  scene: Scene,
  statements: readonly Statement[],
  { tag, object, isTurned }: Statement,
): Origin | undefined {
  const from = isTurned && object ? Math.min(object.at - 8, tag.from) : tag.from - 1;
  const next = statements.find(
    ({ act, tag: other }) => act === 'sell' && other.from > tag.to + 1 && (!object || other.from > object.at),
  );
  const core = Math.max(tag.to, object?.at ?? 0) + 1;
  const rest = textBetween(scene, core, next ? Math.max(core, next.tag.from) : scene.tokens.length);
  const words = `${textBetween(scene, from, core)} ${rest.slice(0, ELSEWHERE.exec(rest)?.index)}`;
  if (FRONTED.test(textBetween(scene, tag.from - 16, tag.from))) return 'reserve';
  const [reserve, production] = [FROM_RESERVE.exec(words), FROM_PRODUCTION.exec(words)];
  if (reserve && production) return reserve.index <= production.index ? 'reserve' : 'production';
  return reserve || SETTLES.test(words) ? 'reserve' : production ? 'production' : object?.origin;
}

/** `From its treasury the company sold`. */
const FRONTED = new RegExp(
  String.raw`(?:^|[,;:.“"]\s*)(?:From|Out of|from|out of)\s+${OWN}${STORE}\b[^,;]{0,40},?[^,;]{0,30}$`,
);

/** Where the sentence goes on to something else. */
const ELSEWHERE =
  /[;:—]|,\s*(?:and|with|while|as|bringing|leaving|ending|holding|which|its|total|but|so)\b|\b(?:and|while|but) (?:its|it|held|holds|had|ended|closed|total|retained|increased|added|still|now|a|the)\b/i;
