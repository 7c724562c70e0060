import { deliver } from './deliver.ts';
import { type SumUpDeps, sumUp } from './digest.ts';
import { type Errand, isErrand, type LaneBody } from './errand.ts';
import { type InsistDeps, insist } from './insist.ts';
import type { DeliverDeps } from './stage.ts';
import { wake } from './wake.ts';

export type ReceiveDeps<Rendered> = DeliverDeps<Rendered> & InsistDeps & SumUpDeps;

/** Whatever lies in a lane: something to say, or something to do for a chat whose time has come. @throws like deliver. */
export async function receive<Rendered>(deps: ReceiveDeps<Rendered>, body: LaneBody, deadline: Date): Promise<void> {
  if (isErrand(body)) await run(deps, body, deadline);
  else await deliver(deps, body, deadline);
}

async function run<Rendered>(deps: ReceiveDeps<Rendered>, errand: Errand, deadline: Date): Promise<void> {
  switch (errand.errand) {
    case 'wake':
      return wake(deps, errand, deadline);
    case 'digest':
      return sumUp(deps, errand);
    case 'insist':
      await insist(deps, errand);
  }
}
