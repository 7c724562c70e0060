import type { Claim } from '../claim.ts';
import { abandonedIn } from './abandoned.ts';
import { type Count, countsOf, OF_STORE } from './counts.ts';
import { isDrawnDown, isNetLess } from './drawn-down.ts';
import { emptyIn } from './empty.ts';
import { countedIn, possessedIn } from './holdings.ts';
import { moneyIn, moneyOf } from './money.ts';
import { anyOf } from './patterns.ts';
import { saleOf } from './sale.ts';
import { type Manner, type Scene, sceneOf, startOf } from './scene.ts';
import { shrunkIn } from './shrunk.ts';
import { spentIn } from './spent.ts';
import { type Statement, statementsOf } from './statement.ts';
import { VERBS } from './words-of-acts.ts';

/** What a sentence says of coins. `verb` is where its verb stands, `place` where its number does, or else the verb: whose it is, and of when, is told by what is near. */
export type Said = Omit<Claim, 'start' | 'end' | 'from' | 'at' | 'period'> & {
  verb: number;
  place: number;
  isVerb: boolean;
};

/** @returns every claim of the sentence: sales in the order of their verbs, then what was mined, held, bought and pledged. */
export function readSentence(sentence: string, manner: Manner): Said[] {
  const scene = sceneOf(sentence, manner);
  const abandoned = abandonedIn(scene);
  if (abandoned.length > 0) return abandoned;
  const spent = spentIn(scene);
  if (!scene.tags.some(({ is }) => is in VERBS))
    return [
      ...spent,
      ...(spent.length > 0 ? [] : moneyAlone(scene)),
      ...possessedIn(scene, []),
      ...emptyIn(scene, { held: false, sold: false }),
    ];
  const said = statementsOf(scene);
  const counted = countsOf(scene, said);
  // `produced 659 bitcoin and sold 600`: what is counted are coins.
  const statements = said.map((of) => (of.object ? of : withObject(of, counted)));
  const counts = counted.map((count) => ({ ...count, of: statements[said.indexOf(count.of)]! }));
  const sales = statements
    .filter(({ act }) => act === 'sell' || act === 'use')
    .flatMap((statement) => {
      const sale = saleOf(scene, statements, counts, statement);
      return sale ? [{ ...sale, ...placeOf(scene, statement) }, ...furtherOf(scene, counts, statement, sale)] : [];
    });
  const money = sales.length === 0 && spent.length === 0 ? moneyAlone(scene) : [];
  const drawn: Said[] =
    (sales.length === 0 && isDrawnDown(scene)) || isNetLess(scene)
      ? [{ act: 'sell', mode: 'done', origin: 'reserve', isImplied: true, verb: 0, place: 0, isVerb: false }]
      : [];
  return [
    ...sales,
    ...money,
    ...(sales.length === 0 ? shrunkIn(scene, statements) : []),
    ...drawn,
    ...countedIn(scene, counts),
    ...possessedIn(scene, counts),
    ...emptyIn(scene, {
      held: counts.some(({ of }) => of.act === 'hold'),
      sold: sales.length > 0,
    }),
    ...spent,
    ...purchasesIn(scene, statements, counts),
  ];
}

/** `In February it sold 1,155 bitcoin, and in March 1,132.9`: the verb is left out the second time. */
function furtherOf(
  scene: Scene,
  counts: readonly Count[],
  of: Statement,
  { act, mode, btc }: Omit<Said, 'verb' | 'place' | 'isVerb'>,
): Said[] {
  const first = counts.find((count) => count.of === of && count.figure.value === btc)?.figure;
  if (first === undefined || act !== 'sell' || mode !== 'done') return [];
  return scene.figures
    .filter(({ kind, start }) => kind === 'btc' && start > first.end)
    .map((figure) => ({ ...figure, isOfStore: isAnotherOfStore(scene, first, figure) }))
    .filter(({ start, isOfStore }) => isOfStore || AND_IN_MONTH.test(scene.sentence.slice(first.end, start)))
    .slice(0, 1)
    .map(({ value, start, isOfStore }) => ({
      act: 'sell',
      mode,
      btc: value,
      ...(isOfStore ? { sure: 1.2, origin: 'reserve' as const, settles: 'number' as const } : { sure: 0.8 }),
      verb: startOf(scene, of.tag.from),
      place: start,
      isVerb: of.group.voice === 'active',
    }));
}
/** `sold the 189.8 BTC it mined and another 943.1 BTC from its reserve`: of the two, what tells. */
const isAnotherOfStore = (
  { sentence }: Scene,
  first: { end: number },
  { start, end }: { start: number; end: number },
) => OF_STORE.test(sentence.slice(end, end + 48)) && AND_ANOTHER.test(sentence.slice(first.end, start));
const AND_ANOTHER =
  /^[^.;]{0,60}\b(?:and|plus|as well as|along with|together with)\s+(?:another |a further |an additional |about |some )*$/i;
const AND_IN_MONTH =
  /^(?:\s+in \p{L}+(?: 20\d\d)?)?,?\s*(?:and|but|then|followed by|while)\s+(?:in|for|during)\s+(?:the month of\s+)?(?:\p{Lu}\p{L}+(?:,? 20\d\d)?|the (?:following|next) month),?\s+(?:another |a further |about |some |only |just )*$/u;

/** `Net proceeds were $46.0 million.` `That is $87,000 apiece.`: of a sale that was told before. */
function moneyAlone(scene: Scene): Said[] {
  const lead = OF_A_SALE.exec(scene.sentence);
  if (lead === null || OF_THE_MARKET.test(scene.sentence)) return [];
  const money = moneyIn(scene);
  return money.price || money.usd
    ? [{ act: 'sell', mode: 'done', ...money, refersBack: true, verb: lead.index, place: lead.index, isVerb: false }]
    : [];
}
const OF_A_SALE = anyOf(
  String.raw`\bproceeds\b`,
  String.raw`\b(?:average|avg\.?|mean|realized|selling|sales?|net) (?:[\w-]+ ){0,2}price\b`,
  String.raw`\bprices?\b[^.;]{0,30}\baverag(?:ed|ing)\b`,
  String.raw`\b(?:on average|averaging|apiece)\b`,
  String.raw`\b(?:per|for (?:each|every)|each) (?:bitcoin|btc|coin)\b`,
  String.raw`\bthe transactions?\b`,
  String.raw`均价|均價|平均`,
);
/** Where bitcoin stood, and what one cost. */
const OF_THE_MARKET =
  /\b(?:bitcoin|btc)(?:[’']s)? (?:average |current |market |spot )?price|\bprice of (?:a |one )?(?:bitcoin|btc)\b|\bmarket price|\btrad(?:ed|es|ing)\b|\bspot\b|\bcosts?\b|\bto (?:mine|produce)\b|\b(?:analysts?|target|shares?|stock)\b/i;

/** `buys $150 million in bitcoin`: a purchase whose coins are not counted. */
function purchasesIn(scene: Scene, statements: readonly Statement[], counts: readonly Count[]): Said[] {
  return statements
    .filter((of) => of.act === 'buy' && of.object?.is === 'coin' && !counts.some((count) => count.of === of))
    .map((of) => ({ act: 'buy', mode: of.mode, ...moneyOf(scene, statements, of, counts), ...placeOf(scene, of) }));
}

function withObject(of: Statement, counts: readonly Count[]): Statement {
  const figure = counts.find((count) => count.of === of)?.figure;
  return figure ? of.with({ is: 'coin', at: figure.from, figure }) : of;
}

function placeOf(scene: Scene, { tag, group }: Statement): Pick<Said, 'verb' | 'place' | 'isVerb'> {
  return {
    verb: startOf(scene, group.voice === 'active' ? group.from : tag.from),
    place: startOf(scene, tag.from),
    isVerb: group.voice === 'active',
  };
}
