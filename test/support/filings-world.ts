import type { FilingTaskJson } from '../../functions/filings/filing.ts';
import { filingTaskShape } from '../../functions/filings/filing.ts';
import type { Telling } from '../../functions/filings/judge.ts';
import type { ReadDeps } from '../../functions/filings/read-filing.ts';
import { type WatchDeps, watchFilings } from '../../functions/filings/watch-filings.ts';
import type { Company } from '../../functions/filings/watchlist.ts';
import { workOn } from '../../functions/filings/work-on.ts';
import { minutes } from '../../functions/units/time.ts';
import { anEdgar, company } from './edgar.ts';
import { MemoryLog } from './log.ts';
import { MemoryAnnouncedLog } from './memory-announced.ts';
import { MemoryDue } from './memory-due.ts';
import { MemoryLedger } from './memory-ledger.ts';
import { MemoryMemory } from './memory-memory.ts';
import { MemoryQueue } from './memory-queue.ts';

type Told = { notice: string; tellings: readonly Telling[]; at: Date };

/** What watches filings and what reads them, against EDGAR on this machine, with everything else in memory. */
export async function filingsWorld({
  companies = [company('MARA')],
  ...world
}: Parameters<typeof anEdgar>[0] & { companies?: readonly Company[] } = {}) {
  const { deps: edgar, ...around } = await anEdgar(world);
  const { clock } = around;
  const told: Told[] = [];
  const deps = {
    edgar,
    clock,
    companies,
    ledger: new MemoryLedger(),
    memory: new MemoryMemory(),
    announced: new MemoryAnnouncedLog(),
    tasks: new MemoryQueue<FilingTaskJson>(),
    due: new MemoryDue(),
    log: new MemoryLog(),
    tell: async (notice: string, tellings: readonly Telling[], at: Date) => void told.push({ notice, tellings, at }),
  } satisfies WatchDeps & ReadDeps;

  const watch = () => watchFilings(deps, clock.now());
  const work = (task: FilingTaskJson) => workOn(deps, filingTaskShape.parse(task));

  /** Puts on the queue what has waited long enough, as release-due does every minute. */
  const release = async (): Promise<void> => {
    for (const reminder of await deps.due.ripe(clock.now(), 500)) {
      await deps.tasks.put([reminder.body as FilingTaskJson]);
      await deps.due.forget(reminder);
    }
  };

  return {
    ...deps,
    ...around,
    deps,
    told,
    watch,
    work,
    release,
    /** A minute later. */
    again: () => {
      clock.advance(minutes(1));
      return watch();
    },
    /** Does everything that lies on the queue, and what comes of it. */
    workAll: async () => {
      for (let task = deps.tasks.waiting.shift(); task; task = deps.tasks.waiting.shift()) await work(task.body);
    },
    /** Numbers of all that was told, in order. */
    accessionsTold: () => told.flatMap(({ tellings }) => tellings.map(({ announcement }) => announcement.accession)),
  };
}
