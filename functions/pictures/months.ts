import type { PeriodFacts } from '../filings/memory.ts';

/** One bar of a company's past: what it held at the end of a period, and mined and sold in it. */
export type Held = { period: string; held?: number; mined?: number; sold?: number };

const GRAINS = [
  { looks: /^\d{4}-\d{2}$/, months: 1 },
  { looks: /^\d{4}-Q[1-4]$/, months: 3 },
  { looks: /^\d{4}$/, months: 12 },
] as const;

/** As many as can still be told apart on a phone. */
const MOST = 24;

/**
 * The periods in which a company tells most, months before quarters before years where they tell as much; each as long as
 * the others, ascending, and with what it did not tell left blank.
 *
 * @param months how far back, counted from the newest; at least a year is shown.
 */
export function periodsOf(facts: readonly PeriodFacts[], months: number): Held[] {
  const told = GRAINS.map(({ looks, months }) => ({
    months,
    facts: facts.filter((one) => looks.test(one.period) && (one.held ?? one.sold ?? one.mined) !== undefined),
  }));
  const [best] = told.toSorted((a, b) => b.facts.length - a.facts.length);
  if (best === undefined || best.facts.length === 0) return [];
  const byPeriod = new Map(best.facts.map((one) => [one.period, one]));
  const names = [...byPeriod.keys()].sort();
  const last = names.at(-1)!;
  const most = Math.min(MOST, Math.max(Math.ceil(12 / best.months), Math.ceil(months / best.months)));
  const shown: Held[] = [];
  for (let name = last; shown.length < most && name >= names[0]!; name = before(name)) {
    const { held, mined, sold } = byPeriod.get(name) ?? {};
    shown.unshift({
      period: name,
      ...(held && { held: held.value }),
      ...(mined && { mined: mined.value }),
      ...(sold && { sold: sold.value }),
    });
  }
  return shown;
}

/** `2026-01` → `2025-12`, `2026-Q1` → `2025-Q4`, `2026` → `2025`. */
function before(period: string): string {
  const [year = '', part] = period.split('-');
  if (part === undefined) return String(Number(year) - 1);
  const [sign, number, most] = part.startsWith('Q') ? ['Q', Number(part[1]), 4] : ['', Number(part), 12];
  const [to, of] = number === 1 ? [most, Number(year) - 1] : [number - 1, Number(year)];
  return `${of}-${sign}${sign ? to : String(to).padStart(2, '0')}`;
}
