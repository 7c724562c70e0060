import { generateKeyPairSync, sign } from 'node:crypto';
import { expect } from 'vitest';
import { httpEvent } from '../../support/events.ts';
import { bad, keepersOf, TELEGRAM } from './keepers.ts';
import { NOW, type Stage } from './stage.ts';

const keys = generateKeyPairSync('ed25519');
const SECRET = 'a-secret';

/** What SSM keeps for the stage `production`. */
export const PARAMETERS: Readonly<Record<string, string>> = {
  '/hashprice-watch/production/telegram-token': '1:token',
  '/hashprice-watch/production/telegram-secret': SECRET,
  '/hashprice-watch/production/discord-token': 'token',
  '/hashprice-watch/production/discord-public-key': keys.publicKey
    .export({ format: 'der', type: 'spki' })
    .subarray(-32)
    .toString('hex'),
};

/** Somebody asks; then a chat throws the bot out, and another one moves. */
export async function telegramWebhook(stage: Stage): Promise<void> {
  const { history, book } = keepersOf(stage);
  await history.put(bad());
  const group = { platform: 'telegram', chat: '-5' } as const;
  for (const recipient of [TELEGRAM, group]) await book.subscribe({ recipient, topic: 'data', since: NOW });
  const post = async (update: object) => {
    const headers = { 'x-telegram-bot-api-secret-token': SECRET };
    const answer = await stage.run(httpEvent('/telegram', JSON.stringify({ update_id: 1, ...update }), headers));
    expect(answer).toMatchObject({ statusCode: 200 });
  };
  const chat = { id: Number(TELEGRAM.chat), type: 'private' };

  await post({ message: { chat, text: '/hashprice' } });
  expect(stage.telegram.messages).toHaveLength(1);
  await post({ my_chat_member: { chat, new_chat_member: { status: 'kicked' } } });
  expect(await book.standing(TELEGRAM)).toMatchObject({ state: 'gone' });
  await post({ message: { chat: { id: -5, type: 'group' }, migrate_to_chat_id: -1005 } });
  expect(await book.standing(group)).toMatchObject({ state: 'moved' });
}

export async function discordInteractions(stage: Stage): Promise<void> {
  await keepersOf(stage).history.put(bad());
  const body = '{"type":2,"data":{"name":"hashprice"}}';
  const timestamp = String(NOW.getTime() / 1_000);
  const headers = {
    'x-signature-ed25519': sign(null, Buffer.from(timestamp + body), keys.privateKey).toString('hex'),
    'x-signature-timestamp': timestamp,
  };
  expect(await stage.run(httpEvent('/discord', body, headers))).toMatchObject({ statusCode: 200 });
}
