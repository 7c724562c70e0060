import type { LiveMarket, Rate } from '../../../functions/entry/ask-market.ts';
import { BotError, Unreachable } from '../../../functions/kit/errors.ts';
import { decimals } from '../../../functions/words/number.ts';

/** A currency to show money in: dollars need no rate. */
export type Currency = { code: string; rate?: Rate };

/** @throws {Unreachable} without a rate; the answer in dollars is not taken for the one that was asked for. */
export async function currencyOf(code: string, live: () => LiveMarket): Promise<Currency> {
  if (code === 'USD') return { code };
  try {
    return { code, rate: await live().rate(code) };
  } catch (error) {
    if (!(error instanceof BotError)) throw error;
    throw new Unreachable(`There is no rate for ${code} (${error.message}). Without --currency the answer is in USD.`);
  }
}

/** `56.63 USD`, or `48.70 EUR (56.63 USD)`. */
export function moneyIn({ code, rate }: Currency, usd: number, digits = 2): string {
  const written = (amount: number, of: string) => `${decimals('en', amount, { least: digits, most: digits })} ${of}`;
  return rate ? `${written(usd * rate.perUsd, code)} (${written(usd, 'USD')})` : written(usd, code);
}

/** For JSON: each figure that has `Usd` in its name once more in the currency, as `hashpriceEurPerPhDay`. */
export function convertedFigures(figures: Readonly<Record<string, number>>, { code, rate }: Currency): object {
  if (!rate) return {};
  const name = `${code[0]}${code.slice(1).toLowerCase()}`;
  const inCurrency = Object.entries(figures)
    .filter(([key]) => key.includes('Usd'))
    .map(([key, usd]) => [key.replace('Usd', name), usd * rate.perUsd]);
  return { ...Object.fromEntries(inCurrency), currency: { code, ...rate } };
}
