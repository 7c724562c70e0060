import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import picocolors from 'picocolors';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DynamoMemory } from '../../functions/filings/memory.dynamodb.ts';
import { type CompanyMemory, companyMemoryShape, type Memory, nothingKnown } from '../../functions/filings/memory.ts';
import { Table } from '../../functions/kit/table.dynamodb.ts';
import { run } from '../../infra/local/cli/program.ts';
import { type Emulator, FALSE_CREDENTIALS, startDynamoDb } from '../../infra/local/emulators/dynamodb.ts';
import { ENDPOINT_FILE, FOLDER, TABLE_NAME } from '../../infra/local/folder.ts';
import { lockFolder } from '../../infra/local/lock.ts';
import { MemoryFinancials } from '../support/memory-financials.ts';

const KEEL = 1812477;

/** One command line in this process, on what is known; nobody remembers anything unless something is given. */
async function bot(line: string, known?: CompanyMemory) {
  const out: string[] = [];
  const complaints: string[] = [];
  const asked: number[] = [];
  const memory: Memory = {
    recall: async (cik) => {
      asked.push(cik);
      return known ?? nothingKnown(cik);
    },
    keep: () => Promise.reject(new Error('a question changes nothing')),
  };
  const code = await run(line.split(' '), {
    now: () => new Date('2026-05-05T00:00:00Z'),
    print: (text) => out.push(text),
    complain: (text) => complaints.push(text),
    colors: picocolors.createColors(false),
    live: () => {
      throw new Error('nobody need ask the market');
    },
    lines: async function* () {},
    open: () => Promise.reject(new Error('nobody need open anything')),
    industry: (ask) =>
      ask({
        memory,
        financials: new MemoryFinancials(),
        history: { latest: async () => undefined, days: async () => [] },
      }),
    table: () => Promise.reject(new Error('nobody need look at a table')),
    patient: () => Promise.reject(new Error('nobody need be examined')),
  });
  return { code, out: out.join('\n'), complaint: complaints.join('\n'), asked };
}

const from = (n: number, form = '8-K', filedOn = '2026-05-04') => ({
  accession: `0001812477-26-00000${n}`,
  form,
  filedOn,
  url: `https://www.sec.gov/Archives/edgar/data/1812477/00018124772600000${n}/exhibit991.htm`,
});
const policy = 'From now on we may sell bitcoin that we hold, as the market allows, to pay for what we build. ';

/** What two filings taught of a company, every kind of fact among it. */
const keel = companyMemoryShape.parse({
  v: 1,
  cik: KEEL,
  version: 3,
  periods: [
    {
      period: '2026-04',
      sold: { value: 428, from: from(7), implied: true },
      mined: { value: 268, from: from(7) },
      held: { value: 1_006.25, from: from(7) },
      pledged: { value: 300, from: from(7) },
    },
    {
      period: '2026-Q1',
      sold: { value: 185, from: from(3, '10-Q', '2026-05-01') },
      mined: { value: 693, from: from(3, '10-Q', '2026-05-01') },
      held: { value: 1_166, from: from(2, '6-K', '2026-04-02') },
      bought: { value: 12, from: from(3, '10-Q', '2026-05-01') },
      averagePriceUsd: { value: 92_318.4, from: from(3, '10-Q', '2026-05-01') },
      proceedsUsd: { value: 17_078_904, from: from(3, '10-Q', '2026-05-01') },
    },
    { period: '2026-03' },
  ],
  policies: [
    { scope: 'reserve', step: 'permission', quote: policy.repeat(3).trim(), from: from(2, '6-K', '2026-04-02') },
    { scope: 'hold', step: 'hold', quote: '', from: from(1, '20-F', '2025-03-27') },
  ],
  told: [
    {
      event: `${KEEL}:sale:2026-04`,
      class: 'reserve-sale',
      accession: '0001812477-26-000007',
      at: '2026-05-04T11:01:40Z',
      form: '8-K',
      filedOn: '2026-05-04',
      btcSold: 428,
      notice: 'filings:x',
      corrects: {
        class: 'production-sale',
        accession: '0001812477-26-000006',
        at: '2026-05-03T11:01:40Z',
        btcSold: 160,
      },
      again: ['0001812477-26-000008', '0001812477-26-000009'],
    },
    {
      event: `${KEEL}:policy:reserve-permission@2026-04`,
      class: 'policy',
      accession: '0001812477-26-000002',
      at: '2026-04-02T11:00:40Z',
      form: '6-K',
      filedOn: '2026-04-02',
      notice: 'filings:y',
    },
  ],
});

describe('bot miner', () => {
  it('shows who it is, by any ticker it ever had', async () => {
    for (const ticker of ['KEEL', 'BITF', 'bitf']) {
      const { code, out, asked } = await bot(`miner ${ticker}`, keel);
      expect([code, asked]).toEqual([0, [KEEL]]);
      expect(out).toMatch(/^Keel Infrastructure \(KEEL\)$/m);
      expect(out).toMatch(/^ +formerly {3}Bitfarms$/m);
      expect(out).toMatch(/^ +former tickers {3}BITF$/m);
    }
  });

  it('shows each number in its column, with where it was read, and says which were reckoned', async () => {
    const { out } = await bot('miner KEEL', keel);
    const table = out.split('\n\n').find((section) => section.startsWith('By period'))!;
    expect(table.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['By period, in BTC (* implied: reckoned, and not said)'],
      ['sold', 'mined', 'held', 'pledged', 'bought', 'average price', 'proceeds', 'from'],
      ['2026-04', '428*', '268', '1,006.25', '300', '[3]'],
      ['2026-Q1', '185', '693', '1,166', '12', '$92,318', '$17,078,904', '[4] [1]'],
    ]);
    const end = (line: string, word: string) => line.indexOf(word) + word.length;
    const [, heads, april, quarter] = table.split('\n') as [string, string, string, string];
    expect([end(april, '268'), end(quarter, '693')]).toEqual([end(heads, 'mined'), end(heads, 'mined')]);
  });

  it('leaves out columns in which nothing is, and marks nothing that was said', async () => {
    const { out } = await bot('miner RIOT --recorded');
    const table = out.split('\n\n').find((section) => section.startsWith('By period'))!;
    expect(table).toMatch(/^ +sold +mined +held +average price +proceeds +from$/m);
    expect(table).not.toContain('pledged');
    expect(table).not.toContain('*');
  });

  it('shows what it said about selling in its own words, broken at the edge', async () => {
    const { out } = await bot('miner KEEL', keel);
    expect(out).toMatch(/^ 2026-04-02 {3}\[1\] {3}may sell reserves: “From now on we may sell/m);
    expect(out).toMatch(/^ 2025-03-27 {3}\[2\] {3}holds what it mines$/m);
    expect(out.replace(/\s+/g, ' ')).toContain(`“${policy.repeat(3).trim()}”`);
    const wordy = out.split('\n').filter((line) => /we (?:may|hold|build)/.test(line));
    expect(wordy.length).toBeGreaterThanOrEqual(4);
  });

  it('shows what was told in words: what, for when, what it corrected and who said it again', async () => {
    const { out } = await bot('miner KEEL', keel);
    expect(out.replace(/\s+/g, ' ')).toContain(
      '2026-05-04 11:01 UTC reserve sale of 428 BTC for 2026-04 8-K of 2026-05-04, corrects production sale of 160 BTC, said again by 2 filings',
    );
    expect(out).toMatch(/^ 2026-04-02 11:00 UTC {3}policy on selling +6-K of 2026-04-02$/m);
    expect(out).not.toContain('filings:');
  });

  it('names every source once, by the number under which it is relied on', async () => {
    const { out } = await bot('miner KEEL', keel);
    const list = out.slice(out.indexOf('Sources\n'));
    expect(list.match(/\[\d\] +\S+ of [\d-]+/g)).toEqual([
      '[1]   6-K of 2026-04-02',
      '[2]   20-F of 2025-03-27',
      '[3]   8-K of 2026-05-04',
      '[4]   10-Q of 2026-05-01',
    ]);
    for (const n of [1, 2, 3, 7]) expect(list.split(from(n).url)).toHaveLength(2);
  });

  it.each(['miner KEEL', 'miner MARA --recorded', 'miner RIOT --recorded', 'miner HUT'])(
    'fits a terminal of a hundred columns, or of a few more with everything known at once: %s',
    async (line) => {
      const { out } = await bot(line, line === 'miner KEEL' ? keel : undefined);
      const most = line === 'miner KEEL' ? 120 : 100;
      // An address is to be copied, and is not broken.
      const lines = out.split('\n').filter((text) => !/^ *https:/.test(text));
      expect(Math.max(...lines.map((text) => text.length))).toBeLessThanOrEqual(most);
    },
  );

  it('says so when nothing is on record', async () => {
    const { code, out } = await bot('miner LMFA');
    expect(code).toBe(0);
    expect(out).toMatch(/^LM Funding America \(LMFA\)$/m);
    expect(out.match(/nothing on record yet/g)).toHaveLength(3);
    expect(out).not.toContain('Sources');
  });

  it('prints JSON for scripts, with all that is known', async () => {
    const { out } = await bot('miner KEEL --json', keel);
    const { panel, ...rest } = JSON.parse(out);
    expect(rest).toEqual({ company: 'Keel Infrastructure', ...JSON.parse(JSON.stringify(keel)) });
    expect(panel).toMatchObject({
      ticker: 'KEEL',
      formerly: [{ name: 'Bitfarms', until: '2026-04-06' }],
      figures: { btcHeld: { value: 1_006.25, period: '2026-04', source: { title: '8-K' } } },
    });
  });

  it('knows from the recorded filings what the bot would know, and asks nobody', async () => {
    const { code, out, asked } = await bot('miner MARA --recorded --json');
    expect([code, asked]).toEqual([0, []]);
    const memory = companyMemoryShape.parse(JSON.parse(out));
    expect(memory.policies[0]).toMatchObject({ scope: 'reserve', step: 'permission', from: { form: '10-K' } });
    expect(memory.periods.find(({ period }) => period === '2026-03')?.sold).toMatchObject({ value: 15_133 });
    expect(memory.told.map((told) => told.class)).toEqual(['reserve-sale', 'policy']);
    expect((await bot('miner MARA --recorded')).out).toContain('Marathon Digital Holdings');
  });

  it('names those on the list when a ticker is on none, today’s and each once', async () => {
    const { code, out, complaint, asked } = await bot('miner TSLA');
    expect({ code, out, asked }).toEqual({ code: 1, out: '', asked: [] });
    expect(complaint).toMatch(/^TSLA is not on the list\. On it are: ABTC, ANY, .*MARA.*WULF/);
    const named = complaint.split(': ')[1]!.split(', ');
    expect(new Set(named).size).toBe(named.length);
    expect(named).not.toContain('SATO');
    for (const recorded of ['', ' --recorded']) expect((await bot(`miner ${named[0]}${recorded}`)).code).toBe(0);
  });

  it('shows the newest of each number with its period, age and source, and what it left to others to say', async () => {
    const { out } = await bot('miner IREN');
    expect(out.replace(/\s+/g, ' ')).toContain(
      'Cash cost $46,497 per BTC [1] Q2 2025, old: 309 days, by analysts, disputed: $54,000 per BTC by analysts',
    );
    expect(out).toContain('https://www.binance.bh/en-ZA/square/post/33374861579034');
  });

  it('shows results with their change on the year: Riot’s loss of 2025, and the fourth quarter of Core Scientific', async () => {
    const riot = (await bot('miner RIOT --recorded')).out.replace(/\s+/g, ' ');
    expect(riot).toMatch(/Net result loss of \$663(?:\.\d+)? million \[\d+\] 2025, \d+ days old, tagged in its report/);
    const core = (await bot('miner CORZ --recorded')).out.replace(/\s+/g, ' ');
    expect(core).toMatch(/Revenue \$79\.8\d? million \[\d+\] −15\.9 % on the year, Q4 2025/);
  });

  it('shows the contracts for its buildings', async () => {
    const { out } = await bot('miner CIFR');
    expect(out).toMatch(/^ 2025-11-03 +\[\d\] +AI colocation, .*: 300 MW, \$5\.5 billion over 15 years$/m);
  });

  it('says that one left, and when', async () => {
    const { out } = await bot('miner SDIG');
    expect(out).toMatch(/^ +left +since 2025-03-14$/m);
  });

  it('says why nothing is known of a company that files nothing', async () => {
    const { code, complaint } = await bot('miner SATO');
    expect(code).toBe(1);
    expect(complaint).toBe('SATO Technologies files nothing with the SEC, so nothing of it is read');
  });

  it.each(['miner', 'miner MARA RIOT', 'miner MARA --live'])(
    '"%s" is wrong input, told with an example',
    async (line) => {
      const { code, complaint } = await bot(line);
      expect(code).toBe(2);
      expect(complaint).toContain('npm run --silent bot -- miner MARA --recorded');
    },
  );
});

describe('what `npm run live` has learnt', () => {
  const aFolder = async () => {
    const cwd = await mkdtemp(join(tmpdir(), 'hashprice-miner-'));
    onTestFinished(() => rm(cwd, { recursive: true, force: true }));
    await mkdir(join(cwd, FOLDER));
    return cwd;
  };
  const leave = (cwd: string, { endpoint }: Pick<Emulator, 'endpoint'>) =>
    writeFile(join(cwd, FOLDER, ENDPOINT_FILE), endpoint);
  const remember = async ({ endpoint }: Emulator) => {
    const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials: FALSE_CREDENTIALS });
    expect(
      await new DynamoMemory(new Table(TABLE_NAME, client)).keep(nothingKnown(KEEL), { ...keel, version: 1 }),
    ).toBe(true);
    client.destroy();
  };
  const miner = (cwd: string) =>
    promisify(execFile)(process.execPath, [resolve('infra/local/cli.ts'), 'miner', 'KEEL', '--json'], {
      cwd,
      env: {},
    }).then(
      ({ stdout }) => ({ known: companyMemoryShape.parse(JSON.parse(stdout)), complaint: '' }),
      ({ stderr }: { stderr: string }) => ({ known: undefined, complaint: stderr }),
    );
  const expected = { ...keel, version: 1 };

  it('is asked of the running bot, beside it', async () => {
    const cwd = await aFolder();
    const running = await startDynamoDb(TABLE_NAME);
    onTestFinished(running.stop);
    await remember(running);
    await leave(cwd, running);
    const release = await lockFolder(join(cwd, FOLDER));
    onTestFinished(() => release());
    expect((await miner(cwd)).known).toEqual(expected);
  });

  it('is read from the folder that a stopped one left, as often as it is asked', async () => {
    const cwd = await aFolder();
    const stopped = await startDynamoDb(TABLE_NAME, join(cwd, FOLDER, 'dynamodb'));
    await remember(stopped);
    await leave(cwd, stopped);
    await stopped.stop();
    expect((await miner(cwd)).known).toEqual(expected);
    expect((await miner(cwd)).known).toEqual(expected);
  });

  it('is nothing where none ever ran, which is said with what to do', async () => {
    const { known, complaint } = await miner(await aFolder());
    expect(known).toBeUndefined();
    expect(complaint).toMatch(/nothing has been read here yet: start `npm run live`.*or ask with --recorded/);
  });

  it('is not read from under a bot that is starting or does not answer', async () => {
    const cwd = await aFolder();
    await leave(cwd, { endpoint: 'http://127.0.0.1:1' });
    const release = await lockFolder(join(cwd, FOLDER));
    onTestFinished(() => release());
    const { known, complaint } = await miner(cwd);
    expect(known).toBeUndefined();
    expect(complaint).toContain(`process ${process.pid}`);
  });
});
