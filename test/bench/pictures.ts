import { renderPng } from '../../functions/pictures/png.resvg.ts';
import { drawScene, SCENES } from '../pictures/scenes.ts';
import { median } from '../support/median.ts';
import { type Bound, kilobytes, type Report, time } from './report.ts';

const TIMES = 7;
/** What issue 5 asks for, on one core. */
const ASKED = { chartMs: 300, bytes: 150_000 } as const;

type Measured = { name: string; drawMs: number; pngMs: number; bytes: number };

/** How long a chart takes when its function is warm, and how large it is. */
export async function pictures(): Promise<Report> {
  const measured: Measured[] = [];
  for (const name of Object.keys(SCENES)) measured.push(await measure(name));
  const [slowest] = measured.toSorted((a, b) => sum(b) - sum(a));
  const [largest] = measured.toSorted((a, b) => b.bytes - a.bytes);
  return {
    title: `Charts of 1080 × 720 pixels, warm, in processor time: the median of ${TIMES}`,
    head: ['', 'data to SVG', 'SVG to PNG', 'in all', 'size'],
    align: 'lrrrr',
    rows: measured.map((one) => [one.name, time(one.drawMs), time(one.pngMs), time(sum(one)), kilobytes(one.bytes)]),
    notes: ['Of all threads of the process together: what one core would take.'],
    bounds: boundsOf(slowest!, largest!),
  };
}

const sum = ({ drawMs, pngMs }: Measured): number => drawMs + pngMs;

/** After a first round, which compiles. */
async function measure(name: string): Promise<Measured> {
  const scene = SCENES[name]!;
  const draws: number[] = [];
  const pngs: number[] = [];
  let bytes = 0;
  for (let i = 0; i <= TIMES; i++) {
    const began = process.cpuUsage();
    const { svg } = drawScene(scene);
    const drawn = process.cpuUsage(began);
    bytes = (await renderPng(svg)).length;
    const done = process.cpuUsage(began);
    if (i === 0) continue;
    draws.push(inMs(drawn));
    pngs.push(inMs(done) - inMs(drawn));
  }
  return { name, drawMs: median(draws), pngMs: median(pngs), bytes };
}

const inMs = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1_000;

const boundsOf = (slowest: Measured, largest: Measured): Bound[] => [
  {
    says: `a chart within ${time(ASKED.chartMs)}`,
    was: `${time(sum(slowest))} at most (${slowest.name})`,
    holds: sum(slowest) <= ASKED.chartMs,
  },
  {
    says: `of at most ${kilobytes(ASKED.bytes)}`,
    was: `${kilobytes(largest.bytes)} (${largest.name})`,
    holds: largest.bytes <= ASKED.bytes,
  },
];
