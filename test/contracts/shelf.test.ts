import { DynamoShelf } from '../../functions/delivery/shelf.dynamodb.ts';
import { TestClock } from '../support/clock.ts';
import { MemoryShelf } from '../support/memory-shelf.ts';
import { emulatedTable } from '../support/table.ts';
import { shelfContract } from './shelf.ts';

const clock = new TestClock('2026-02-25T03:00:00Z');
shelfContract('memory', async () => new MemoryShelf());
shelfContract('the embedded emulator', async () => new DynamoShelf((await emulatedTable()).table, clock));
