import type { Claim } from '../claim.ts';
import type { Count } from './counts.ts';
import { isCompared } from './sale.ts';
import { type PlacedFigure, type Scene, startOf } from './scene.ts';

type Stated = Omit<Claim, 'start' | 'end' | 'from' | 'at' | 'period'> & {
  verb: number;
  place: number;
  isVerb: boolean;
};

/** `added 400 bitcoin through mining` bought none. */
const FROM_MINING =
  /^\s*(?:(?:was|were|has been|have been)\s+added\s+)?(?:to [\w\s]{3,24} )?(?:through|from|by|via|with)\s+(?:its |our |the )?(?:own )?(?:self-)?(?:mining|production|mined)\b/i;

const ACTS = { mine: 'mine', hold: 'hold', pledge: 'pledge', buy: 'buy' } as const;

/** How many were mined, held, bought or pledged, each with the mode of the word that governs it. */
export function countedIn(scene: Scene, counts: readonly Count[]): Stated[] {
  return counts.flatMap(({ figure, of, cost }) => {
    const act =
      of.act === 'buy' && FROM_MINING.test(scene.sentence.slice(figure.end, figure.end + 60))
        ? 'mine'
        : ACTS[of.act as keyof typeof ACTS];
    if (act === undefined || isCompared(scene, figure, counts)) return [];
    // Nobody reports that nothing was mined; the nought is another word's.
    if (act === 'mine' && figure.value === 0) return [];
    const was = act === 'hold' ? beforeOf(scene, counts, figure) : undefined;
    const sure = Math.max(0, 1 - cost / 20) + (act === 'hold' ? bonusOf(scene, figure) : 0);
    const verb = startOf(scene, of.group.voice === 'active' ? of.group.from : of.tag.from);
    const isVerb = of.group.voice === 'active';
    return [
      {
        act,
        mode: of.mode,
        btc: figure.value,
        sure,
        verb: isVerb ? verb : Math.min(figure.start, verb),
        place: figure.start,
        isVerb,
        ...(was === undefined ? {} : { was }),
      },
    ];
  });
}

/** `Its 10,000 bitcoin were worth $1 billion`: nobody says that it holds them, and it does. */
export function possessedIn(scene: Scene, counts: readonly Count[]): Stated[] {
  return scene.figures
    .filter(
      (figure) =>
        figure.kind === 'btc' &&
        POSSESSED.test(before(scene, figure)) &&
        ARE.test(scene.sentence.slice(figure.end, figure.end + 20)) &&
        !counts.some((count) => count.figure === figure),
    )
    .map(({ value, start }) => ({
      act: 'hold',
      mode: 'done',
      btc: value,
      sure: 0.4,
      verb: start,
      place: start,
      isVerb: false,
    }));
}
const POSSESSED =
  /(?:\b(?:its|their|our|the (?:company|firm|miner)[’']s)|[’']s)\s+(?:roughly |about |approximately |nearly |more than |over )?$/i;
const ARE = /^\s*(?:are|were|is|was|made?|makes?|gives?|gave|remains?|worth|rank\w*)\b/i;

/** `from 458 BTC to 351 BTC`, `rose to 8,090 from 7,815`, `351 BTC, compared with 458 a month before`: what it had been. */
function beforeOf(scene: Scene, counts: readonly Count[], now: PlacedFigure): number | undefined {
  const earlier = counts.find(({ figure, of }) => figure !== now && of.act === 'hold' && isEarlier(scene, figure, now));
  return earlier?.figure.value;
}

function isEarlier(scene: Scene, was: PlacedFigure, now: PlacedFigure): boolean {
  if (Math.abs(was.start - now.start) > FAR) return false;
  const isBehind = was.start > now.start;
  const lead = before(scene, was);
  if (!(isBehind ? COMPARED_WITH : FROM).test(lead)) return false;
  if (!isBehind && !TO.test(before(scene, now))) return false;
  return !A_YEAR_AGO.test(scene.sentence.slice(was.end, was.end + 40));
}
const FAR = 110;
const FROM = /\bfrom\s+(?:about |approximately |the )*$/i;
const TO = /\b(?:to|at)\s+(?:about |approximately |some |just )*$/i;
const COMPARED_WITH = /\b(?:from|compared (?:to|with)|versus|vs\.?|against)\s+(?:about |approximately |the |some )*$/i;
/** Of another year it says nothing of what became of them in this period. */
const A_YEAR_AGO =
  /\b(?:year (?:ago|before|earlier)|last year|(?:same|prior|previous) (?:period|month|quarter)?\s?(?:of )?(?:last|the previous|prior)? ?year|20[12]\d)\b/i;

const before = ({ sentence }: Scene, { start }: PlacedFigure): string => sentence.slice(Math.max(0, start - 44), start);

/** Of several holdings, the one that results: `rose to 9,704`, `in total`, `at the end of the month`. */
function bonusOf(scene: Scene, figure: PlacedFigure): number {
  const after = scene.sentence.slice(figure.end, figure.end + 44);
  const lead = before(scene, figure);
  return (
    (RESULTS.test(lead) ? 0.3 : 0) +
    (AT_THE_END.test(lead + after) ? 0.3 : 0) -
    ((IS_PART.test(lead) && !/\bmore than\s*$/i.test(lead)) || PART_AFTER.test(after) ? 0.6 : 0)
  );
}
const RESULTS =
  /\b(?:to|at|of|reach\w*|total\w*|now|stood|was|were|is|are|amount\w*|came to|about|approximately|held|holds)\s+(?:about |approximately |around |roughly |some |a total of |over |more than )?$/i;
const AT_THE_END =
  /\b(?:total|in all|altogether|overall|combined|month[- ]end|end of|as of|at (?:the )?(?:close|end)|on (?:the )?\d|by (?:the )?end|at (?:january|february|march|april|may|june|july|august|september|october|november|december))\b/i;
const IS_PART =
  /\b(?:add\w*|increas\w* (?:of|by)|another|additional|more|further|loan\w*|pledged|restricted|of which|of these|includ\w*|counting|put|by)\b[^.;,]{0,20}$/i;
const PART_AFTER =
  /^[^.;,]{0,20}\b(?:pledged|restricted|on loan|loaned|as collateral|more than|above|of them|higher)\b/i;
