import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect } from 'vitest';
import { noticeToJson } from '../../../functions/alerts/notice.ts';
import type { Lane } from '../../../functions/delivery/delivery.ts';
import { PAGE } from '../../../functions/subscriptions/fan-out.ts';
import type { Recipient } from '../../../functions/subscriptions/recipient.ts';
import { aNotice } from '../../delivery/notices.ts';
import { sqsEvent } from '../../support/events.ts';
import { keepersOf } from './keepers.ts';
import type { Stage } from './stage.ts';

const NOTHING_FAILED = { batchItemFailures: [] };

/** A full page, so that there is a next one; only the first two of it were there when it began. */
export async function fanOut(stage: Stage): Promise<void> {
  const notice = aNotice('cost-regression', 'resolved');
  const hearers = ['discord:1', 'telegram:1'];
  const crowd = Array.from({ length: PAGE - hearers.length }, (_, i) => `telegram:${1_000 + i}`);
  const items = [...hearers, ...crowd].map((recipient) => ({
    pk: `TOPIC#${notice.rule}`,
    sk: recipient,
    v: 1,
    recipient,
    topic: notice.rule,
    since: (hearers.includes(recipient) ? notice.since : notice.at).toISOString(),
  }));
  const document = DynamoDBDocumentClient.from(stage.dynamodb);
  for (let from = 0; from < items.length; from += 25) {
    const puts = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
    await document.send(new BatchWriteCommand({ RequestItems: { [stage.tableName]: puts } }));
  }

  expect(await stage.run(sqsEvent({ v: 1, notice: noticeToJson(notice) }))).toEqual(NOTHING_FAILED);
}

/** Said; put back to wait on either lane; let go; followed to its new id. */
export async function deliverTelegram(stage: Stage): Promise<void> {
  const { telegram } = stage;
  const chat = (id: string) => ({ platform: 'telegram', chat: id }) as const;
  telegram.fail({ retryAfter: 5 }, { chat: '-2' });
  telegram.fail({ retryAfter: 5 }, { chat: '3' });
  telegram.fail('blocked', { chat: '4' });
  telegram.fail({ migratedTo: -1005 }, { chat: '-5' });
  await settle(stage, [chat('4'), chat('-5')]);

  await deliver(stage, chat('1'), 'direct');
  await deliver(stage, chat('-2'), 'direct');
  await deliver(stage, chat('3'), 'broadcast');
  await deliver(stage, chat('4'), 'direct');
  await deliver(stage, chat('-5'), 'direct');
  expect(telegram.messages.map((message) => message.chat)).toEqual(['1']);
}

/** Said; put back to wait on either lane; let go. */
export async function deliverDiscord(stage: Stage): Promise<void> {
  const { discord } = stage;
  const channel = (id: string) => ({ platform: 'discord', channel: id }) as const;
  discord.fail({ retryAfter: 5 }, { channel: '2' });
  discord.fail({ retryAfter: 5 }, { channel: '3' });
  discord.fail('unknown channel', { channel: '4' });
  await settle(stage, [channel('4')]);

  await deliver(stage, channel('1'), 'direct');
  await deliver(stage, channel('2'), 'direct');
  await deliver(stage, channel('3'), 'broadcast');
  await deliver(stage, channel('4'), 'direct');
  expect(discord.messages.map((message) => message.channel)).toEqual(['1']);
}

const NOTICE = aNotice('hashprice-below');

async function settle(stage: Stage, recipients: readonly Recipient[]): Promise<void> {
  const { book } = keepersOf(stage);
  for (const recipient of recipients) await book.subscribe({ recipient, topic: NOTICE.rule, since: NOTICE.since });
}

async function deliver(stage: Stage, recipient: Recipient, lane: Lane): Promise<void> {
  const delivery = { v: 1, notice: noticeToJson(NOTICE), recipient, lane, postponed: 0 };
  stage.clock.set(NOTICE.at);
  expect(await stage.run(sqsEvent(delivery))).toEqual(NOTHING_FAILED);
}
