import { MemoryDue } from '../support/memory-due.ts';
import { dueContract } from './due.ts';

dueContract('memory', async () => new MemoryDue());
