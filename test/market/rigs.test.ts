import { describe, expect, it } from 'vitest';
import { fleetShape } from '../../functions/market/fleet.ts';
import { hashprice } from '../../functions/market/hashprice.ts';
import { marginOf } from '../../functions/market/margin.ts';
import { RIGS, rigNamed, rigsLike } from '../../functions/market/rigs.ts';
import type { UsdPerBtc } from '../../functions/units/money.ts';
import { quantity } from '../../functions/units/quantity.ts';

/** 8 cents a kilowatt-hour, difficulty 127.45 T (September 2026), no pool fee and no transaction fees. */
const SEPTEMBER = { usdPerKwh: 0.08, difficulty: 127.45e12 };

describe('rigs', () => {
  it('are at least 45, each with its own name', () => {
    expect(RIGS.length).toBeGreaterThanOrEqual(45);
    expect(new Set(RIGS.map(({ name }) => name.toLowerCase())).size).toBe(RIGS.length);
  });

  it.each(RIGS)('$name: $watts W at $terahashPerSecond TH/s is its stated efficiency within 2 %', (rig) => {
    expect(Math.abs(rig.watts / rig.terahashPerSecond / rig.joulesPerTerahash - 1)).toBeLessThan(0.02);
    expect(rig.released).toMatch(/^20\d\d(-\d\d)?( \(announced\))?$/);
  });

  it.each([
    // rig, shutdown price USD/BTC rounded to ten, break-even USD/kWh at a hashprice of 32: worked out beside the table of rigs
    ['SEALMINER A4 Ultra Hydro', 36_780, 0.141],
    ['Antminer S23 Hydro', 36_980, 0.14],
    ['Antminer S23 Hydro 3U', 36_980, 0.14],
    ['Antminer S23e Hydro 2U', 38_930, 0.133],
    ['Antminer S23 XP Hydro', 34_640, 0.15],
    ['SEALMINER A4 Pro Air', 42_430, 0.122],
    ['SEALMINER A4 Pro Hydro', 42_430, 0.122],
    ['Antminer S23', 42_820, 0.121],
    ['Antminer S21 XP+ Hydro', 42_820, 0.121],
    ['Antminer S21 XP Hydro', 46_710, 0.111],
    ['Antminer S21j XP Hydro', 46_710, 0.111],
    ['Antminer S23 Immersion', 46_710, 0.111],
    ['SEALMINER A3 Pro Hydro', 48_660, 0.107],
    ['SEALMINER A3 Pro Air', 48_660, 0.107],
    ['Antminer S21e XP Hydro', 50_600, 0.103],
    ['Antminer S21e XP Hydro 3U', 50_600, 0.103],
    ['Antminer S21 XP', 52_550, 0.099],
    ['SEALMINER A3 Hydro', 52_550, 0.099],
    ['SEALMINER A3 Air', 54_500, 0.095],
    ['Proto Rig', 57_030, 0.091],
    ['SEALMINER A2 Pro Air', 58_000, 0.089],
    ['SEALMINER A2 Pro Hydro', 58_000, 0.089],
    ['Antminer S21 Pro', 58_390, 0.089],
    ['Antminer S21+ Hydro', 58_390, 0.089],
    ['Whatsminer M60S++', 61_890, 0.084],
    ['Antminer S21 Hydro', 62_280, 0.083],
    ['SEALMINER A2', 64_230, 0.081],
    ['Avalon A15 Pro', 64_620, 0.08],
    ['Whatsminer M63S+', 65_400, 0.079],
    ['Antminer S21e Hydro', 66_170, 0.078],
    ['Whatsminer M66S+', 66_170, 0.078],
    ['Whatsminer M60S+', 67_340, 0.077],
    ['Antminer S21', 68_120, 0.076],
    ['Avalon A15', 70_840, 0.073],
    ['Whatsminer M63S', 72_010, 0.072],
    ['Whatsminer M60S', 72_010, 0.072],
    ['Avalon Q', 72_400, 0.072],
    ['Antminer T21', 73_960, 0.07],
    ['Antminer S19 XP+ Hydro', 73_960, 0.07],
    ['Whatsminer M66S', 73_960, 0.07],
    ['Avalon A1466I', 76_020, 0.068],
    ['Whatsminer M60', 76_570, 0.068],
    ['Whatsminer M66', 77_460, 0.067],
    ['Antminer S19 XP', 83_110, 0.062],
    ['Whatsminer M50S++', 85_640, 0.061],
    ['Whatsminer M56S++', 85_640, 0.061],
    ['Antminer S19k Pro', 89_530, 0.058],
    ['Avalon A1366', 97_310, 0.053],
    ['Whatsminer M50S', 101_210, 0.051],
    ['Antminer S19j Pro+', 107_050, 0.048],
    ['Whatsminer M50', 112_880, 0.046],
    ['Antminer S19j Pro', 114_830, 0.045],
    ['Antminer S19 Pro', 114_830, 0.045],
    ['Avalon A1346', 116_780, 0.044],
    ['Whatsminer M30S++', 120_670, 0.043],
    ['Antminer S19', 133_130, 0.039],
    ['Whatsminer M30S+', 132_350, 0.039],
    ['Avalon A1246', 147_920, 0.035],
    ['Whatsminer M30S', 147_920, 0.035],
    ['Antminer S9', 381_470, 0.014],
  ])('%s stops at %d USD/BTC and can pay %d USD/kWh', (name, shutdown, breakEven) => {
    const rig = rigNamed(name);
    const fleet = fleetShape.parse({ joulesPerTerahash: rig?.joulesPerTerahash, usdPerKwh: SEPTEMBER.usdPerKwh });
    const price = quantity<UsdPerBtc>(75_000);
    const now = hashprice(price, quantity(SEPTEMBER.difficulty), quantity(3.125)).usdPerPhDay;
    expect(Math.abs(marginOf(fleet, { hashprice: now, price }).shutdownPriceUsdPerBtc - shutdown)).toBeLessThan(10);
    expect(marginOf(fleet, { hashprice: quantity(32), price }).breakEvenUsdPerKwh).toBeCloseTo(breakEven, 3);
  });

  it.each([
    ['Antminer S21', 'Antminer S21', 'the exact name wins over longer ones'],
    ['s21-xp', 'Antminer S21 XP', 'maker, capitals and hyphens left out'],
    ['S21 XP Hyd', 'Antminer S21 XP Hydro', 'the makers’ own short form'],
    ['m60s++', 'Whatsminer M60S++', 'plus signs are part of a name'],
  ])('are found as %s: %s (%s)', (asked, found) => {
    expect(rigNamed(asked)?.name).toBe(found);
  });

  it('are not guessed', () => {
    expect(rigNamed('S2')).toBeUndefined();
    expect(rigNamed('')).toBeUndefined();
  });

  it('are listed by a part of their name', () => {
    expect(rigsLike('s19').every(({ name }) => name.includes('S19'))).toBe(true);
    expect(rigsLike('s19').length).toBeGreaterThan(5);
    expect(rigsLike('abacus')).toEqual([]);
    expect(rigsLike('')).toHaveLength(RIGS.length);
  });
});
