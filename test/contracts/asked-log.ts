import { describe, expect, it } from 'vitest';
import type { AskedLog, Call } from '../../functions/chat/asked-log.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 1, 24, 12, 0, seconds));
const ANSWER: Call[] = [
  { method: 'sendMessage', payload: { chat_id: '42', text: '<b>½ ₿</b>', reply_markup: { inline_keyboard: [[]] } } },
  { method: 'draw', payload: { of: 'hashprice', span: '7d' } },
];

/** What every keeper of questions promises. */
export function askedLogContract(name: string, open: () => Promise<AskedLog>): void {
  describe(`a log of questions: ${name}`, () => {
    it('gives a new question to whoever comes first, and to nobody else while the lease lasts', async () => {
      const log = await open();
      expect(await log.claim('telegram:1', at(15), at(0))).toEqual({ state: 'ours', since: at(0), tries: 1, said: 0 });
      expect(await log.claim('telegram:1', at(16), at(1))).toEqual({ state: 'taken', until: at(15) });
      expect(await log.claim('telegram:2', at(16), at(1))).toMatchObject({ state: 'ours' });
    });

    it('hands the question of the dead on when their lease is over, with when it was first asked', async () => {
      const log = await open();
      await log.claim('telegram:1', at(15), at(0));
      expect(await log.claim('telegram:1', at(30), at(15))).toEqual({
        state: 'ours',
        since: at(0),
        tries: 2,
        said: 0,
      });
    });

    it('hands on the very answer that was found out, and how much of it was said', async () => {
      const log = await open();
      await log.claim('telegram:1', at(15), at(0));
      await log.answered('telegram:1', ANSWER, at(1));
      await log.said('telegram:1', 1, at(2));
      expect(await log.claim('telegram:1', at(30), at(15))).toEqual({
        state: 'ours',
        since: at(0),
        tries: 2,
        said: 1,
        answer: ANSWER,
      });
    });

    it('gives what was released to the next at once', async () => {
      const log = await open();
      await log.claim('telegram:1', at(15), at(0));
      await log.answered('telegram:1', ANSWER, at(1));
      await log.release('telegram:1', at(2));
      expect(await log.claim('telegram:1', at(17), at(2))).toMatchObject({ state: 'ours', tries: 2, answer: ANSWER });
    });

    it('keeps what is done done, whatever comes late', async () => {
      const log = await open();
      await log.claim('telegram:1', at(15), at(0));
      await log.done('telegram:1', at(1));
      await log.answered('telegram:1', ANSWER, at(2));
      await log.said('telegram:1', 1, at(2));
      await log.release('telegram:1', at(2));
      expect(await log.claim('telegram:1', at(60), at(30))).toEqual({ state: 'done' });
      expect(await log.claim('telegram:1', at(90_000), at(86_399))).toEqual({ state: 'done' });
    });

    it('gives one question to one of many who come together', async () => {
      const log = await open();
      const claims = await Promise.all(Array.from({ length: 8 }, () => log.claim('telegram:1', at(15), at(0))));
      expect(claims.filter(({ state }) => state === 'ours')).toHaveLength(1);
      const again = await Promise.all(Array.from({ length: 8 }, () => log.claim('telegram:1', at(45), at(20))));
      expect(again.filter(({ state }) => state === 'ours')).toHaveLength(1);
    });
  });
}
