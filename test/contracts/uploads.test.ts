import { DynamoUploads } from '../../functions/delivery/pictures/uploads.dynamodb.ts';
import { MemoryUploads } from '../support/memory-uploads.ts';
import { emulatedTable } from '../support/table.ts';
import { uploadsContract } from './uploads.ts';

uploadsContract('memory', async (clock) => new MemoryUploads(clock));
uploadsContract('the embedded emulator', async (clock) => new DynamoUploads((await emulatedTable()).table, clock));
