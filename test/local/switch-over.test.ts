import { describe, expect, it } from 'vitest';
import { botAt } from './bot.ts';

const NOW = new Date('2026-08-24T12:00:00Z');
const bot = (line: string) => botAt(NOW, `switch-over --hashprice 32 ${line}`);

type Answer = {
  lease: { key?: string; usdPerMwYear: number; leaseUsdPerMwh: number; leaseUsdPerKwMonth: number; source?: object };
  fleets: {
    fleet: { joulesPerTerahash: number };
    revenueUsdPerMwh: number;
    revenueUsdPerMwYear: number;
    keptUsdPerMwYear: number;
    leaseKeptUsdPerMwYear: number;
    switchOverUsdPerPhDay: { byRevenue: number; byMargin: number };
    ratio: { byRevenue: number; byMargin: number };
  }[];
  assumptions: { name: string; value: number; basis: string }[];
  leases: object[];
};

async function answered(line: string): Promise<Answer> {
  const { code, out, complaint } = await bot(`${line} --json`);
  expect({ code, complaint }).toEqual({ code: 0, complaint: '' });
  return JSON.parse(out) as Answer;
}

describe('bot switch-over', () => {
  it('holds four machines against the benchmark where none is described, and asks nobody', async () => {
    const { fleets, lease, leases } = await answered('');
    expect(fleets.map(({ fleet }) => fleet.joulesPerTerahash)).toEqual([30, 20, 15, 9.5]);
    expect(lease).toMatchObject({ key: 'sector-mean-2026-05', usdPerMwYear: 1_780_000, source: expect.anything() });
    expect(leases.length).toBeGreaterThan(10);
  });

  it('gives the published example, on both bases', async () => {
    const { fleets, lease } = await answered('--joules-per-terahash 15 --rent 1.8e6 --noi-margin 100%');
    const [one] = fleets;
    expect(one!.revenueUsdPerMwh).toBeCloseTo(88.89, 2);
    expect(one!.ratio.byRevenue).toBeCloseTo(0.43, 2);
    expect(one!.switchOverUsdPerPhDay.byRevenue).toBeCloseTo(73.97, 2);
    expect(one!.switchOverUsdPerPhDay.byMargin).toBeCloseTo(0.36 * (45 + 900_000 / 8_760), 6);
    expect(lease).not.toHaveProperty('source');
  });

  it.each([
    ['--rent-per-kw-month 150', 1_800_000],
    ['--lease terawulf-anthropic-2026-07', 2_369_077],
    ['--rent 1450000', 1_450_000],
  ])('takes a rent as %s', async (options, usdPerMwYear) => {
    expect((await answered(options)).lease.usdPerMwYear).toBeCloseTo(usdPerMwYear, 6);
  });

  it.each([
    ['--uptime 95%', 'uptime', 0.95],
    ['--noi-margin 0.8', 'noiMargin', 0.8],
    ['--building 11e6', 'buildingUsdPerMw', 11e6],
    ['--shed 0.5e6', 'shedUsdPerMw', 0.5e6],
    ['--capital-charge 8%', 'capitalCharge', 0.08],
    ['--gross-per-it 1.35', 'grossPerIt', 1.35],
  ])('takes another assumption with %s, and reckons with it', async (options, name, value) => {
    const [usual, other] = [await answered('--rig S21'), await answered(`--rig S21 ${options}`)];
    expect(other.assumptions.find((one) => one.name === name)).toEqual({ name, value, basis: 'ours' });
    const margin = ({ fleets }: Answer) => fleets[0]!.switchOverUsdPerPhDay.byMargin;
    expect(margin(other)).not.toBeCloseTo(margin(usual), 3);
  });

  it('for people, says both lines, whose rent it is and what is assumed, and cuts no address', async () => {
    const { out } = await bot('--rig S21 --usd-per-kwh 0.05');
    expect(out).toContain('17.5 J/TH at 0.05 USD/kWh');
    expect(out).toContain('switch-over by margin');
    expect(out).toContain('Guosheng Blockchain');
    expect(out).toContain(
      'https://www.sec.gov/Archives/edgar/data/1083301/000108330126000162/a_wulfearningsreleaseq22026.htm',
    );
    expect(out).toMatch(/85 % +of its rent a landlord keeps \(--noi-margin\) +as published/);
    expect(out).not.toContain('…');
  });

  it.each([
    ['--rent 1m', 'It must be a plain number, like 1.78e6'],
    ['--rent -5', 'right one looks like 1.78e6'],
    ['--noi-margin 120%', 'right one looks like 2% or 0.02'],
    ['--gross-per-it 0.5', 'right one looks like 1.35'],
    ['--lease nothing', 'Allowed choices are hut-8-beacon-point-2026-07'],
    ['--rent 1e6 --rent-per-kw-month 100', 'cannot be used with'],
    ['--rig S99', 'no rig is called "S99"'],
    ['--joules-per-terahash 500', 'joulesPerTerahash must be at most 200'],
  ])('refuses %s, and says how it would be right', async (options, why) => {
    const { code, complaint, out } = await bot(options);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(complaint).toContain(why);
    expect(complaint).toContain('switch-over --joules-per-terahash 15 --usd-per-kwh 0.045 --rent 1.78e6');
  });
});
