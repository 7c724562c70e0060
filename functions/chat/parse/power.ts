import { MOST_PER_KWH } from '../../market/fleet.ts';
import type { Currency } from '../../words/preferences.ts';
import { readMoney } from './money.ts';
import { plainly, type Read, read, wrong } from './read.ts';

export type PowerPrice = { perKwh: number; currency: Currency };

const PER_KWH = /^(?:\/|per|je|pro|por|за|每|a )? ?(?:kwh|kw\/h|kw h|квт[·*]?ч|квтч|千瓦时|度)?$/i;
const PER_MWH = /^(?:\/|per|je|pro|por|за|每|a )? ?(?:mwh|мвт[·*]?ч|兆瓦时)$/i;

/** `0.07`, `0,07`, `7 c/kWh`, `7¢`, `$70/MWh`, `€0.07`; a bare 7 is seven cents, since nobody pays seven dollars. */
export function readPower(text: string, usual: Currency): Read<PowerPrice> {
  const money = readMoney(plainly(text), usual);
  if (money === undefined) return wrong('wrong.power', text);
  const { cents, rest, currency = usual } = money;
  const perMwh = PER_MWH.test(rest);
  if (!perMwh && !PER_KWH.test(rest)) return wrong('wrong.power', text);
  const isBare = !perMwh && !cents && money.currency === undefined;
  const most = MOST_PER_KWH[currency];
  // No power costs thousands, so there the comma is a decimal one.
  const amount = money.orElse ?? money.amount;
  const asCents = cents || (isBare && amount > most);
  const perKwh = Number((amount / (perMwh ? 1_000 : 1) / (asCents ? 100 : 1)).toPrecision(12));
  return perKwh > most ? wrong('wrong.powerHigh', text, { most, currency }) : read({ perKwh, currency });
}
