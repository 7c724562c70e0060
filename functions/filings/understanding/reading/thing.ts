import type { Origin } from '../claim.ts';
import { isBoundary, type PlacedFigure, type Scene, textBetween, wordAt } from './scene.ts';
import type { Tag } from './tag.ts';
import { AGENT } from './verb-group.ts';

/** Something that can be sold, where it stands. */
export type Thing = { is: 'coin' | 'other'; at: number; figure?: PlacedFigure; origin?: Origin; what?: string };

/** What stands at a word, as something that can be sold; `skip` for what only belongs to it. */
function thingAt(scene: Scene, at: number): Thing | 'skip' | undefined {
  // `the company's stack`: whose it is, not what.
  if (/^[’']s$/.test(wordAt(scene, at + 1))) return undefined;
  if (isWhatWasMined(scene, at)) return { is: 'coin', at, origin: 'production' };
  const coin = scene.tagAt(at, 'coin');
  if (coin) return headOf(scene, coin);
  const figure = scene.figures.find(({ kind, from, to }) => kind === 'btc' && from <= at && at <= to);
  if (figure) return coinsOf(scene, figure, at);
  const other = scene.tagAt(at, 'other');
  // `a large share of its holdings`: a part, and no stock.
  if (
    other &&
    /^(?:share|units?|interest|stake|slice|fund)$/.test(wordAt(scene, at)) &&
    wordAt(scene, other.to + 1) === 'of'
  )
    return 'skip';
  return other ? otherAt(scene, other) : storeAt(scene, at);
}

/** `what it mined`, `everything we produced`. */
const isWhatWasMined = (scene: Scene, at: number): boolean =>
  /^(?:what|everything|all|whatever)$/.test(wordAt(scene, at)) &&
  /^(?:it|we|they|he|the (?:company|firm|miner))\s+(?:has |have |had )?(?:mine|produce)/i.test(
    textBetween(scene, at + 1, at + 5),
  );

/** `2,385 bitcoin`, and `its 2,385-bitcoin treasury`. */
function coinsOf(scene: Scene, figure: PlacedFigure, at: number): Thing {
  const origin = originBehind(scene, figure.to + 1);
  return { is: 'coin', at, figure, ...(origin ? { origin } : {}) };
}

/** Of `power plants` the plants: the last noun is what it is. */
function otherAt(scene: Scene, other: Tag): Thing {
  let last = other;
  for (let next = scene.tagAt(last.to + 1, 'other'); next; next = scene.tagAt(last.to + 1, 'other')) last = next;
  return { is: 'other', what: textBetween(scene, other.from, last.to + 1).toLowerCase(), at: other.from };
}

/** `treasury`, `production`: coins, unless the noun that follows is the thing (`treasury stock`, `production facility`). */
function storeAt(scene: Scene, at: number): Thing | 'skip' | undefined {
  const reserve = scene.tagAt(at, 'reserve');
  const store = reserve ?? scene.tagAt(at, 'production');
  if (store === undefined) return undefined;
  // Software companies have inventories, and states have reserves.
  if (reserve && !OF_COINS.test(wordAt(scene, at)) && !scene.tags.some(({ is }) => is === 'coin')) return undefined;
  const next = scene.tagAt(store.to + 1, 'other') ?? ofWhat(scene, store);
  if (next) return otherAt(scene, next);
  if (/^(?:mined|produced|self-mined|newly|freshly|existing|entire|position|previously|hodl)/.test(wordAt(scene, at)))
    return 'skip';
  return { is: 'coin', at, origin: reserve ? 'reserve' : 'production' };
}

/** `reserves of power`. */
const ofWhat = (scene: Scene, { to }: Tag): Tag | undefined =>
  wordAt(scene, to + 1) === 'of' ? scene.tagAt(to + 2, 'other') : undefined;

/** Words that nobody uses of anything else. */
const OF_COINS = /^(?:hodl|treasur|holdings|stash|hoard|stack)/;

/** `bitcoin miners`, `BTC mining rigs`, `bitcoin-backed notes`: the coin only says what kind. */
function headOf(scene: Scene, coin: Tag): Thing {
  const next = wordAt(scene, coin.to + 1);
  const isMining = /^(?:mining|miner|treasury)$/.test(next);
  const other = scene.tagAt(isMining ? coin.to + 2 : coin.to + 1, 'other');
  if (other && !NO_HEAD.test(wordAt(scene, other.from))) {
    return { is: 'other', what: `${wordAt(scene, coin.from)} ${wordAt(scene, other.from)}`, at: coin.from };
  }
  if (NO_COIN.test(next)) return { is: 'other', what: `${wordAt(scene, coin.from)} ${next}`, at: coin.from };
  if (isMining && next !== 'treasury')
    return { is: 'other', what: textBetween(scene, coin.from, coin.to + 2).toLowerCase(), at: coin.from };
  const figure = scene.figures.find(({ kind, from, to }) => kind === 'btc' && from <= coin.from && coin.from <= to);
  const origin = originBehind(scene, coin.to + 1);
  return { is: 'coin', at: coin.from, ...(figure ? { figure } : {}), ...(origin ? { origin } : {}) };
}
/** `ditches its bitcoin purchases`: no coins are. */
const NO_COIN = /^(?:buys?|purchases?|buying|plans?|strategy|polic(?:y|ies)|bets?|accumulation|acquisitions?)$/;
const NO_HEAD = /^(?:position|holdings?|mine|interest|units?|investments?|assets?)$/;

const originBehind = (scene: Scene, at: number): Origin | undefined =>
  scene.tagAt(at, 'production') ? 'production' : scene.tagAt(at, 'reserve') ? 'reserve' : undefined;

const PREPOSITION: ReadonlySet<string> = new Set(
  'in at for during by on from to through since after before with as until via into under against amid toward towards without so worth valued despite'.split(
    ' ',
  ),
);

/** What it is done for, to whom: nothing of that is what it is done to. */
const PURPOSE: ReadonlySet<string> = new Set(['to', 'so', 'because', 'thus', 'thereby']);

/** The object right behind a verb, or with `far` behind a preposition too; nothing beyond where another statement begins. */
export function thingAfter(scene: Scene, from: number, reach: number, far: boolean): Thing | undefined {
  if (!far && wordAt(scene, from) === ',' && afterInsertion(scene, from) === from) return undefined;
  for (let i = afterInsertion(scene, from), last = i + reach; i < last && i < scene.tokens.length; i++) {
    if (isBoundary(scene, i) || isOtherStatement(scene, i)) return undefined;
    // `compute, not coins`; `5,000 S19s for 40 bitcoin`.
    if (wordAt(scene, i) === 'not' && wordAt(scene, i - 1) === ',') return undefined;
    if (wordAt(scene, i) === 'for' && isPaidInCoins(scene, i)) return undefined;
    if ((far ? PURPOSE : PREPOSITION).has(wordAt(scene, i)) && wordAt(scene, i - 1) !== 'up') return undefined;
    const found = thingAt(scene, i);
    if (found && found !== 'skip') return found;
  }
  return undefined;
}

const isPaidInCoins = (scene: Scene, at: number): boolean =>
  scene.figures.some(({ kind, from }) => kind === 'btc' && from > at && from <= at + 2);

/** What a passive is said of: the head of what stands before; `shares of the miner` are shares. */
export function thingBefore(scene: Scene, before: number, reach: number): Thing | undefined {
  let found: Thing | undefined;
  for (let i = before - 1; i >= Math.max(0, before - reach); i--) {
    if (isBoundary(scene, i)) return found;
    const thing = thingAt(scene, i);
    if (thing === 'skip') continue;
    if (thing === undefined) {
      if (found === undefined && isVerbOf(scene, i)) return undefined;
    } else if (found === undefined) found = thing;
    else if (isJoined(scene, i, found.at)) found = { ...found, ...thing, at: i };
    else return found;
  }
  return found;
}

/** `rigs for mining bitcoin`, `shares of the miner`: one behind the other is only what the first is of. */
const isJoined = (scene: Scene, from: number, to: number): boolean => {
  const words = textBetween(scene, from + 1, to);
  return (
    /^(?:[\w’'-]+\s+)?(?:of|for|in|at|backed by)\b[^,;.]{0,40}$/i.test(words) &&
    scene.tagAt(from, 'other') !== undefined &&
    !AGENT.test(wordAt(scene, from))
  );
};

/** `sold, pursuant to the agreement with X, 1.2 million shares`: what stands between two commas is passed over. */
function afterInsertion(scene: Scene, from: number): number {
  if (wordAt(scene, from) !== ',' || !INSERTED.test(wordAt(scene, from + 1))) return from;
  for (let i = from + 2; i < from + 26 && i < scene.tokens.length; i++) if (wordAt(scene, i) === ',') return i + 1;
  return from;
}
const INSERTED = /^(?:pursuant|under|through|in|via|during|on|subject|net|as|by|from|at|after)$/;

const VERBS_WITH_OBJECT = ['sell', 'mine', 'hold', 'buy', 'use'] as const;
const isVerbOf = (scene: Scene, at: number): boolean =>
  VERBS_WITH_OBJECT.some((is) => {
    const tag = scene.tagAt(at, is);
    return tag !== undefined && tag.form !== 'noun' && tag.form !== 'word';
  });

/** `, and bought`, `and mined`: what follows is another verb's. */
const isOtherStatement = (scene: Scene, at: number): boolean =>
  /^(?:and|,)$/.test(wordAt(scene, at)) &&
  [at + 1, at + 2].some(
    (next) => isVerbOf(scene, next) && !/ing$/.test(wordAt(scene, next)) && !scene.tagAt(next, 'production'),
  );
