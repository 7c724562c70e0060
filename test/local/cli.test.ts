import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { askMarket } from '../../functions/entry/ask-market.ts';
import { type LoopbackMarket, startMarket } from '../../infra/local/loopback/market.ts';
import { recordedWorld } from '../../infra/local/recordings/recording.ts';
import { type Asked, botAt } from './bot.ts';

const GIVEN = '--price 87235 --difficulty 101.65e12 --fees 0.155 --subsidy 3.125';
const FLEET = '--joules-per-terahash 17.5 --usd-per-kwh 0.08';
const NOW = new Date('2026-02-24T12:00:00Z');

/** One command line in this process, at noon of the recorded low; nobody to ask unless a market is given. */
const bot = (line: string, market?: LoopbackMarket): Promise<Asked> =>
  botAt(NOW, line, market && { live: () => askMarket(market.urls, () => NOW) });

async function figures(line: string, market?: LoopbackMarket): Promise<Record<string, number>> {
  const { code, out, complaint } = await bot(`${line} --json`, market);
  expect({ code, complaint }).toEqual({ code: 0, complaint: '' });
  return JSON.parse(out) as Record<string, number>;
}

async function recordedMarket(): Promise<LoopbackMarket> {
  const market = await startMarket(recordedWorld(() => NOW));
  onTestFinished(() => market.stop());
  return market;
}

describe('bot hashprice', () => {
  it('gives the three units of the published example, and asks nobody', async () => {
    const answer = await figures(`hashprice ${GIVEN}`);
    expect(answer['hashpriceUsdPerPhDay']).toBeCloseTo(56.63, 2);
    expect(answer['hashpriceBtcPerPhDay']).toBeCloseTo(0.00064911, 8);
    expect(answer['hashpriceSatPerThDay']).toBeCloseTo(64.911, 3);
    expect(answer['inputs']).toMatchObject({ priceUsdPerBtc: { value: 87_235, origin: 'given' } });
  });

  it.each([
    ['--height 839999', 6.25, 'block 839999'],
    ['--height 840000', 3.125, 'block 840000'],
    ['', 3.125, 'about block 937271, by the date; --height or --subsidy says otherwise'],
  ])('takes the subsidy from what is known of the height: "%s" gives %d', async (options, value, origin) => {
    const { inputs } = await figures(`hashprice --price 87235 --difficulty 101.65e12 --fees 0.155 ${options}`);
    expect(inputs).toMatchObject({ subsidyBtc: { value, origin } });
  });

  it('for people, says formula, inputs, sources and time', async () => {
    const { out } = await bot(`hashprice ${GIVEN}`);
    expect(out).toContain('56.63 USD   per PH/s per day');
    expect(out).toContain('difficulty · 2^32');
    expect(out).toMatch(/87,235 USD +for one bitcoin +given/);
    expect(out).toContain('Checkonchain');
    expect(out).toContain('2026-02-24 12:00 UTC');
  });

  it('fits a hundred columns and a few', async () => {
    const { out } = await bot(`margin ${FLEET} ${GIVEN} --currency USD`);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110);
  });
});

describe('bot margin', () => {
  it('adds what the fleet earns, costs and keeps, and where it breaks even', async () => {
    const answer = await figures(`margin ${FLEET} ${GIVEN}`);
    expect(answer['hashpriceUsdPerPhDay']).toBeCloseTo(56.63, 2);
    expect(answer['hashcostUsdPerPhDay']).toBeCloseTo(33.6, 9);
    expect(answer['revenueUsdPerPhDay']).toBeCloseTo(56.6254, 4);
    expect(answer['marginUsdPerPhDay']).toBeCloseTo(23.0254, 4);
    expect(answer['marginPercent']).toBeCloseTo(40.66, 2);
    expect(answer['marginUsdPerMwh']).toBeCloseTo(54.82, 2);
    expect(answer['breakEvenUsdPerKwh']).toBeCloseTo(0.13482, 5);
    expect(answer['breakEvenHashpriceUsdPerPhDay']).toBeCloseTo(33.6, 9);
    expect(answer['shutdownPriceUsdPerBtc']).toBeCloseTo(51_763, 0);
  });

  it('takes a machine by its name for its efficiency', async () => {
    const named = await figures(`margin --rig s21 --usd-per-kwh 0.08 ${GIVEN}`);
    const { fleet, ...measured } = await figures(`margin ${FLEET} ${GIVEN}`);
    expect(named).toMatchObject(measured);
    expect(named['fleet']).toMatchObject({ name: 'Antminer S21', joulesPerTerahash: 17.5 });
  });

  it.each(['2%', '0.02'])('takes a pool fee of %s', async (fee) => {
    const answer = await figures(`margin ${FLEET} ${GIVEN} --pool-fee ${fee} --pue 1.1 --opex 2`);
    expect(answer['hashcostUsdPerPhDay']).toBeCloseTo(33.6 * 1.1 + 2, 9);
    expect(answer['breakEvenHashpriceUsdPerPhDay']).toBeCloseTo((33.6 * 1.1 + 2) / 0.98, 9);
  });

  it('for people, shows the sum it did', async () => {
    const { out } = await bot(`margin ${FLEET} ${GIVEN} --pool-fee 2% --pue 1.1 --opex 2`);
    expect(out).toContain('24 h · 17.5 J/TH · PUE 1.1 · 0.08 USD/kWh + 2 USD of other costs');
    expect(out).toContain('after a pool fee of 2 %');
  });

  it('shows a loss as one', async () => {
    const { out } = await bot(`margin --rig s19 --usd-per-kwh 0.08 ${GIVEN}`);
    expect(out).toMatch(/−9\.04 USD +margin +−16 % of revenue/);
  });
});

describe('bot rigs', () => {
  it('lists the most that each machine may pay for power', async () => {
    const { out } = await bot('rigs s19 --hashprice 32');
    expect(out).toMatch(/Antminer S19 XP +141 +3,010 +21\.35 +air +2022 +0\.062/);
    expect(out).not.toContain('S21');
  });

  it('reckons the hashprice from the market when that is given instead', async () => {
    const { out } = await bot(`rigs ${GIVEN} --json`);
    const { hashpriceUsdPerPhDay, rigs } = JSON.parse(out) as { hashpriceUsdPerPhDay: number; rigs: unknown[] };
    expect(hashpriceUsdPerPhDay).toBeCloseTo(56.63, 2);
    expect(rigs.length).toBeGreaterThanOrEqual(45);
  });
});

describe('the live market', () => {
  it('is asked for everything that is not given, and named with the answer', async () => {
    const answer = await figures('hashprice', await recordedMarket());
    expect(answer['hashpriceUsdPerPhDay']).toBeCloseTo(28.06, 1);
    expect(answer['inputs']).toMatchObject({
      priceUsdPerBtc: { origin: 'coinbase, kraken, bitstamp, gemini' },
      difficulty: { value: 144_398_400_000_000, origin: 'mempool.space' },
      feesBtcPerBlock: { origin: 'mempool.space' },
      subsidyBtc: { value: 3.125 },
      ignored: [],
    });
  });

  it('is asked only for what is missing', async () => {
    const market = await recordedMarket();
    await figures('hashprice --difficulty 144.4e12 --fees 0.02', market);
    expect(new Set(market.requests.map(({ source }) => source))).toEqual(
      new Set(['coinbase', 'kraken', 'bitstamp', 'gemini']),
    );
  });

  it('says what it did not use, and why', async () => {
    const market = await recordedMarket();
    market.fail('kraken', 'html');
    const { code, out } = await bot('hashprice', market);
    expect(code).toBe(0);
    expect(out).toMatch(/not used +kraken +kraken answered with something that is not JSON/);
  });

  it('that does not answer is named, with what to do, exit 1', async () => {
    const market = await recordedMarket();
    market.fail('all', '403');
    const { code, out, complaint } = await bot('hashprice', market);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(complaint).toContain('kraken');
    expect(complaint).toContain('mempool.space');
    expect(complaint).toContain('--price, --difficulty and --fees');
  });

  it('converts money at the reference rate, and keeps the dollars', async () => {
    const market = await recordedMarket();
    const answer = await figures(`margin ${FLEET} ${GIVEN} --currency eur`, market);
    expect(answer['hashpriceEurPerPhDay']).toBeCloseTo(answer['hashpriceUsdPerPhDay']! * 0.86177, 6);
    expect(answer['shutdownPriceEurPerBtc']).toBeCloseTo(answer['shutdownPriceUsdPerBtc']! * 0.86177, 6);
    expect(answer['currency']).toMatchObject({ code: 'EUR', perUsd: 0.86177 });
    const { out } = await bot(`hashprice ${GIVEN} --currency EUR`, market);
    expect(out).toContain('48.80 EUR (56.63 USD)');
    expect(out).toContain('1 USD = 0.86177 EUR, ECB reference rate, frankfurter.dev');
  });

  it('without a rate gives no figure in the wrong currency, exit 1', async () => {
    const { code, out, complaint } = await bot(`hashprice ${GIVEN} --currency XXX`, await recordedMarket());
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(complaint).toContain('There is no rate for XXX');
  });
});

describe('wrong input', () => {
  it.each([
    ['hashprice --prise 1', "unknown option '--prise'"],
    ['hashprize', "unknown command 'hashprize'"],
    ['hashprice --price NaN', 'must be a plain number'],
    ['hashprice --price 87,235', 'must be a plain number'],
    ['hashprice --price', 'argument missing'],
    ['hashprice --price -5', 'implausible'],
    ['hashprice --price 0', 'implausible'],
    ['hashprice --price 1e99', 'implausible'],
    ['hashprice --difficulty 101.65', 'a right one looks like 101.65e12'],
    ['hashprice --fees 155', 'implausible'],
    ['hashprice --subsidy -1', 'more than nothing'],
    ['hashprice --subsidy 3.125 --height 840000', 'cannot be used with'],
    ['hashprice --currency euro', 'three letters'],
    ['hashprice 87235', 'too many arguments'],
    ['margin --joules-per-terahash 17.5', "required option '--usd-per-kwh <usd>' not specified"],
    ['margin --usd-per-kwh 0.08', 'give --joules-per-terahash, or --rig'],
    [`margin --rig s21 ${FLEET}`, 'cannot be used with'],
    ['margin --rig s2 --usd-per-kwh 0.08', 'these come near: Antminer S23'],
    ['margin --rig abacus --usd-per-kwh 0.08', '"bot rigs" lists'],
    ['margin --joules-per-terahash 175e3 --usd-per-kwh 0.08', 'at most 200'],
    ['margin --joules-per-terahash 17.5 --usd-per-kwh 8', 'at most 2'],
    [`margin ${FLEET} --pool-fee 2`, '2% or 0.02'],
    [`margin ${FLEET} --pool-fee -2%`, 'at least 0'],
    [`margin ${FLEET} --pue 0.9`, 'at least 1'],
    ['rigs abacus', 'no rig has "abacus" in its name'],
    ['rigs --hashprice 0', 'more than 0'],
  ])('"%s" is told, with an example, exit 2', async (line, what) => {
    const { code, out, complaint } = await bot(line);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(complaint).toContain(what);
    expect(complaint).toMatch(/For example:\n {2}npm run --silent bot -- \w+/);
    expect(complaint).not.toMatch(/\n\s+at /);
  });

  it('shows an example that works', async () => {
    const { complaint } = await bot('hashprice --bogus');
    const [, example] = /bot -- (.*)/.exec(complaint) ?? [];
    expect((await bot(example!)).code).toBe(0);
  });

  it('is not asking for help: exit 0, with every option and an example', async () => {
    const { code, out } = await bot('margin --help');
    expect(code).toBe(0);
    expect(out).toContain('--pool-fee');
    expect(out).toContain('For example:');
  });
});

describe('the program itself', () => {
  const spawn = async (line: string, env: NodeJS.ProcessEnv = {}): Promise<Asked> => {
    const child = promisify(execFile)(process.execPath, ['infra/local/cli.ts', ...line.split(' ')], {
      env: { PATH: process.env['PATH'], ...env },
    });
    return child.then(
      ({ stdout, stderr }) => ({ code: 0, out: stdout, complaint: stderr }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
        code,
        out: stdout,
        complaint: stderr,
      }),
    );
  };

  it('prints JSON and nothing else, exit 0', async () => {
    const { code, out, complaint } = await spawn(`hashprice ${GIVEN} --json`);
    expect({ code, complaint }).toEqual({ code: 0, complaint: '' });
    expect(JSON.parse(out)).toHaveProperty('hashpriceUsdPerPhDay');
  });

  it('complains on stderr, exit 2', async () => {
    const { code, out, complaint } = await spawn('hashprice --price NaN');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(complaint).toContain('For example:');
  });

  it('fails with one clear text when nobody answers, exit 1', async () => {
    const nobody = 'http://127.0.0.1:1';
    const { code, out, complaint } = await spawn('hashprice', {
      ...Object.fromEntries(
        ['COINBASE_EXCHANGE', 'KRAKEN', 'BITSTAMP', 'GEMINI', 'MEMPOOL', 'BLOCKSTREAM', 'BLOCKCHAIN_INFO'].map(
          (name) => [`${name}_URL`, nobody],
        ),
      ),
    });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(complaint).toContain('The live figures cannot be had');
    expect(complaint).not.toMatch(/\n\s+at /);
  });

  it('names a base URL that is none, exit 1', async () => {
    const { code, complaint } = await spawn('hashprice', { KRAKEN_URL: 'kraken' });
    expect(code).toBe(1);
    expect(complaint).toContain('KRAKEN_URL');
  });
});
