import { type Count, distance } from './counts.ts';
import {
  ELSE_AFTER,
  ELSE_BEFORE,
  FOR_IT,
  NOT_A_SALE_PRICE,
  OF_PAPER,
  PER_COIN,
  PRICE_BEFORE,
  PROCEEDS_AFTER,
  PROCEEDS_BEFORE,
  RAISED,
  SALES_REVENUE,
  WERE_WORTH,
} from './money-words.ts';
import { ABOUT, endingIn } from './patterns.ts';
import { type PlacedFigure, type Scene, textBetween, wordAt } from './scene.ts';
import { refersBack, type Statement } from './statement.ts';
import type { Tag } from './tag.ts';

export type Amount = { amount: number; currency: string };
export type Money = { price?: Amount; usd?: Amount };

/** What one bitcoin has ever cost, with room; what is outside is no price of one. */
const PRICES = { from: 500, to: 500_000 } as const;
/** What it cost while there were miners to report on: so much for each coin, and it was the proceeds, however it is put. */
const LIKELY = { from: 8_000, to: 200_000 } as const;
/** Nobody announces a sale of less. */
const LEAST_PROCEEDS = 10_000;
const FARTHEST = 24;

/**
 * Price and proceeds of what a statement tells; money that stands nearer to another statement is that one's.
 *
 * @param counts an amount that comes to a price of one coin for each that was sold is what they brought; and what other
 * coins are worth is nobody's proceeds.
 */
export function moneyOf(
  scene: Scene,
  statements: readonly Statement[],
  of: Statement,
  counts: readonly Count[] = [],
): Money {
  const coins = counts.find((count) => count.of === of)?.figure.value;
  const found: Money = {};
  for (const figure of scene.figures) {
    if (
      figure.kind !== 'money' ||
      (worthOf(scene, figure, counts) ??
        saleBehind(scene, statements, figure) ??
        ownerOf(scene, statements, figure)) !== of
    )
      continue;
    const kind = kindOf(scene, figure, coins);
    const amount = amountOf(figure);
    if (kind === 'price') found.price ??= amount;
    else if (kind === 'proceeds' && !isGain(scene, of) && isBetter(found.usd, amount)) found.usd = amount;
  }
  return found;
}

/** `900 bitcoin worth $66 million`, `300 BTC ($22 million)`: the money of whatever these coins are said of. */
function worthOf({ sentence }: Scene, { start }: PlacedFigure, counts: readonly Count[]): Statement | undefined {
  return counts.find(({ figure }) => figure.end <= start && IS_WORTH.test(sentence.slice(figure.end, start)))?.of;
}
const IS_WORTH =
  /^[^,;.()\d]{0,30}[,(–-]?\s*(?:(?:then|currently|today|now|with|at|an|a|in|total|combined|market)\s+)*\b(?:worth|valued at|value of|or|equal to|equivalent to|representing)\s+[^,;.()\d]{0,30}$|^\s*\([^()\d]{0,16}$/i;

/** `paid with $32 million from the sale of 400 bitcoin`: that sale's, whatever was paid with it. */
const saleBehind = (
  { sentence }: Scene,
  statements: readonly Statement[],
  { end, to }: PlacedFigure,
): Statement | undefined =>
  FROM_SALE.test(sentence.slice(end, end + 60))
    ? statements.find(({ act, tag, object }) => act === 'sell' && tag.from > to && object?.is === 'coin')
    : undefined;
const FROM_SALE =
  /^\s*(?:in (?:cash|proceeds) )?from (?:(?:its|the|their|our|a|recent) ){0,2}(?:sales? of|selling|liquidat\w+|(?:bitcoin|btc|coin) sales?)\b/i;

/** Price and proceeds of a sentence that names no sale itself. */
export function moneyIn(scene: Scene): Money {
  const found: Money = {};
  for (const figure of scene.figures) {
    if (figure.kind !== 'money') continue;
    const kind = kindOf(scene, figure, undefined);
    if (kind === 'price') found.price ??= amountOf(figure);
    else if (kind === 'proceeds' && isBetter(found.usd, amountOf(figure))) found.usd = amountOf(figure);
  }
  return found;
}

const amountOf = ({ value, currency = 'USD' }: PlacedFigure): Amount => ({ amount: value, currency });

/** `C$7.9 million ($5.9 million)`: of two currencies, dollars. */
const isBetter = (known: Amount | undefined, amount: Amount): boolean =>
  known === undefined || (known.currency !== 'USD' && amount.currency === 'USD');

/** `gains on the sale of bitcoin were $5.6 million`: what was gained, not what was taken in. */
const isGain = (scene: Scene, { tag }: Statement): boolean =>
  /\b(?:gains?|loss(?:es)?|profits?)\b[^,;]{0,40}$/i.test(textBetween(scene, tag.from - 9, tag.from));

function ownerOf(scene: Scene, statements: readonly Statement[], figure: PlacedFigure): Statement | undefined {
  // `sold 500 bitcoin, raising $40 million to buy machines`: what was sold before raised it.
  const isRaised = RAISED.test(scene.sentence.slice(Math.max(0, figure.start - 90), figure.start));
  const behind = statements.filter(
    ({ act, tag, object }) => act === 'sell' && object?.is === 'coin' && tag.to < figure.from,
  );
  const owners = (isRaised && behind.length > 0 ? behind : statements)
    .filter((of) => canBring(scene, of) && (of.object !== undefined || refersBack(scene, of)))
    .map((of) => ({ of, cost: costOf(scene, of, figure) }))
    .filter(({ cost }) => cost <= FARTHEST)
    .sort((a, b) => a.cost - b.cost);
  return owners[0]?.of;
}

/** Holdings and an output bring no money of themselves, nor does `the bitcoin it mined`. */
const canBring = (scene: Scene, { act, group, tag, object }: Statement): boolean =>
  act !== 'shrink' &&
  (group.voice !== 'noun' || act === 'sell' || act === 'buy') &&
  !(
    act === 'mine' &&
    (object?.is !== 'coin' || group.voice === 'participle' || IT.test(wordAt(scene, group.from - 1)))
  ) &&
  !/^(?:br|yield|ha[ds]|have|having)/.test(wordAt(scene, tag.from));
const IT = /^(?:it|they|we|he|that|which|the-company)$/;

/** Money stands behind what brought it; before it only where the sentence is turned round. */
function costOf(scene: Scene, { tag, act }: Statement, figure: PlacedFigure): number {
  const isAfter = figure.from > tag.to;
  const cost = isAfter
    ? distance(scene, tag.to + 1, figure.from, [])
    : distance(scene, figure.to + 1, tag.from, []) + (isAnothers(scene, figure, tag) ? FARTHEST : 4);
  return cost + (act === 'use' || act === 'pledge' ? 3 : 0);
}

/** `raised $2 billion and sold bitcoin`. */
const isAnothers = (scene: Scene, { to }: PlacedFigure, { from, form }: Tag): boolean =>
  form !== 'noun' && /^(?:,\s*)?(?:and|then)\s*$/i.test(textBetween(scene, to + 1, from));

/** `and has $40 million in cash`: it had it before. */
const IS_HAD = endingIn(String.raw`\b(?:ha[sd]|have|having|holds?|held|owns?|keeps?|kept)${ABOUT}`);
/** `sold 500 bitcoin worth $40 million`: what they were worth, and not what they brought; uncounted, it tells how many. */
const IS_VALUED = endingIn(String.raw`\b(?:worth|valued at|value of)${ABOUT}`);

function kindOf(scene: Scene, figure: PlacedFigure, coins: number | undefined): 'price' | 'proceeds' | undefined {
  const before = scene.sentence.slice(Math.max(0, figure.start - 90), figure.start);
  const after = scene.sentence.slice(figure.end, figure.end + 60);
  const isOfSize = figure.value >= PRICES.from && figure.value <= PRICES.to;
  if (isOfSize && (PER_COIN.test(after) || PRICE_BEFORE.test(before)))
    return NOT_A_SALE_PRICE.test(before) || WERE_WORTH.test(after) ? undefined : 'price';
  if (figure.value < LEAST_PROCEEDS || ELSE_AFTER.test(after)) return undefined;
  if (OF_PAPER.test(before) || (coins !== undefined && IS_VALUED.test(before)) || IS_HAD.test(before)) return undefined;
  if (FOR_IT.test(before)) return 'proceeds';
  if (ELSE_BEFORE.test(before.slice(-60).replace(SALES_REVENUE, ''))) return undefined;
  const each = coins === undefined || coins === 0 ? undefined : figure.value / coins;
  if (each !== undefined && each >= LIKELY.from && each <= LIKELY.to) return 'proceeds';
  return PROCEEDS_BEFORE.test(before) || PROCEEDS_AFTER.test(after) ? 'proceeds' : undefined;
}
