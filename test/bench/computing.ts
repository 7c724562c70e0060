import { Bench } from 'tinybench';
import { renderDiscord } from '../../functions/delivery/discord/render.ts';
import { renderTelegram } from '../../functions/delivery/telegram/render.ts';
import { tell } from '../../functions/delivery/telling.ts';
import { computeSnapshot } from '../../functions/market/compute-snapshot.ts';
import { marginOf } from '../../functions/market/margin.ts';
import { wordsOf } from '../../functions/words/words.ts';
import { aNotice } from '../delivery/notices.ts';
import { aFleet, aSnapshot } from '../support/market.ts';
import { factsOf } from './past.ts';
import { count, type Report, time } from './report.ts';

/** What is reckoned and put into words, without any I/O. */
export async function computing(): Promise<Report> {
  const snapshot = aSnapshot();
  const market = { hashprice: snapshot.hashprice.usdPerPhDay, price: snapshot.price.usdPerBtc };
  const fleets = Array.from({ length: 1_000 }, (_, i) => aFleet({ usdPerKwh: 0.03 + i * 1e-4 }));
  const facts = factsOf(snapshot, 365);
  const notice = aNotice('margin');
  const words = wordsOf('en');

  // A sum that is looked at, so that nothing is optimized away.
  let margins = 0;
  const bench = new Bench({ time: 300, warmupTime: 100 });
  bench.add('margins of a thousand fleets', () => {
    for (const fleet of fleets) margins += marginOf(fleet, market).marginUsdPerPhDay;
  });
  bench.add('a snapshot from its facts, a year on record', () => void computeSnapshot(facts));
  bench.add('a notice in words', () => void tell(notice, words));
  bench.add('a notice in words and rendered for Telegram', () => void renderTelegram(tell(notice, words)));
  bench.add('a notice in words and rendered for Discord', () => void renderDiscord(tell(notice, words)));
  await bench.run();
  if (Number.isNaN(margins)) throw new Error('a margin that is no number');

  return {
    title: 'Computing',
    head: ['', 'median', 'p99', 'a second'],
    align: 'lrrr',
    rows: bench.tasks.map(({ name, result }) => {
      if (!('latency' in result)) throw new Error(`${name} was not measured: ${result.state}`);
      const { p50, p99, mean } = result.latency;
      return [name, time(p50), time(p99), count(Math.round(1_000 / mean))];
    }),
  };
}
