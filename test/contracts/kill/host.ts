import type { FunctionName } from '../../../functions/kit/env.contract.ts';
import { type Death, Life } from './life.ts';
import type { Outside } from './outside.ts';
import { type Process, startProcess } from './process.ts';

/** Runs functions, each time in the living process; when that dies, the next one is wired anew. */
export type Host = {
  /** @returns what the function answered, or `killed`. @throws what it throws. */
  run(name: FunctionName, event: unknown): Promise<unknown>;
  /** Whatever comes now runs in another process. */
  restart(): Promise<void>;
  /** All lives so far, the running one included. */
  lives: readonly Life[];
};

/** @param deaths how each process dies, in their order; those after the last do not. */
export function openHost(outside: Outside, deaths: readonly Death[]): Host {
  const lives: Life[] = [];
  let process: Process | undefined;
  const restart = async () => {
    await process?.stop();
    process = undefined;
  };
  return {
    lives,
    restart,
    run: async (name, event) => {
      if (process === undefined) {
        const life = new Life(deaths[lives.length]);
        lives.push(life);
        process = await startProcess(outside, life);
      }
      const answer = await process.run(name, event);
      if (answer === 'killed') await restart();
      return answer;
    },
  };
}
