import { DynamoJournal } from '../../functions/alerts/journal.dynamodb.ts';
import { emulatedTable } from '../support/table.ts';
import { journalContract } from './journal.ts';

journalContract('the embedded emulator', async (clock) => new DynamoJournal((await emulatedTable()).table, clock));
