import type { Policy } from '../../filings/memory.ts';
import type { Figure, Source } from '../../industry/figure.ts';
import type { Lease } from '../../industry/leases.ts';
import type { FigureName, MinerPanel, Result, Today } from '../../industry/panel.ts';
import { quantity } from '../../units/quantity.ts';
import type { Key } from '../../words/catalogue.ts';
import { CURRENCIES, type Currency } from '../../words/preferences.ts';
import type { Words } from '../../words/words.ts';

/**
 * A published number in words. @property marks what a reader must know of it: its period and age, who says so, whether it
 * is old, reckoned, of a part, restated or disputed.
 */
export type ToldFigure = { label: string; value: string; marks: readonly string[]; source: Source; isOld: boolean };

/** In one line, as chats show it. */
export const inALine = ({ value, marks }: Pick<ToldFigure, 'value' | 'marks'>, words: Words): string =>
  words.say('industry.line', { value, marks: words.list(marks) });

/** What was published in a currency stays in it: by today's rate it would be nobody's number, and move every day. */
export function tellFigure(name: FigureName, figure: Figure, words: Words): ToldFigure {
  const write = (value: number) => valueIn(name, value, figure.currency, words);
  return {
    label: words.say(`industry.figure.${name}`, {}),
    value: write(figure.value),
    marks: marksOf(figure, write, words),
    source: figure.source,
    isOld: figure.isOld,
  };
}

/** Money of a quarter or a year, with its change on the year. */
export function tellResult(of: 'revenue' | 'netResult', result: Result, words: Words): ToldFigure {
  const write = (value: number) => {
    const amount = moneyIn(Math.abs(value), result.currency, words);
    if (of === 'revenue') return value < 0 ? `−${amount}` : amount;
    return words.say(value < 0 ? 'industry.loss' : 'industry.profit', { amount });
  };
  const { changeOnYear } = result;
  return {
    label: words.say(`industry.${of}`, {}),
    value: write(result.value),
    marks: [
      // From a profit to a loss is no percentage that means anything.
      ...(changeOnYear === undefined || result.value < 0
        ? []
        : [words.say('industry.onYear', { change: words.change(changeOnYear) })]),
      ...marksOf(result, write, words),
    ],
    source: result.source,
    isOld: result.isOld,
  };
}

function marksOf(figure: Figure, write: (value: number) => string, words: Words): string[] {
  const { period, ageDays, isOld, how, scope, source, restated, disputed } = figure;
  return [
    words.period(period),
    words.say(isOld ? 'industry.old' : 'industry.age', { days: ageDays }),
    ...(scope === undefined ? [] : [words.say(`industry.scope.${scope}`, {})]),
    ...(how === 'reckoned' ? [words.say('industry.reckoned', {})] : []),
    how === 'tagged' ? words.say('industry.tagged', {}) : byIn(source, words),
    ...(restated === undefined ? [] : [words.say('industry.restated', { before: write(restated.value) })]),
    ...(disputed === undefined
      ? []
      : [words.say('industry.disputed', { other: write(disputed.value), by: byIn(disputed.source, words) })]),
  ];
}

const byIn = ({ by }: Source, words: Words): string => words.say(`industry.by.${by}`, {});

function valueIn(name: FigureName, value: number, currency: string | undefined, words: Words): string {
  switch (name) {
    case 'hashrateEhs':
      return `${words.number(value)} EH/s`;
    case 'joulesPerTerahash':
      return words.joulesPerTerahash(quantity(value));
    case 'usdPerKwh':
      return priced(currency, words, (own) => own.usdPerKwh(quantity(value)), `${words.number(value)}/kWh`);
    case 'hashcostUsdPerPhDay':
      return priced(currency, words, (own) => own.usdPerPhDay(value), `${words.number(value)}/PH/d`);
    case 'cashCostUsdPerBtc':
    case 'allInCostUsdPerBtc': {
      const amount = priced(currency, words, (own) => own.usdPerBtc(quantity(value)), words.count(value));
      return words.say('unit.perBtc', { amount });
    }
    case 'btcMined':
    case 'btcSold':
    case 'btcHeld':
    case 'btcPledged':
      return words.btc(quantity(value));
  }
}

const moneyIn = (amount: number, currency: string | undefined, words: Words): string =>
  priced(currency, words, (own) => own.usd(amount), words.count(amount));

/** By its ISO code where readers' currencies do not have it. */
function priced(currency = 'USD', words: Words, write: (own: Words) => string, bare: string): string {
  return (CURRENCIES as readonly string[]).includes(currency)
    ? write(words.pricedIn(currency as Currency))
    : `${bare} ${currency}`;
}

/* ------------------------------------------------------------------------------------------------ today */

/** What it earns or loses now, in the reader's money and unit. */
export const tellToday = ({ usdPerPhDay, usdPerBtc }: Today, words: Words): string =>
  words.say(usdPerPhDay < 0 ? 'industry.today.loss' : 'industry.today.profit', {
    perPhDay: words.usdPerPhDay(Math.abs(usdPerPhDay)),
    perBtc: words.say('unit.perBtc', { amount: words.usdPerBtc(quantity(Math.abs(usdPerBtc))) }),
  });

/** On what that rests: which cost, of when, and what is wrong with it. */
export function marksOfToday({ today, figures }: Pick<MinerPanel, 'today' | 'figures'>, words: Words): string[] {
  if (today === undefined) return [];
  const used = today.uses.flatMap((name) => figures[name] ?? []);
  const scope = used.find((one) => one.scope === 'direct' || one.scope === 'own-sites')?.scope;
  return [
    words.say(`industry.basis.${today.basis}`, {}),
    ...new Set(used.map(({ period }) => words.period(period))),
    ...(scope === undefined ? [] : [words.say(`industry.scope.${scope}`, {})]),
    ...(used.some(({ disputed }) => disputed !== undefined) ? [words.say('industry.disputedBare', {})] : []),
    ...(today.isOld ? [words.say('industry.oldBare', {})] : []),
  ];
}

/* ------------------------------------------------------------------------------------------------ who it is */

/** Sentences on what became of a company: renamed, silent, gone. Empty of one that goes on as it did. */
export function tellStatus(
  { status, since, formerly, formerTickers }: Pick<MinerPanel, 'status' | 'since' | 'formerly' | 'formerTickers'>,
  words: Words,
): string[] {
  const names = formerly.map(({ name, until }) =>
    until === undefined ? name : words.say('industry.status.until', { name, day: until }),
  );
  return [
    ...(status === 'reporting' || since === undefined ? [] : [words.say(`industry.status.${status}`, { day: since })]),
    ...(names.length === 0 ? [] : [words.say('industry.status.renamed', { names: words.list(names) })]),
    ...(formerTickers.length === 0
      ? []
      : [words.say('industry.status.tickers', { tickers: words.list(formerTickers) })]),
  ];
}

/** `AI colocation, Anthropic: 401 MW, $19 billion over 20 years`. */
export function tellDeal({ kind, tenant, megawatts, usd, years }: Lease, words: Words): string {
  const terms = [
    ...(megawatts === undefined ? [] : [words.say('industry.deal.size', { megawatts: words.number(megawatts) })]),
    ...(usd === undefined || years === undefined
      ? []
      : [words.say('industry.deal.value', { usd: words.pricedIn('USD').usd(usd), years })]),
  ];
  const named = words.say(`industry.deal.${kind}` satisfies Key, {});
  return terms.length === 0
    ? words.list([named, tenant])
    : words.say('industry.deal', { kind: named, tenant, terms: words.list(terms) });
}

/** What it may do with its coins, by which filing. */
export function tellPolicy(
  { scope, step }: Pick<Policy, 'scope' | 'step'>,
  { form, filedOn }: { form: string; filedOn: string },
  words: Words,
): string {
  const policy =
    scope === 'hold' || step === 'hold'
      ? words.say('filing.policy.hold', {})
      : words.say(`filing.policy.${step}.${scope}`, {});
  return words.say('filing.fact.policyOn', { policy, form, day: filedOn });
}
