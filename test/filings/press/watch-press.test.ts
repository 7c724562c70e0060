import { describe, expect, it, onTestFinished } from 'vitest';
import type { FilingTaskJson } from '../../../functions/filings/filing.ts';
import { type PressDeps, watchPress } from '../../../functions/filings/press/watch-press.ts';
import type { Company, PressFeed } from '../../../functions/filings/watchlist.ts';
import { FetchWeb } from '../../../functions/kit/web.fetch.ts';
import type { Web } from '../../../functions/kit/web.ts';
import { quantity } from '../../../functions/units/quantity.ts';
import { days, hours, later, minutes } from '../../../functions/units/time.ts';
import { startPress, type WorldRelease } from '../../../infra/local/loopback/press.ts';
import { type Call, type Reply, serve } from '../../../infra/local/loopback/serve.ts';
import { TestClock } from '../../support/clock.ts';
import { company, MARA } from '../../support/edgar.ts';
import { MemoryLog } from '../../support/log.ts';
import { MemoryFeedNotebook } from '../../support/memory-feed-notes.ts';
import { MemoryQueue } from '../../support/memory-queue.ts';

/** An even minute: the first, third … feed is asked in it. */
const NOON = new Date('2026-03-26T12:00:00Z');
/** Feeds of the watch-list that the loopback has. */
const [mara, clsk, wulf, iren] = ['MARA', 'CLSK', 'WULF', 'IREN'].map(company) as [Company, Company, Company, Company];

const impatient: Web = { open: (request) => new FetchWeb().open({ ...request, within: quantity(300) }) };

const release = (id: string, at: Date, more: Partial<WorldRelease> = {}): WorldRelease => ({
  feed: 'ir.mara.com',
  id,
  title: `MARA announces ${id}`,
  at,
  ...more,
});
/** Weekly news up to now. */
const usualNews = (feed = 'ir.mara.com'): WorldRelease[] =>
  [1, 8, 15].map((age) => release(`${feed}-${age}`, later(NOON, days(-age)), { feed }));

async function watching(given: { companies?: readonly Company[]; releases?: WorldRelease[]; web?: Web } = {}) {
  const clock = new TestClock(NOON);
  const releases = given.releases ?? usualNews();
  const press = await startPress({ now: () => clock.now(), releases });
  onTestFinished(press.stop);
  const deps = {
    web: given.web ?? impatient,
    notebook: new MemoryFeedNotebook(),
    tasks: new MemoryQueue<FilingTaskJson>(),
    bases: press.urls,
    clock,
    log: new MemoryLog(),
    companies: given.companies ?? [mara],
  } satisfies PressDeps;
  const run = () => watchPress(deps, clock.now());
  /** Two minutes later, when the same feeds are due. */
  const again = () => {
    clock.advance(minutes(2));
    return run();
  };
  return { ...deps, press, releases, run, again };
}

/** One feed in our own hands, asked for whoever `companies` are. */
async function answering(feed: PressFeed, companies: readonly Company[], answer: (call: Call) => Reply) {
  const server = await serve(answer);
  onTestFinished(server.stop);
  const world = await watching({ companies: companies.map((one) => ({ ...one, feeds: [feed] })) });
  const bases = {
    GLOBENEWSWIRE_URL: server.url,
    PRNEWSWIRE_URL: server.url,
    NEWSFILE_URL: server.url,
    IR_URL: server.url,
  };
  const again = () => {
    world.clock.advance(minutes(2));
    return watchPress({ ...world, bases }, world.clock.now());
  };
  return { ...world, run: () => watchPress({ ...world, bases }, world.clock.now()), again };
}

const rss = (...titles: readonly string[]): Reply => ({
  headers: { 'content-type': 'application/rss+xml' },
  body: `<rss version="2.0"><channel>${titles.map((title) => `<item><title>${title}</title><guid>${title}</guid></item>`).join('')}</channel></rss>`,
});

describe('press feeds', () => {
  it('tell nothing when they are first seen', async () => {
    const { run, tasks } = await watching();
    expect(await run()).toEqual({ asked: 1, failed: 0, found: 0 });
    expect(tasks.bodies).toEqual([]);
  });

  it('have somebody look for a filing when there is a new release, once', async () => {
    const { run, again, tasks, releases, clock } = await watching();
    await run();
    releases.push(release('sale', clock.now(), { title: 'MARA sells bitcoin & buys back notes' }));
    expect(await again()).toEqual({ asked: 1, failed: 0, found: 1 });
    expect(tasks.take()).toEqual([
      { v: 1, do: 'look', cik: MARA, because: 'MARA sells bitcoin & buys back notes', looks: 0 },
    ]);
    expect(await again()).toMatchObject({ asked: 1, found: 0 });
    expect(tasks.bodies).toEqual([]);
  });

  it('have one look for each company, however many releases there are', async () => {
    const { run, again, tasks, releases, clock } = await watching();
    await run();
    for (const id of ['a', 'b', 'c']) releases.push(release(id, clock.now()));
    expect(await again()).toMatchObject({ found: 1 });
    expect(tasks.bodies).toHaveLength(1);
  });

  it('say what they know of the last answer, and may answer that nothing is new', async () => {
    const { run, again, press } = await watching();
    await run();
    expect(await again()).toEqual({ asked: 1, failed: 0, found: 0 });
    expect(press.requests.map(({ status }) => status)).toEqual([200, 304]);
  });

  it('forget nothing over an answer that nothing is new', async () => {
    const { run, again, tasks, releases, clock } = await watching();
    await run();
    await again();
    releases.push(release('sale', clock.now()));
    expect(await again()).toMatchObject({ found: 1 });
    expect(tasks.bodies).toHaveLength(1);
  });

  it('may list an old release again later, and it is no news', async () => {
    const { run, again, tasks, releases } = await watching();
    await run();
    const [first] = releases.splice(0, 1);
    await again();
    releases.push(first!);
    expect(await again()).toMatchObject({ found: 0 });
    expect(tasks.bodies).toEqual([]);
  });

  it('are asked every two minutes: each minute has its half', async () => {
    const { run, press, clock } = await watching({ companies: [mara, clsk, wulf, iren] });
    const asked = async () => {
      press.requests.length = 0;
      await run();
      clock.advance(minutes(1));
      return press.requests.map(({ feed }) => feed).toSorted();
    };
    const even = ['globenewswire/82e8_jAApdE1qYPVHkynKQ==', 'ir.mara.com', 'prnewswire/news-releases-list.rss'];
    const odd = ['investors.cleanspark.com', 'investors.terawulf.com', 'irisenergy.gcs-web.com'];
    expect([await asked(), await asked(), await asked()]).toEqual([even, odd, even]);
  });

  it('of a company that files nothing, or does so no more, lead nowhere and are not asked', async () => {
    const companies = [
      { ...mara, cik: null },
      { ...clsk, until: '2025-12-31' },
    ];
    const { run, press, clock } = await watching({ companies });
    await run();
    clock.advance(minutes(1));
    expect(await run()).toEqual({ asked: 0, failed: 0, found: 0 });
    expect(press.requests).toEqual([]);
  });
});

describe('a press feed that refuses us', () => {
  it.each(['403', '415', '500'] as const)(
    'with %s is left in peace for an hour, and its news is then found',
    async (fault) => {
      const { run, again, press, releases, clock, tasks, log } = await watching();
      await run();
      press.fail('ir.mara.com', fault);
      releases.push(release('sale', clock.now()));
      expect(await again()).toEqual({ asked: 0, failed: 1, found: 0 });
      expect(log.lines.at(-1)?.facts?.['why']).toContain(`answered ${fault}`);
      press.heal();
      press.requests.length = 0;
      clock.advance(hours(1) - minutes(4));
      expect(await again()).toEqual({ asked: 0, failed: 0, found: 0 });
      expect(press.requests).toEqual([]);
      expect(await again()).toEqual({ asked: 1, failed: 0, found: 1 });
      expect(tasks.bodies).toHaveLength(1);
      expect(await again()).toMatchObject({ asked: 1 });
    },
  );

  it('when it is first asked has still not been seen', async () => {
    const { run, press, clock, tasks } = await watching();
    press.fail('ir.mara.com', '403');
    await run();
    press.heal();
    clock.advance(hours(1));
    expect(await run()).toEqual({ asked: 1, failed: 0, found: 0 });
    expect(tasks.bodies).toEqual([]);
  });

  it('by sending us elsewhere is not followed', async () => {
    let hosts = 0;
    const web: Web = {
      open: (request) => {
        hosts++;
        expect(new URL(request.url).hostname).toBe('127.0.0.1');
        return impatient.open(request);
      },
    };
    const { run, press } = await watching({ web });
    press.fail('all', 'redirect');
    expect(await run()).toEqual({ asked: 0, failed: 1, found: 0 });
    expect([hosts, press.requests.length]).toEqual([1, 1]);
  });
});

describe('a press feed that fails', () => {
  it.each(['hang', 'html', 'truncated', 'empty'] as const)(
    '(%s) keeps no other from being asked, and is asked again in two minutes',
    async (fault) => {
      const { run, again, press, releases, tasks, log, clock } = await watching({
        companies: [mara, wulf, clsk],
        releases: [...usualNews(), ...usualNews('investors.cleanspark.com')],
      });
      await run();
      press.fail('ir.mara.com', fault);
      releases.push(release('sale', clock.now()), release('c', clock.now(), { feed: 'investors.cleanspark.com' }));
      const broken = await again();
      expect(broken).toMatchObject({ failed: 1, found: 1 });
      expect(log.lines.filter(({ level }) => level === 'warn').map(({ facts }) => facts?.['feed'])).toEqual([
        'ir.mara.com',
      ]);
      press.heal();
      expect(await again()).toMatchObject({ failed: 0, found: 1 });
      expect(tasks.bodies).toHaveLength(2);
    },
  );

  it('with a bomb in it has done no harm', async () => {
    const { run, press } = await watching();
    press.fail('all', 'bomb');
    expect(await run()).toEqual({ asked: 1, failed: 0, found: 0 });
  });

  it('because the queue is out of order says its news again', async () => {
    const { run, again, releases, clock, tasks } = await watching();
    await run();
    releases.push(release('sale', clock.now()));
    tasks.failures = 1;
    expect(await again()).toMatchObject({ failed: 1, found: 0 });
    expect(await again()).toMatchObject({ failed: 0, found: 1 });
    expect(tasks.bodies).toHaveLength(1);
  });

  it('because a process dies between looks and notes makes us look twice, which harms nobody', async () => {
    const { run, again, releases, clock, tasks, notebook } = await watching();
    await run();
    const write = notebook.write.bind(notebook);
    notebook.write = () => Promise.reject(new Error('the process died'));
    releases.push(release('sale', clock.now()));
    await again();
    notebook.write = write;
    await again();
    expect(tasks.take().map((task) => task.do === 'look' && task.cik)).toEqual([MARA, MARA]);
    await again();
    expect(tasks.bodies).toEqual([]);
  });
});

describe('a press feed that has died', () => {
  it('is said so of, also when it only ever answers that nothing is new', async () => {
    const { run, again, press, log, clock } = await watching();
    await run();
    expect(log.counts.get('PressFeedStale')).toBeUndefined();
    clock.advance(days(60));
    await again();
    await again();
    expect(press.requests.map(({ status }) => status)).toEqual([200, 304, 304]);
    expect(log.counts.get('PressFeedStale')).toBe(2);
    expect(log.lines.at(-1)).toMatchObject({ level: 'warn', facts: { feed: 'ir.mara.com' } });
  });

  it('is no longer when it has news again', async () => {
    const { run, again, releases, log, clock } = await watching();
    await run();
    clock.advance(days(60));
    await again();
    releases.push(release('alive', clock.now()));
    await again();
    await again();
    expect(log.counts.get('PressFeedStale')).toBe(1);
  });

  it('before it was ever seen is said so of at once', async () => {
    const { run, log } = await watching({ releases: [release('old', later(NOON, days(-100)))] });
    await run();
    expect(log.counts.get('PressFeedStale')).toBe(1);
  });
});

describe('a list of many issuers', () => {
  const list: PressFeed = { from: 'prnewswire', list: 'energy/energy-list.rss' };

  it('leads to those of ours that it names, whoever watches it', async () => {
    const answers = [rss('Some utility pays a dividend')];
    const { run, again, tasks } = await answering(list, [mara, clsk], () => answers.at(-1)!);
    await run();
    answers.push(
      rss(
        'Some utility pays a dividend',
        'An oil company drills',
        'CleanSpark reports March',
        'MARA and CleanSpark agree',
      ),
    );
    expect(await again()).toMatchObject({ found: 2 });
    expect(tasks.bodies).toMatchObject([
      { cik: clsk.cik, because: 'CleanSpark reports March' },
      { cik: MARA, because: 'MARA and CleanSpark agree' },
    ]);
  });

  it('is searched by name when only one company is watched for in it, too', async () => {
    const answers = [rss('Some utility pays a dividend')];
    const { run, again, tasks } = await answering(list, [mara], () => answers.at(-1)!);
    await run();
    answers.push(rss('Some utility pays a dividend', 'An oil company drills'));
    expect(await again()).toMatchObject({ asked: 1, found: 0 });
    expect(tasks.bodies).toEqual([]);
  });
});

it('a feed of two companies leads to both, and is asked once', async () => {
  const feed: PressFeed = { from: 'ir', url: 'https://ir.example.com/rss' };
  const answers = [rss('Quarter one')];
  let calls = 0;
  const { run, again, tasks } = await answering(feed, [mara, clsk], () => {
    calls++;
    return answers.at(-1)!;
  });
  await run();
  answers.push(rss('Quarter two', 'Quarter one'));
  await again();
  expect(calls).toBe(2);
  expect(tasks.bodies.map((task) => task.do === 'look' && task.cik)).toEqual([MARA, clsk.cik]);
});

it('asks as hosts want to be asked', async () => {
  const seen: Call[] = [];
  const { run } = await answering({ from: 'newsfile', company: 5335 }, [mara], (call) => {
    seen.push(call);
    return rss();
  });
  await run();
  expect(seen[0]?.headers.accept).toMatch(/^application\/rss\+xml, .*\*\/\*;q=0\.7$/);
  expect(seen[0]?.headers['user-agent']).toMatch(/^hashprice-watch\//);
});
