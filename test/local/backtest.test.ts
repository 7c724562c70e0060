import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asked, botAt } from './bot.ts';

const S21 = '--joules-per-terahash 17.5 --usd-per-kwh 0.08';
const SPAN = '--from 2026-01-15 --to 2026-03-31';

/** Nobody is there to be asked about the past. */
const bot = (line: string): Promise<Asked> => botAt(new Date('2026-04-01T00:00:00Z'), line);

type Alert = { rule: string; fired: number; judgedDays: number; incidents: { firedAt: string; resolvedAt?: string }[] };
type Backtest = {
  history: { days: number; missing: string[] };
  money: {
    revenueUsdPerPh: number;
    costUsdPerPh: number;
    marginUsdPerPh: number;
    best: { day: string; marginUsdPerPh: number };
    worst: { day: string; marginUsdPerPh: number };
    atLoss: { days: number; savedUsdPerPh: number };
  };
  alerts: Alert[];
};

async function backtest(options: string): Promise<Backtest> {
  const { code, out, complaint } = await bot(`backtest ${options} --json`);
  expect({ code, complaint }).toEqual({ code: 0, complaint: '' });
  return JSON.parse(out) as Backtest;
}

const alert = ({ alerts }: Backtest, rule: string): Alert => alerts.find((one) => one.rule === rule)!;
/** `2026-02-04 to 2026-02-07`. */
const spans = ({ incidents }: Alert): string[] =>
  incidents.map(({ firedAt, resolvedAt = '…' }) => `${firedAt.slice(0, 10)} to ${resolvedAt.slice(0, 10)}`);

/** The recording, read and reckoned here once more, with nothing of the bot's. */
type Row = { day: string; price: number; fees: number; difficulty: number; hashprice: number };

function recordedRows(): Row[] {
  const table = (name: string) =>
    readFileSync(`infra/local/recordings/${name}.csv`, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.split(','));
  const epochs = table('epochs').map(([, day, difficulty]) => ({ day: day!, difficulty: Number(difficulty) }));
  return table('market').map(([day, price, fees]) => {
    const { difficulty } = epochs.findLast((epoch) => epoch.day <= day!)!;
    const btc = ((86_400 * 1e15) / (difficulty * 2 ** 32)) * (3.125 + Number(fees));
    return { day: day!, price: Number(price), fees: Number(fees), difficulty, hashprice: btc * Number(price) };
  });
}

const inSpan = recordedRows().filter(({ day }) => day >= '2026-01-15' && day <= '2026-03-31');
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

describe('an S21 at $0.08, over the recorded weeks', () => {
  /** 24 h · 17.5 J/TH · 0.08 USD/kWh. */
  const COST = 33.6;
  const margins = inSpan.map(({ hashprice }) => hashprice - COST);

  it('earns, costs and loses what the tables say', async () => {
    const { money, history } = await backtest(`${S21} ${SPAN}`);
    expect(history).toMatchObject({ days: 76, missing: [] });
    expect(money.revenueUsdPerPh).toBeCloseTo(total(inSpan.map(({ hashprice }) => hashprice)), 6);
    expect(money.costUsdPerPh).toBeCloseTo(76 * COST, 6);
    expect(money.marginUsdPerPh).toBeCloseTo(total(margins), 6);
    expect(money.atLoss.days).toBe(margins.filter((margin) => margin < 0).length);
    expect(money.atLoss.savedUsdPerPh).toBeCloseTo(-total(margins.filter((margin) => margin < 0)), 6);
    expect(money.worst.marginUsdPerPh).toBeCloseTo(Math.min(...margins), 6);
    expect(money.best.marginUsdPerPh).toBeCloseTo(Math.max(...margins), 6);
  });

  it('does so in these figures', async () => {
    const { money } = await backtest(`${S21} ${SPAN}`);
    expect(money).toMatchObject({
      revenueUsdPerPh: expect.closeTo(2_539.24, 2),
      marginUsdPerPh: expect.closeTo(-14.36, 2),
      best: { day: '2026-01-16', marginUsdPerPh: expect.closeTo(7.72, 2) },
      worst: { day: '2026-02-24', marginUsdPerPh: expect.closeTo(-5.54, 2) },
      atLoss: { days: 45, savedUsdPerPh: expect.closeTo(124.77, 2) },
    });
  });

  it('is told of each stretch at a loss, from under the break-even to 1 % over it', async () => {
    const stretches: string[] = [];
    let began: string | undefined;
    for (const { day, hashprice } of inSpan) {
      if (began === undefined && hashprice < COST) began = day;
      if (began === undefined || hashprice < COST * 1.01) continue;
      stretches.push(`${began} to ${day}`);
      began = undefined;
    }
    if (began !== undefined) stretches.push(`${began} to …`);
    expect(spans(alert(await backtest(`${S21} ${SPAN}`), 'margin:fleet'))).toEqual(stretches);
    expect(stretches).toEqual(['2026-02-04 to 2026-02-07', '2026-02-12 to 2026-02-13', '2026-02-18 to …']);
  });

  it('is told of lines, models, lows and retargets too', async () => {
    const answer = await backtest(`${S21} ${SPAN} --below 30 --above 40 --lowest 60`);
    expect(Object.fromEntries(answer.alerts.map(({ rule, fired }) => [rule, fired]))).toEqual({
      'margin:fleet': 3,
      'retarget:fleet': 2,
      'hashprice<30': 3,
      'hashprice>40': 1,
      'cost:electricity': 0,
      'cost:cash': 4,
      'cost:regression': 3,
      'lowest:60': 2,
      'lowest:record': 2,
    });
    expect(spans(alert(answer, 'lowest:record')).map((span) => span.slice(0, 10))).toEqual([
      '2026-01-31',
      '2026-02-24',
    ]);
  });

  it('reads well, in a hundred columns and a few', async () => {
    const { out } = await bot(`backtest --rig s21 --usd-per-kwh 0.08 ${SPAN} --opex 2 --pool-fee 1% --below 30`);
    expect(out).toContain('Antminer S21 · 17.5 J/TH · 0.08 USD/kWh · pool fee 1 % · other costs 2.00 USD a day');
    expect(out).toContain('2026-01-15 to 2026-03-31, 76 days\nfrom the recorded market');
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(/which leaves [\d.]+ USD; only [\d.]+ USD if the other costs go on/);
    expect(out).toMatch(/Mining at a loss +2026-01-31 +goes on +60 days +at 35\.12 USD, 8 reminders/);
    expect(out).toContain('2026-02  ████████████████████████████');
    expect(out).toMatch(/Not once +Loss ahead at the next retarget, Bitcoin under its electricity cost/);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110);
  });

  it('is the same program when it is started as one', async () => {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['infra/local/cli.ts', 'backtest', ...`${S21} ${SPAN} --json`.split(' ')],
      { env: { PATH: process.env['PATH'] } },
    );
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual(await backtest(`${S21} ${SPAN}`));
  });
});

describe('somebody’s own table', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'backtest-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const file = (text: string): string => {
    const path = join(folder, 'own.csv');
    writeFileSync(path, text);
    return path;
  };
  const HEAD = 'date,price_usd,difficulty,fees_btc\n';
  const day = (date: string, price: number | string = 64_113.07) => `${date},${price},144398400000000,2.31\n`;

  it('of the recorded figures gives the recorded answer, but for retargets', async () => {
    const rows = recordedRows().map(
      ({ day, price, fees, difficulty }) => `${day},${price},${difficulty},${fees * 144}`,
    );
    const own = await backtest(`${S21} ${SPAN} --csv ${file(`${HEAD}${rows.join('\n')}\n`)}`);
    const recorded = await backtest(`${S21} ${SPAN}`);
    expect(own.money.marginUsdPerPh).toBeCloseTo(recorded.money.marginUsdPerPh, 6);
    for (const { rule, incidents } of recorded.alerts) {
      if (!rule.startsWith('retarget')) expect(spans(alert(own, rule))).toEqual(spans({ rule, incidents } as Alert));
    }
    expect(alert(own, 'retarget:fleet')).toMatchObject({ judgedDays: 0, fired: 0 });
    expect((await bot(`backtest ${S21} --csv ${file(HEAD + day('2026-02-24'))}`)).out).toMatch(
      /Cannot tell +Loss ahead at the next retarget: it takes the times of epochs/,
    );
  });

  it.each([
    [
      'fees per block',
      'date,price_usd,difficulty,fees_btc_per_block\n2026-02-24,64113.07,144398400000000,0.016041666666666666\n',
    ],
    [
      'semicolons, quotes and a byte order mark',
      '\ufeff"date";"price_usd";"difficulty";"fees_btc"\r\n"2026-02-24";"64113.07";"144398400000000";"2.31"\r\n',
    ],
    [
      'other columns, in another order',
      'Fees_BTC,who,date,difficulty,price_usd\n2.31,me,2026-02-24,1.443984e14,64113.07',
    ],
    ['empty lines', `${HEAD}\n${day('2026-02-24')}\n\n`],
  ])('may have %s', async (_, text) => {
    const { money } = await backtest(`${S21} --csv ${file(text)}`);
    const btc = ((86_400 * 1e15) / (144_398_400_000_000 * 2 ** 32)) * (3.125 + 2.31 / 144);
    expect(money.revenueUsdPerPh).toBeCloseTo(btc * 64_113.07, 9);
  });

  it('knows the subsidy of its days', async () => {
    const rows = `${HEAD}2024-04-18,60000,86388558925171,0\n2024-04-21,60000,86388558925171,0\n`;
    const { money, history } = await backtest(`${S21} --csv ${file(rows)}`);
    expect(money.best).toMatchObject({ day: '2024-04-18' });
    expect((money.best.marginUsdPerPh + 33.6) / (money.worst.marginUsdPerPh + 33.6)).toBeCloseTo(2, 9);
    expect(history.missing).toEqual(['2024-04-19', '2024-04-20']);
  });

  it.each([
    [
      'a bad price',
      HEAD + day('2026-02-24') + day('2026-02-25', '87k'),
      'line 3: price_usd "87k": It must be a plain number, like 64113.07.',
    ],
    ['an empty cell', `${HEAD}2026-02-24,,144398400000000,2.31`, 'line 2: price_usd "":'],
    ['a difficulty in tera', `${HEAD}2026-02-24,64113,144.4,2.31`, 'line 2: difficulty "144.4": It is out of range'],
    ['a day that is none', HEAD + day('2026-02-30'), 'line 2: date "2026-02-30": It must be a day'],
    [
      'two mistakes in a line',
      `${HEAD}24.2.2026,64113,144398400000000,x`,
      'It must be a day, like 2026-02-24. fees_btc "x"',
    ],
    [
      'a cell too many',
      `${HEAD}2026-02-24,64,113.07,144398400000000,2.31`,
      'line 2: It has 5 cells, and the first line names 4.',
    ],
    [
      'a day twice',
      HEAD + day('2026-02-24') + day('2026-02-25') + day('2026-02-24'),
      'line 4: 2026-02-24 is there already, in line 2.',
    ],
    [
      'days running backwards',
      HEAD + day('2026-02-24') + day('2026-02-23'),
      'line 3: 2026-02-23 comes after 2026-02-24; days must ascend.',
    ],
    [
      'two kinds of line ends',
      `date,price_usd,difficulty,fees_btc\r\n${day('2026-02-24')}2026-02-25,0,144398400000000,2.31`,
      'line 3: price_usd "0"',
    ],
    [
      'no fees',
      'date,price_usd,difficulty\n2026-02-24,1,2',
      'The first line does not name fees_btc (or fees_btc_per_block).',
    ],
    ['no head', day('2026-02-24'), 'does not name date, price_usd, difficulty'],
    ['no days', HEAD, 'There are no days in it.'],
    ['nothing at all', '', 'does not name date'],
    ['thirty years', HEAD + day('1996-02-24') + day('2026-02-24'), '10000 days are the most'],
    ['a megabyte', HEAD.padEnd(1024 * 1024 + 1, '\n'), '1048576 are the most'],
  ])('with %s is refused, with the line and a right example, exit 2', async (_, text, what) => {
    const { code, out, complaint } = await bot(`backtest ${S21} --csv ${file(text)}`);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(complaint).toContain(what);
    expect(complaint).toContain('A right file begins:\n  date,price_usd,difficulty,fees_btc\n  2026-02-24,');
    expect(complaint).toContain('For example:\n  npm run --silent bot -- backtest');
    expect(complaint).not.toMatch(/\n\s+at /);
  });

  it('with many bad lines is refused for the first ten', async () => {
    const rows = Array.from({ length: 40 }, () => 'x\n').join('');
    const { complaint } = await bot(`backtest ${S21} --csv ${file(HEAD + rows)}`);
    expect(complaint).toContain('line 11:');
    expect(complaint).not.toContain('line 12:');
    expect(complaint).toContain('and 30 more lines');
  });

  it.each([
    ['/dev/zero', 'It is not a file.'],
    ['test', 'It is not a file.'],
    ['no-such.csv', 'It cannot be read: ENOENT'],
  ])('must be a file: %s is not', async (path, what) => {
    const { code, complaint } = await bot(`backtest ${S21} --csv ${path}`);
    expect(code).toBe(2);
    expect(complaint).toContain(what);
  });
});

describe('a wrong question about the past', () => {
  it.each([
    [`${S21} --from 2026-02-30`, 'It must be a day, like 2026-01-15.'],
    [`${S21} --to yesterday`, 'It must be a day'],
    [`${S21} --from 2026-03-01 --to 2026-02-01`, '--from 2026-03-01 is after --to 2026-02-01'],
    [`${S21} --from 2025-01-01`, 'the recorded market has 2025-06-09 to 2026-03-31, not 2025-01-01 to 2026-03-31'],
    [`${S21} --to 2027-01-01`, 'the recorded market has 2025-06-09 to 2026-03-31'],
    [`${S21} --lowest 2.5`, 'a whole number of days'],
    [`${S21} --below 0`, 'a right one looks like 32'],
    ['--usd-per-kwh 0.08', 'give --joules-per-terahash, or --rig'],
    ['--rig s21', "required option '--usd-per-kwh <usd>' not specified"],
  ])('"%s" is told, with an example, exit 2', async (options, what) => {
    const { code, out, complaint } = await bot(`backtest ${options}`);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(complaint).toContain(what);
    expect(complaint).toContain('For example:\n  npm run --silent bot -- backtest');
  });
});
