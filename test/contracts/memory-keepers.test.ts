import { MemoryBook } from '../support/memory-book.ts';
import { MemorySentLog } from '../support/memory-sent-log.ts';
import { bookContract } from './book.ts';
import { sentContract } from './sent.ts';

sentContract('memory', async (clock) => new MemorySentLog(clock));
bookContract('memory', async () => new MemoryBook());
