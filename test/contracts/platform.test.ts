import { describe, expect, it } from 'vitest';
import { DynamoPlatformFacts } from '../../functions/chat/discord/platform.dynamodb.ts';
import type { PlatformFacts } from '../../functions/chat/discord/platform.ts';
import { MemoryPlatformFacts } from '../support/memory-platform.ts';
import { emulatedTable } from '../support/table.ts';

const NOW = new Date('2026-02-24T12:00:00Z');
const APP = { id: '1300000000000000000', publicKey: 'ab'.repeat(32) };

function platformContract(name: string, open: () => Promise<PlatformFacts>): void {
  describe(`what is known of our app: ${name}`, () => {
    it('is nothing before it was registered', async () => {
      expect(await (await open()).read()).toBeUndefined();
    });

    it('is what was kept last, however often', async () => {
      const facts = await open();
      for (let twice = 0; twice < 2; twice++) await facts.keep({ ...APP, id: '1' }, NOW);
      await facts.keep(APP, NOW);
      expect(await facts.read()).toEqual(APP);
    });
  });
}

platformContract('memory', async () => new MemoryPlatformFacts());
platformContract('the embedded emulator', async () => new DynamoPlatformFacts((await emulatedTable()).table));

it('a key that is none is not kept: every request would be refused by it', async () => {
  const facts = new DynamoPlatformFacts((await emulatedTable()).table);
  await expect(facts.keep({ ...APP, publicKey: 'nonsense' }, NOW)).rejects.toThrow();
  expect(await facts.read()).toBeUndefined();
});
