import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { classify } from '../../infra/local/cli/classify-input.ts';
import { documentsIn, FIXTURES } from '../quality/documents.ts';
import { median } from '../support/median.ts';
import { bundle } from './bundle.ts';
import { type Bound, count, type Report, time } from './report.ts';

const MEGABYTE = 1_000_000;
const REPORT_BYTES = 10 * MEGABYTE;
const TIMES = 5;
/** What issue 4 asks for, on one core. */
const ASKED = { perSecond: 500, reportMs: 1_500, megabytes: 256 } as const;

const shape = z.object({
  readMs: z.number(),
  understoodMs: z.number(),
  characters: z.number(),
  category: z.string(),
  megabytes: z.number(),
});

/**
 * How long reading takes: press releases one after the other, and one large report in a process of its own, bundled as
 * it is for AWS, so that the memory is that of the reading and not of what makes JavaScript of TypeScript.
 */
export async function reading(): Promise<Report> {
  const perSecond = releasesPerSecond();
  const runs = await reportsRead();
  const of = (pick: (run: z.output<typeof shape>) => number) => median(runs.map(pick));
  const [readMs, understoodMs, megabytes] = [
    of((run) => run.readMs),
    of((run) => run.understoodMs),
    of((run) => run.megabytes),
  ];
  return {
    title: 'Reading filings, on one core',
    head: ['', 'rate', 'HTML to text', 'understanding', 'in all', 'memory, whole process'],
    align: 'lrrrrr',
    rows: [
      [
        'press releases and articles (fixtures)',
        `${count(Math.round(perSecond))}/s`,
        '',
        '',
        time(1_000 / perSecond),
        '',
      ],
      [
        `a 10-K of ${REPORT_BYTES / MEGABYTE} MB (${runs[0]!.category.replaceAll('_', ' ')})`,
        '',
        time(readMs),
        time(understoodMs),
        time(readMs + understoodMs),
        `${Math.round(megabytes)} MiB`,
      ],
    ],
    notes: [
      `The 10-K is made: own words, ${count(runs[0]!.characters)} characters of text; median of ${TIMES} new processes.`,
    ],
    bounds: boundsOf(perSecond, readMs + understoodMs, megabytes),
  };
}

const boundsOf = (perSecond: number, reportMs: number, megabytes: number): Bound[] => [
  {
    says: `at least ${ASKED.perSecond} press releases a second`,
    was: count(Math.round(perSecond)),
    holds: perSecond >= ASKED.perSecond,
  },
  { says: `a 10-K of 10 MB within ${time(ASKED.reportMs)}`, was: time(reportMs), holds: reportMs <= ASKED.reportMs },
  {
    says: `and within ${ASKED.megabytes} MiB`,
    was: `${Math.round(megabytes)} MiB`,
    holds: megabytes <= ASKED.megabytes,
  },
];

/** After a first round, which compiles. */
function releasesPerSecond(): number {
  const documents = documentsIn(FIXTURES);
  const round = (): number => {
    const began = performance.now();
    for (const document of documents) classify(document);
    return (documents.length / (performance.now() - began)) * 1_000;
  };
  round();
  return median(Array.from({ length: TIMES }, round));
}

async function reportsRead(): Promise<z.output<typeof shape>[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    const { module } = bundle(join(import.meta.dirname, 'read-report.ts'), folder);
    const read = () => execFileSync(process.execPath, [module, String(REPORT_BYTES)], { encoding: 'utf8', env: {} });
    return Array.from({ length: TIMES }, () => shape.parse(JSON.parse(read())));
  } finally {
    await rm(folder, { recursive: true });
  }
}
