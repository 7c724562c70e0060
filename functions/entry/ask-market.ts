import * as z from 'zod';
import { feedBases } from '../kit/env.contract.ts';
import { Misconfigured } from '../kit/errors.ts';
import { FetchHttp } from '../kit/http.fetch.ts';
import { askSparingly } from '../market/ask.ts';
import { frankfurter } from '../market/feeds/frankfurter.ts';
import { gatherPrice } from '../market/gather-price.ts';
import { gatherNetwork, type Network } from '../market/network.ts';
import type { Quote } from '../market/price.ts';
import { type Day, later, seconds } from '../units/time.ts';
import type { Source } from './wire.ts';

/** Units of a currency for one US dollar, and the day it was fixed. */
export type Rate = { perUsd: number; on: Day; from: string };

/** The market as it is now, for somebody who waits for the answer. @throws {BotError} as the feeds do, naming each that failed. */
export type LiveMarket = {
  price(): Promise<Quote>;
  network(): Promise<Network>;
  rate(currency: string): Promise<Rate>;
};

const PATIENCE = seconds(20);

/**
 * The live market for the command line: the feeds and rules of the snapshots, and nothing kept.
 *
 * Not one of the topology's functions; it lies here because only an entry may choose who keeps a promise.
 *
 * @throws {Misconfigured} naming every base URL that is none.
 */
export function askMarket(source: Source, now: () => Date): LiveMarket {
  const bases = feedBases.safeParse(Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim())));
  if (!bases.success) throw new Misconfigured(`the feeds cannot be asked:\n${z.prettifyError(bases.error)}`);
  const ask = askSparingly({ http: new FetchHttp(), bases: bases.data, clock: { now } }, later(now(), PATIENCE));
  return {
    price: () => gatherPrice(ask, now),
    network: () => gatherNetwork(ask, undefined, now),
    rate: async (currency) => {
      const { day, perUsd } = await ask(frankfurter([currency]));
      return { perUsd: perUsd[currency]!, on: day, from: 'ECB reference rate, frankfurter.dev' };
    },
  };
}
