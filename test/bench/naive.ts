import { isMemo } from '../../functions/delivery/delivery.ts';
import { renderTelegram } from '../../functions/delivery/telegram/render.ts';
import { tell } from '../../functions/delivery/telling.ts';
import { seconds } from '../../functions/units/time.ts';
import { wordsOf } from '../../functions/words/words.ts';
import { jitter } from '../delivery/invocations.ts';
import type { VirtualClock } from '../support/virtual-clock.ts';
import type { Crowd } from './crowds.ts';

/** What somebody writes first: as many at once as the invocations have together, and on a 429 do as it says. */
export async function sendNaively(
  url: string,
  { deliveries }: Crowd,
  clock: VirtualClock,
  abreast: number,
): Promise<void> {
  const waiting = [...deliveries];
  const travel = jitter(clock);
  const send = async (chat: string, text: string): Promise<void> => {
    for (;;) {
      await travel();
      const body = JSON.stringify({ chat_id: chat, text, parse_mode: 'HTML' });
      const reply = await fetch(`${url}/bot1:t/sendMessage`, { method: 'POST', headers: JSON_BODY, body });
      const { ok, parameters } = (await reply.json()) as { ok: boolean; parameters?: { retry_after?: number } };
      if (ok) return;
      if (reply.status !== 429) throw new Error(`the loopback server answered ${reply.status}`);
      await clock.sleep(seconds(parameters?.retry_after ?? 1));
    }
  };
  const sender = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { recipient, notice } = next;
      if (recipient.platform !== 'telegram' || isMemo(notice)) throw new TypeError('a crowd’s alert on Telegram');
      await send(recipient.chat, renderTelegram(tell(notice, wordsOf('en'))).text.markup);
    }
  };
  await Promise.all(Array.from({ length: abreast }, () => clock.run(sender)));
}

const JSON_BODY = { 'content-type': 'application/json' };
