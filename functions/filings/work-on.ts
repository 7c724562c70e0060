import { Unreachable } from '../kit/errors.ts';
import { quantity } from '../units/quantity.ts';
import { elapsed, type Milliseconds, seconds } from '../units/time.ts';
import { nextSlot } from './edgar/ask.ts';
import { type FilingTask, taskToJson } from './filing.ts';
import { lookForFiling } from './look-for-filing.ts';
import { type ReadDeps, readFilings, tellGathered } from './read-filing.ts';
import type { WatchDeps } from './watch-filings.ts';

/** 5, 10 … 160 s: what EDGAR does not give at once it gives in five minutes, or is down; then the queue's own attempts begin. */
const SOON = { tries: 6, first: seconds(5) } as const;

/**
 * Does one task.
 *
 * Who finds no slot for EDGAR, or is turned away by it, puts the task back as a new message: waiting is not a failure and
 * must not become a dead letter. Who gets no answer does so, too, a few times, since the queue itself waits for minutes.
 */
export async function workOn(deps: ReadDeps & WatchDeps, task: FilingTask): Promise<void> {
  try {
    await work(deps, task);
  } catch (error) {
    const now = deps.clock.now();
    const slot = nextSlot(error);
    if (slot !== undefined) {
      await deps.tasks.put([taskToJson(task)], elapsed(now, slot));
      deps.log.info('no slot for EDGAR yet', { task: task.do, until: slot.toISOString() });
      return;
    }
    if (!(error instanceof Unreachable) || task.do !== 'read' || task.tries >= SOON.tries) throw error;
    const delay = quantity<Milliseconds>(SOON.first * 2 ** task.tries);
    await deps.tasks.put([taskToJson({ ...task, tries: task.tries + 1 })], delay);
    deps.log.warn('a filing could not be read yet', { tries: task.tries + 1, why: error.message });
  }
}

async function work(deps: ReadDeps & WatchDeps, task: FilingTask): Promise<void> {
  switch (task.do) {
    case 'read':
      return readFilings(deps, task);
    case 'tell':
      return tellGathered(deps, task);
    case 'look': {
      const found = await lookForFiling(deps, task);
      deps.log.info('looked for a filing', { cik: task.cik, looks: task.looks, found });
    }
  }
}
