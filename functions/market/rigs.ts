import type { JoulesPerTerahash } from '../units/hashing.ts';
import type { Watts } from '../units/power.ts';
import { type Quantity, quantity } from '../units/quantity.ts';

type TerahashesPerSecond = Quantity<'TH/s'>;
type Cooling = 'air' | 'hydro' | 'immersion';

/** A machine as its maker states it, ±5 to 10 %. */
export type Rig = {
  name: string;
  terahashPerSecond: TerahashesPerSecond;
  watts: Watts;
  joulesPerTerahash: JoulesPerTerahash;
  cooling: Cooling;
  /** Year, or year and month, of the first deliveries; "(announced)" where none were seen. */
  released: string;
};

const rig = (
  name: string,
  terahashPerSecond: number,
  watts: number,
  joulesPerTerahash: number,
  cooling: Cooling,
  released: string,
): Rig => ({
  name,
  terahashPerSecond: quantity(terahashPerSecond),
  watts: quantity(watts),
  joulesPerTerahash: quantity(joulesPerTerahash),
  cooling,
  released,
});

/**
 * Machines that mine, the most frugal first, compiled November 2026.
 *
 * From makers' specification pages and shop catalogues (Bitmain, Bitdeer, MicroBT, Canaan, Block); of models sold in
 * several bins the most common one. Makers announce more (Whatsminer M7x, Avalon A16): without a source they are not here.
 */
export const RIGS: readonly Rig[] = [
  rig('Antminer S23 XP Hydro', 600, 5340, 8.9, 'hydro', '2026 (announced)'),
  rig('SEALMINER A4 Ultra Hydro', 886, 8373, 9.45, 'hydro', '2026 (announced)'),
  rig('Antminer S23 Hydro', 580, 5510, 9.5, 'hydro', '2026'),
  rig('Antminer S23 Hydro 3U', 1160, 11020, 9.5, 'hydro', '2025'),
  rig('Antminer S23e Hydro 2U', 865, 8650, 10.0, 'hydro', '2025'),
  rig('SEALMINER A4 Pro Air', 336, 3662, 10.9, 'air', '2026 (announced)'),
  rig('SEALMINER A4 Pro Hydro', 680, 7412, 10.9, 'hydro', '2026 (announced)'),
  rig('Antminer S23', 318, 3498, 11.0, 'air', '2025'),
  rig('Antminer S21 XP+ Hydro', 500, 5500, 11.0, 'hydro', '2025'),
  rig('Antminer S21 XP Hydro', 473, 5676, 12.0, 'hydro', '2024'),
  rig('Antminer S21j XP Hydro', 495, 5940, 12.0, 'hydro', '2025'),
  rig('Antminer S23 Immersion', 442, 5304, 12.0, 'immersion', '2025'),
  rig('SEALMINER A3 Pro Hydro', 660, 8250, 12.5, 'hydro', '2025-09'),
  rig('SEALMINER A3 Pro Air', 290, 3625, 12.5, 'air', '2025-09'),
  rig('Antminer S21e XP Hydro', 430, 5590, 13.0, 'hydro', '2025'),
  rig('Antminer S21e XP Hydro 3U', 860, 11180, 13.0, 'hydro', '2025'),
  rig('Antminer S21 XP', 270, 3645, 13.5, 'air', '2024'),
  rig('SEALMINER A3 Hydro', 500, 6750, 13.5, 'hydro', '2025'),
  rig('SEALMINER A3 Air', 260, 3640, 14.0, 'air', '2025'),
  rig('Proto Rig', 819, 12000, 14.65, 'air', '2025-08'),
  rig('SEALMINER A2 Pro Air', 260, 3874, 14.9, 'air', '2025-03'),
  rig('SEALMINER A2 Pro Hydro', 500, 7450, 14.9, 'hydro', '2025-03'),
  rig('Antminer S21 Pro', 234, 3510, 15.0, 'air', '2024'),
  rig('Antminer S21+ Hydro', 358, 5360, 15.0, 'hydro', '2025'),
  rig('Whatsminer M60S++', 226, 3600, 15.9, 'air', '2024'),
  rig('Antminer S21 Hydro', 335, 5360, 16.0, 'hydro', '2024'),
  rig('SEALMINER A2', 226, 3729, 16.5, 'air', '2024'),
  rig('Avalon A15 Pro', 221, 3662, 16.6, 'air', '2025'),
  rig('Whatsminer M63S+', 430, 7208, 16.8, 'hydro', '2024'),
  rig('Antminer S21e Hydro', 310, 5270, 17.0, 'hydro', '2025-08'),
  rig('Whatsminer M66S+', 318, 5406, 17.0, 'hydro', '2024'),
  rig('Whatsminer M60S+', 208, 3600, 17.3, 'air', '2024'),
  rig('Antminer S21', 200, 3500, 17.5, 'air', '2024'),
  rig('Avalon A15', 200, 3647, 18.2, 'air', '2024-12'),
  rig('Whatsminer M63S', 406, 7511, 18.5, 'hydro', '2023-10'),
  rig('Whatsminer M60S', 184, 3404, 18.5, 'air', '2024'),
  rig('Avalon Q', 90, 1674, 18.6, 'air', '2025'),
  rig('Antminer T21', 190, 3610, 19.0, 'air', '2024'),
  rig('Antminer S19 XP+ Hydro', 279, 5301, 19.0, 'hydro', '2024'),
  rig('Whatsminer M66S', 268, 5092, 19.0, 'hydro', '2024'),
  rig('Avalon A1466I', 170, 3320, 19.53, 'immersion', '2024'),
  rig('Whatsminer M60', 174, 3422, 19.67, 'air', '2024'),
  rig('Whatsminer M66', 280, 5572, 19.9, 'hydro', '2024'),
  rig('Antminer S19 XP', 141, 3010, 21.35, 'air', '2022'),
  rig('Whatsminer M50S++', 140, 3080, 22.0, 'air', '2023'),
  rig('Whatsminer M56S++', 242, 5324, 22.0, 'hydro', '2023'),
  rig('Antminer S19k Pro', 120, 2760, 23.0, 'air', '2023'),
  rig('Avalon A1366', 130, 3250, 25.0, 'air', '2022-10'),
  rig('Whatsminer M50S', 126, 3276, 26.0, 'air', '2022'),
  rig('Antminer S19j Pro+', 117, 3218, 27.5, 'air', '2022'),
  rig('Whatsminer M50', 118, 3422, 29.0, 'air', '2022'),
  rig('Antminer S19j Pro', 104, 3068, 29.5, 'air', '2021'),
  rig('Antminer S19 Pro', 110, 3250, 29.5, 'air', '2020-05'),
  rig('Avalon A1346', 110, 3300, 30.0, 'air', '2022-10'),
  rig('Whatsminer M30S++', 112, 3472, 31.0, 'air', '2020'),
  rig('Whatsminer M30S+', 100, 3400, 34.0, 'air', '2020'),
  rig('Antminer S19', 95, 3250, 34.2, 'air', '2020-05'),
  rig('Avalon A1246', 90, 3420, 38.0, 'air', '2021'),
  rig('Whatsminer M30S', 88, 3344, 38.0, 'air', '2020'),
  rig('Antminer S9', 13.5, 1323, 98.0, 'air', '2016'),
];

/** Capitals, spaces and hyphens are nobody's search, and "Hyd" is how makers write hydro: "s21xp-hyd" is the S21 XP Hydro. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '')
    .replaceAll('hydro', 'hyd');

/** The machine of exactly this name, with or without its maker: "Antminer S21 XP" or "s21xp". */
export const rigNamed = (name: string): Rig | undefined => {
  const wanted = plain(name);
  const withoutMaker = (full: string) => full.slice(full.indexOf(' ') + 1);
  return RIGS.find((known) => [known.name, withoutMaker(known.name)].some((spelling) => plain(spelling) === wanted));
};

/** Every machine with `search` somewhere in its name; all of them for an empty search. */
export const rigsLike = (search: string): Rig[] => RIGS.filter(({ name }) => plain(name).includes(plain(search)));
