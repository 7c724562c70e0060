import type { Act } from './claim.ts';
import { type Calendar, findPeriods, type PeriodMention } from './find-periods.ts';
import type { Span } from './period.ts';

/** Further away than this a period is another statement's. */
const FARTHEST = 85;

/** What comes after these is another period, with which this one is compared. */
const COMPARED =
  /\b(?:compared (?:to|with)|versus|vs\.?|up from|down from|than|against|relative to|whereas|as opposed to|above|below|over|since|until|before|prior to|first (?:sale|time) since|(?:[%x]|percent|times|increase|decrease|rise|drop|decline|growth|improvement|gain)\s+(?:from|on|over|versus|compared (?:to|with)))\s+(?:[\w.,%’'-]+\s+){0,4}$|\bfrom\s+(?:[\w.,%’'-]+\s+){0,3}(?:in|of|at|on)\s+(?:the\s+)?$|\b(?:above|below|than|from|against|versus|compared (?:to|with)|up on)\s+(?:the\s+)?\d[\d.,]*\s+(?:bitcoins?|btc|coins)\s+(?:[\w’'-]+\s+){0,6}$/i;
/** Another statement begins. */
const ELSEWHERE =
  /[;:]|\b(?:which|who|while|when|whereas|because|although|though|but|compared|than|where|whose|that)\b|,\s+(?:it|they|we|he|the (?:company|firm|miner))\b|[.]\s/gi;

export const periodsIn = (sentence: string, calendar: Calendar): PeriodMention[] =>
  findPeriods(sentence, calendar).filter(({ start }) => !COMPARED.test(sentence.slice(Math.max(0, start - 64), start)));

/**
 * The period that a statement speaks of, where its sentence names one: what stands at the head of the sentence or of its
 * part (`In May, …`), else the nearest; a moment only for holdings, and for a sale `on July 7`.
 *
 * @param verb where the verb, or the number, stands.
 */
export function periodOf(
  sentence: string,
  mentions: readonly PeriodMention[],
  verb: number,
  act: Act,
): Span | undefined {
  const usable = mentions.filter(
    ({ kind }) => kind === 'during' || act === 'hold' || act === 'sell' || act === 'pledge',
  );
  const nearest = usable
    .map((mention) => ({ mention, cost: costOf(sentence, mention, verb, act) }))
    .sort((a, b) => a.cost - b.cost)[0];
  return nearest && nearest.cost <= FARTHEST ? nearest.mention.span : undefined;
}

function costOf(sentence: string, { start, end, kind }: PeriodMention, verb: number, act: Act): number {
  const isAfter = start >= verb;
  const between = isAfter ? sentence.slice(verb, start) : sentence.slice(end, verb);
  if (isAfter && DATED.test(between)) return 0;
  const breaks = between.match(ELSEWHERE)?.length ?? 0;
  const isHead = !isAfter && HEAD.test(sentence.slice(Math.max(0, start - 40), start));
  const length = isHead ? Math.min(between.length, 10) : between.length * (isAfter ? 1 : 1.3);
  return (
    length +
    breaks * 60 +
    (kind === 'at' && act === 'sell' && !ON.test(sentence.slice(Math.max(0, start - 14), start)) ? 80 : 0)
  );
}

/** `8,090 bitcoin on`: the date of that very number. */
const DATED =
  /^[\d.,]+\s*(?:bitcoins?|btc|coins)?\s*(?:\([^()]{0,16}\)\s*)?(?:on|at|as of|as at|in|during)?\s*(?:the end of\s*)?$/i;

/** At the beginning of a sentence, or of a part of it. */
const HEAD =
  /(?:^|[.;:,•*–—-]|\b(?:that|and|but))\s*["“(]?\s*(?:in|during|for|over|throughout|as of|at|on|by|since|in the course of|in the month of)?\s*(?:the\s+)?(?:month of\s+|end of\s+|close of\s+)?$/i;
const ON = /\b(?:on|between|from|and|to|through)\s+$/i;
