import type { SQSClient } from '@aws-sdk/client-sqs';
import { onTestFinished } from 'vitest';
import { create as createDeliver } from '../../functions/entry/deliver-telegram.ts';
import { create } from '../../functions/entry/telegram-webhook.ts';
import { DynamoHistory } from '../../functions/market/history.dynamodb.ts';
import type { Snapshot } from '../../functions/market/snapshot.ts';
import { startTelegram, type TelegramMessage } from '../../infra/local/loopback/telegram.ts';
import { CHATS, type ChatName, message, PEOPLE } from '../chat/telegram/updates.ts';
import { TestClock } from '../support/clock.ts';
import { httpEvent, lambdaContext, sqsEvent } from '../support/events.ts';
import { MemoryLog } from '../support/log.ts';
import { aSnapshot } from '../support/market.ts';
import { isThere, telegramMethod, telegramSpec } from '../support/specs.ts';
import { emulatedTable } from '../support/table.ts';

export const NOW = '2026-02-05T12:03:00Z';
export const SECRET = 'a-secret';
export const TOKEN = '7:AAH-a_secret_that_is_never_to_be_seen';
const QUEUE = 'http://127.0.0.1:1/queue';

/** Where somebody is: in a chat, perhaps in a topic of it. */
export type Place = ChatName | 'topic';
type Who = keyof typeof PEOPLE;

const checks = new Map<string, (payload: unknown) => string>();
/** By the published list of methods, where that lies beside the checkout. */
function publishedCheck(method: string, payload: unknown): string {
  if (!isThere(telegramSpec)) return '';
  const check = checks.get(method) ?? telegramMethod(method);
  checks.set(method, check);
  return check(payload);
}

/**
 * The real door on the embedded database and a Bot API on this machine, and people who write to it.
 *
 * What is typed and tapped, and what appears, is written down: `transcript` is what everybody saw.
 */
export async function aBot(source: Record<string, string | undefined> = {}, snapshot: Snapshot = aSnapshot()) {
  const { table, client, name } = await emulatedTable();
  const clock = new TestClock(NOW);
  const telegram = await startTelegram({ now: () => clock.now(), check: publishedCheck });
  onTestFinished(() => telegram.stop());
  const log = new MemoryLog();
  const queued: unknown[] = [];
  const sqs = {
    send: async ({ input }: { input: { MessageBody?: string; Entries?: { MessageBody: string }[] } }) => {
      for (const body of input.Entries?.map(({ MessageBody }) => MessageBody) ?? [input.MessageBody])
        queued.push(JSON.parse(body ?? 'null'));
      return { Successful: [], Failed: [] };
    },
  } as unknown as SQSClient;
  await new DynamoHistory(table, clock).put(snapshot);
  const told = {
    TABLE_NAME: name,
    TICK_SECONDS: '300',
    SHARDS: '1',
    NOTICES_QUEUE_URL: QUEUE,
    PICTURES_QUEUE_URL: QUEUE,
    TELEGRAM_DIRECT_QUEUE_URL: QUEUE,
    TELEGRAM_TOKEN: TOKEN,
    TELEGRAM_SECRET: SECRET,
    TELEGRAM_API_URL: telegram.url,
    TELEGRAM_BROADCAST_QUEUE_URL: QUEUE,
    ...source,
  };
  const overrides = { clock, log, dynamodb: client, sqs };
  const handle = create(told, overrides);
  const deliver = createDeliver(told, overrides);
  let updates = 900_000;
  const post = (update: object | string, secret = SECRET) =>
    handle(
      httpEvent('/telegram', typeof update === 'string' ? update : JSON.stringify(update), {
        'x-telegram-bot-api-secret-token': secret,
      }),
    );
  const lines: string[] = [];

  /** Hands an update over, and writes down what changed in the chats. */
  const happens = async (line: string, update: object): Promise<void> => {
    lines.push(line);
    clock.advance(5_000);
    const before = telegram.messages.map(({ edits = 0 }) => edits);
    const taps = telegram.taps.size;
    const { statusCode } = await post({ update_id: ++updates, ...update });
    if (statusCode !== 200) lines.push(`  (${statusCode})`);
    for (const toast of [...telegram.taps.values()].slice(taps))
      if (toast !== '') lines.push(`  (over the chat: ${toast})`);
    for (const [i, shown] of telegram.messages.entries()) {
      if (i >= before.length) lines.push(...written(shown, 'Bot'));
      else if ((shown.edits ?? 0) > before[i]!) lines.push(...written(shown, 'Bot, in place'));
    }
  };

  /** Everything that is on its way to a chat arrives. */
  const arrives = async (): Promise<void> => {
    const before = telegram.messages.length;
    clock.advance(5_000);
    const waiting = queued
      .splice(0)
      .filter((body) => typeof body === 'object' && body !== null && 'notice' in body && 'recipient' in body);
    await deliver(sqsEvent(...waiting), lambdaContext());
    lines.push(
      '(what was on its way arrives)',
      ...telegram.messages.slice(before).flatMap((shown) => written(shown, 'Bot')),
    );
  };

  const types = async (text: string, where: Place = 'private', who: Who = 'ann', more: object = {}): Promise<void> => {
    const chat = chatOf(where);
    const sender = who === 'anonymous' ? { sender_chat: chat } : {};
    const content = { ...message(chat, { text, from: PEOPLE[who], ...sender, ...topicOf(where), ...more }) };
    if (where === 'channel') delete content['from'];
    await happens(`${nameOf(who)}: ${text}`, where === 'channel' ? { channel_post: content } : { message: content });
  };

  /** Types an answer to the bot's last message, as groups need it. */
  const answers = (text: string, where: Place = 'private', who: Who = 'ann'): Promise<void> => {
    const last = lastIn(where);
    const quoted = { message_id: last.id, text: last.text, from: { id: 7, is_bot: true, first_name: 'Bot' } };
    return types(text, where, who, { reply_to_message: quoted });
  };

  const lastIn = (where: Place): TelegramMessage => {
    const found = telegram.messages.findLast(({ chat }) => chat === String(chatOf(where).id));
    if (found === undefined) throw new Error(`the bot said nothing in ${where}`);
    return found;
  };

  /** Taps the button of this label, on the last message that has one. */
  const taps = async (label: string, where: Place = 'private', who: Who = 'ann'): Promise<void> => {
    const at = String(chatOf(where).id);
    for (const shown of telegram.messages.toReversed()) {
      const button = shown.chat === at && shown.keyboard?.flat().find(({ text }) => text.includes(label));
      if (!button || !('callback_data' in button)) continue;
      await tapsData(button.callback_data, where, who, shown.id, `${nameOf(who)} taps [${button.text}]`);
      return;
    }
    throw new Error(`there is no button "${label}" in ${where}; there are ${buttonsIn(where).join(', ')}`);
  };

  const tapsData = (data: string, where: Place, who: Who = 'ann', id = 1, line = `${nameOf(who)} taps ${data}`) =>
    happens(line, {
      callback_query: {
        id: `tap-${updates}`,
        from: PEOPLE[who],
        chat_instance: '1',
        data,
        message: message(chatOf(where), { message_id: id, ...topicOf(where) }),
      },
    });

  const buttonsIn = (where: Place): string[] => (lastIn(where).keyboard ?? []).flat().map(({ text }) => text);

  return {
    telegram,
    table,
    client,
    clock,
    log,
    queued,
    post,
    happens,
    arrives,
    types,
    answers,
    taps,
    tapsData,
    buttonsIn,
    lastIn,
    admin: (who: Who, where: Place) => telegram.members.set(`${chatOf(where).id} ${PEOPLE[who].id}`, 'administrator'),
    transcript: () => `${lines.join('\n')}\n`,
  };
}

const chatOf = (where: Place) => (where === 'topic' ? CHATS.forum : CHATS[where]);
const topicOf = (where: Place) => (where === 'topic' ? { message_thread_id: 77, is_topic_message: true } : {});
const nameOf = (who: Who): string => ({ ann: 'Ann', ben: 'Ben', anonymous: 'An administrator, anonymously' })[who];

function written({ text, keyboard = [], document, photo, thread }: TelegramMessage, who: string): string[] {
  const where = thread === undefined ? '' : ` (topic ${thread})`;
  const file = document ? [`  <${document.filename}>`] : photo ? ['  <picture>'] : [];
  return [
    `${who}${where}:`,
    ...text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => `  ${line}`),
    ...file,
    ...keyboard.map((row) => `  ${row.map(({ text: label }) => `[${label}]`).join(' ')}`),
  ];
}
