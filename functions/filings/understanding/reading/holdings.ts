import type { Claim } from '../claim.ts';
import { findPeriods } from '../find-periods.ts';
import { type Count, OF_STORE } from './counts.ts';
import { isCompared } from './sale.ts';
import { type PlacedFigure, type Scene, startOf } from './scene.ts';
import { standingIn } from './standing.ts';

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
    if (act === 'hold' && (isFormer(scene, figure) || OF_STORE.test(scene.sentence.slice(figure.end, figure.end + 48))))
      return [];
    const was = act === 'hold' ? beforeOf(scene, counts, figure) : undefined;
    const sure =
      Math.max(0, 1 - cost / 20) +
      (act === 'hold' ? bonusOf(scene, figure) : 0) -
      (act === 'hold' && isKeptOfOutput(scene, of, counts) ? 0.8 : 0);
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
        ...(act === 'hold' && AT_LEAST.test(before(scene, figure)) ? { isAtLeast: true } : {}),
      },
    ];
  });
}

/** `Its 10,000 bitcoin were worth $1 billion`: nobody says that it holds them, and it does. */
export function possessedIn(scene: Scene, counts: readonly Count[]): Stated[] {
  return [...outputsIn(scene, counts), ...ownedIn(scene, counts), ...standingIn(scene, counts)];
}

/** `the fleet delivered 690 bitcoin`, `690 bitcoin came from mining`: mined, without any verb of mining. */
function outputsIn(scene: Scene, counts: readonly Count[]): Stated[] {
  return scene.figures
    .filter(
      (figure) =>
        figure.kind === 'btc' &&
        figure.value > 0 &&
        (DELIVERED.test(before(scene, figure, 60)) ||
          MADE.test(before(scene, figure, 60)) ||
          CAME_FROM_MINING.test(scene.sentence.slice(figure.end, figure.end + 60))) &&
        !PERHAPS.test(scene.sentence.slice(0, figure.start)) &&
        !counts.some((count) => count.figure === figure),
    )
    .map(({ value, start }) => ({
      act: 'mine',
      mode: 'done',
      btc: value,
      sure: 0.5,
      verb: start,
      place: start,
      isVerb: false,
    }));
}
const DELIVERED =
  /\b(?:fleet|operations?|mining|machines|miners|rigs|sites?|farms?)\b[^.;,\d]{0,24}\b(?:delivered|delivers|resulted in|contributed|contributes|returned|gave)\s+(?:about |approximately |some |roughly |over |a total of |us |it )*$/i;
/** `the miner made 440 BTC in the month`. */
const MADE =
  /\b(?:miner|company|firm|it|we|fleet)\s+made\s+(?:about |approximately |some |roughly |over |a total of )*$/i;
const CAME_FROM_MINING =
  /^\s*(?:(?:came|were received|was received|were credited|received)\s+)?from\s+(?:its |our |the |their )?(?:own )?(?:(?:self-)?mining\b|(?:mining )?pools?\b)/i;
const PERHAPS = /\b(?:may|might|could|would|will|should|expect\w*|plans?|if|guidance|target\w*|forecast\w*)\b/i;

function ownedIn(scene: Scene, counts: readonly Count[]): Stated[] {
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
const ARE = /^,?\s*(?:are|were|is|was|made?|makes?|gives?|gave|remain(?:s|ed)?|worth|valued|rank\w*)\b/i;

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
  const [after, afterNow] = [scene.sentence.slice(was.end, was.end + 40), scene.sentence.slice(now.end, now.end + 40)];
  return isLately(after, afterNow) || !A_YEAR_AGO.test(after);
}
/** Both with their dates, and a quarter apart at most. */
function isLately(was: string, now: string): boolean {
  const [before, after] = [was, now].map((words) => findPeriods(words, {}).find(({ given }) => given)?.span.to);
  return before !== undefined && after !== undefined && after > before && after - before <= 3;
}
const FAR = 110;
const AT_LEAST = /\b(?:over|more than|above|exceed\w*|in excess of|past|beyond|north of|upwards of|at least)\s+$/i;
const FROM = /\bfrom\s+(?:about |approximately |the )*$/i;
const TO = /\b(?:to|at)\s+(?:about |approximately |some |just )*$/i;
const COMPARED_WITH =
  /\b(?:from|after|(?:lower|less|fewer|down|smaller|more|higher) than|compared (?:to|with)|versus|vs\.?|against)\s+(?:about |approximately |the |some )*$/i;
/** Of another year it says nothing of what became of them in this period. */
const A_YEAR_AGO =
  /\b(?:year (?:ago|before|earlier)|last year|(?:same|prior|previous) (?:period|month|quarter)?\s?(?:of )?(?:last|the previous|prior)? ?year|20[12]\d)\b/i;

const before = ({ sentence }: Scene, { start }: PlacedFigure, reach = 44): string =>
  sentence.slice(Math.max(0, start - reach), start);

/** `sold 1,400 of the 2,100 it mined and kept 700`: of the month's, and not all that it holds. */
const isKeptOfOutput = (scene: Scene, { tag }: Count['of'], counts: readonly Count[]): boolean =>
  /^(?:kept|keeps|keeping|retained|retains|retaining|added)$/.test(scene.words[tag.from] ?? '') &&
  counts.some(({ of }) => of.act === 'mine' || of.act === 'sell');

/** `a week earlier it had still owned 943 BTC`: what is held no longer. */
const isFormer = ({ sentence }: Scene, { start, end }: PlacedFigure): boolean =>
  FORMER.test(sentence.slice(Math.max(0, start - 90), start)) || FORMER_AFTER.test(sentence.slice(end, end + 50));
const FORMER =
  /\b(?:before (?:this|the|that|these|its) (?:sales?|move|transaction|liquidation)|(?:only |just )?(?:a|one|two|three) (?:weeks?|months?) (?:earlier|before)|had (?:still|once|previously) (?:held|owned|had)|at (?:its|the) peak|previously held)\b[^.;]{0,60}$/i;
const FORMER_AFTER =
  /^[^.;,]{0,12}\b(?:(?:only |just )?(?:a|one|two|three) (?:weeks?|months?) (?:earlier|before)|before (?:this|the|that) (?:sales?|move|transaction|liquidation))\b|^\s*before\s*[.,;]?$/i;

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
  /\b(?:total|in all|altogether|overall|combined|aggregate|together with its subsidiaries|month[- ]end|end of|as of|at (?:the )?(?:close|end)|on (?:the )?\d|by (?:the )?end|at (?:january|february|march|april|may|june|july|august|september|october|november|december))\b/i;
const IS_PART =
  /\b(?:add\w*|increas\w* (?:of|by)|another|additional|more|further|loan\w*|pledged|restricted|of which|of these|includ\w*|counting|put|by)\b[^.;,]{0,20}$/i;
const PART_AFTER =
  /^[^.;,]{0,20}\b(?:pledged|restricted|on loan|loaned|as collateral|more than|above|of them|higher)\b/i;
