import { DynamoFeedNotebook } from '../../functions/filings/press/feed-notes.dynamodb.ts';
import { MemoryFeedNotebook } from '../support/memory-feed-notes.ts';
import { emulatedTable } from '../support/table.ts';
import { feedNotesContract } from './feed-notes.ts';

feedNotesContract('memory', async () => new MemoryFeedNotebook());
feedNotesContract('the embedded emulator', async () => new DynamoFeedNotebook((await emulatedTable()).table));
