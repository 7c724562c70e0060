import type { Claim } from '../claim.ts';
import type { Count } from './counts.ts';
import { ABOUT, endingIn } from './patterns.ts';
import type { PlacedFigure, Scene } from './scene.ts';

type Standing = Pick<Claim, 'act' | 'mode' | 'btc' | 'sure' | 'isAtLeast'> & {
  verb: number;
  place: number;
  isVerb: boolean;
};

const STORE = String.raw`(?:treasury|stash|stack|holdings?|reserves?|hoard|stockpile|hodl|position|balance)`;
const MONTH =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)';

/** `its BTC stash (417.6 BTC, about $34.5 million)`, `there were 1,959 bitcoin`, `at present 843,738 BTC`. */
const IN_STORE = endingIn(String.raw`\b${STORE}\s*\((?:now |currently |then )?${ABOUT}`);
const THERE_ARE = endingIn(
  String.raw`\bthere (?:were|was|are|is|remain(?:s|ed)?)(?: (?:now|still|currently))?${ABOUT}`,
);
const AT_PRESENT = endingIn(String.raw`[,(]\s*(?:at present|currently|presently|at the moment)${ABOUT}`);
/** `1,959 bitcoin … on its balance sheet`, `96.5 BTC at December 31`, `305 bitcoin left`. */
const AT_DATE = new RegExp(
  String.raw`^(?:\s*\([^()]{0,24}\))?(?:\s+and [\d,.]+ (?:ETH|ether|ethereum)\b)?,?\s*(?:at|as of|as at)\s+(?:the (?:close|end) of\s+)?(?:\d{1,2}\s+)?${MONTH}\b\.?`,
  'i',
);
const LEFT =
  /^\s*(?:left\b|remain(?:s|ed|ing)?\b|still\b|[^.;]{0,70}\b(?:on|in) (?:its|our|their|the (?:company|miner|firm)[’']s) (?:\w+ ){0,2}(?:balance sheet|books|treasury|custody|wallets?|reserves?)\b)/i;
const AT_LEAST = /\b(?:over|more than|above|in excess of|at least)\s+$/i;
const PERHAPS =
  /\b(?:if|would|could|should|target\w*|goal|expect\w*|plans?|aims?|forecast\w*|by the end of 20|up to)\b/i;
/** Coins that came or went are none that stand. */
const MOVED =
  /\b(?:sold|sells?|sales?|mined|produced|earned|purchased|bought|acquired|received|transferred|borrowed|spent|paid)\b/i;

/** Whether the words before a number say that so many are there now, whatever verb stands nearer. */
export const isAtPresent = ({ sentence }: Scene, { start }: { start: number }): boolean =>
  AT_PRESENT.test(sentence.slice(Math.max(0, start - 40), start));

/** Coins that are there, though no verb of holding says so: kept in something, left, or simply there on a day. */
export function standingIn(scene: Scene, counts: readonly Count[]): Standing[] {
  const { sentence } = scene;
  if (PERHAPS.test(sentence)) return [];
  return scene.figures
    .filter((figure) => figure.kind === 'btc' && figure.value > 0 && !counts.some((count) => count.figure === figure))
    .filter((figure) => isStanding(sentence, figure))
    .map(({ value, start }) => ({
      act: 'hold',
      mode: 'done',
      btc: value,
      sure: 0.5,
      verb: start,
      place: start,
      isVerb: false,
      ...(AT_LEAST.test(sentence.slice(Math.max(0, start - 20), start)) ? { isAtLeast: true } : {}),
    }));
}

function isStanding(sentence: string, { start, end }: PlacedFigure): boolean {
  const before = sentence.slice(Math.max(0, start - 60), start);
  const after = sentence.slice(end, end + 110);
  if (IN_STORE.test(before) || AT_PRESENT.test(before)) return true;
  if (THERE_ARE.test(before)) return LEFT.test(after) || AT_DATE.test(after);
  return AT_DATE.test(after) && !MOVED.test(before) && !MOVED.test(after.slice(0, 50));
}
