import { MemoryPace } from '../support/memory-pace.ts';
import { paceContract } from './pace.ts';

paceContract('memory', async () => {
  const pace = new MemoryPace();
  return () => pace;
});
