import { DynamoSettings } from '../../functions/subscriptions/settings.dynamodb.ts';
import { MemorySettings } from '../support/memory-settings.ts';
import { emulatedTable } from '../support/table.ts';
import { settingsContract } from './settings.ts';

settingsContract('memory', async () => new MemorySettings());
settingsContract('the embedded DynamoDB', async () => new DynamoSettings((await emulatedTable()).table));
