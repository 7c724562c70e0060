import { overlap } from '../../subscriptions/personal-fleet.ts';
import type { Currency } from '../../words/preferences.ts';
import { readPower } from './power.ts';
import { plainly, type Read, read, wrong } from './read.ts';
import { readSpan, type Span } from './time-of-day.ts';

/** What power costs: always the same, or by the hour of the day. Hours are the chat's own. */
export type Tariff = { currency: Currency; otherwise: number; bands: readonly (Span & { perKwh: number })[] };

const MOST_BANDS = 5;
const HOURS = /\d{1,2}(?:[:.]\d{2})? ?(?:am|pm)? ?(?:-|to|until|bis) ?\d{1,2}(?:[:.]\d{2})?(?: ?(?:am|pm))?(?= |$|:)/i;

/** `0.05; 16-21 0.12`, `7c, 22:00-06:00 4c`, or one price. */
export function readTariff(text: string, usual: Currency): Read<Tariff> {
  const pieces = plainly(text)
    .split(/;|\n|, (?=.*\d)/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  const bands: (Span & { perKwh: number })[] = [];
  let otherwise: number | undefined;
  let currency: Currency | undefined;
  for (const piece of pieces) {
    const hours = HOURS.exec(piece)?.[0];
    const price = readPower(withoutHours(piece, hours), currency ?? usual);
    if (!price.ok) return pieces.length === 1 && hours === undefined ? price : wrong('wrong.tariff', text);
    if (currency !== undefined && currency !== price.value.currency) return wrong('wrong.tariffCurrencies', text);
    currency = price.value.currency;
    if (hours === undefined) {
      if (otherwise !== undefined) return wrong('wrong.tariffTwice', text);
      otherwise = price.value.perKwh;
      continue;
    }
    const span = readSpan(hours);
    if (!span.ok) return span;
    bands.push({ ...span.value, perKwh: price.value.perKwh });
  }
  if (otherwise === undefined || currency === undefined)
    return wrong(bands.length > 0 ? 'wrong.tariffRest' : 'wrong.tariff', text);
  if (bands.length > MOST_BANDS) return wrong('wrong.tariffBands', text, { most: MOST_BANDS });
  return overlap(bands) ? wrong('wrong.tariffOverlap', text) : read({ currency, otherwise, bands });
}

const withoutHours = (piece: string, hours: string | undefined): string =>
  (hours === undefined ? piece : piece.replace(hours, ' '))
    .replace(/\b(?:from|between|otherwise|else|rest|at)\b/gi, ' ')
    .replace(/[:=@]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
