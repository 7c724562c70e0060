import { MemoryHistory } from '../support/memory-history.ts';
import { historyContract } from './history.ts';

historyContract('memory', async (clock) => new MemoryHistory(clock));
