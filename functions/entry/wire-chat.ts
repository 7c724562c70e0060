import type { HandOver } from '../alerts/transition.ts';
import type { Asked } from '../chat/asked.ts';
import { DynamoConversations } from '../chat/conversation.dynamodb.ts';
import type { ChatDeps } from '../chat/deps.ts';
import { type Places, placeOf } from '../chat/places.ts';
import type { Reply } from '../chat/reply.ts';
import { respond } from '../chat/respond.ts';
import { type Delivery, deliveryToJson } from '../delivery/delivery.ts';
import { DynamoDirectChannels } from '../delivery/discord/direct.dynamodb.ts';
import { eraseDelivery } from '../delivery/erase.ts';
import { DynamoSentLog } from '../delivery/sent.dynamodb.ts';
import { DynamoShelf } from '../delivery/shelf.dynamodb.ts';
import { DynamoAnnouncedLog } from '../filings/announced.dynamodb.ts';
import { DynamoFinancials } from '../filings/financials.dynamodb.ts';
import { DynamoMemory } from '../filings/memory.dynamodb.ts';
import { DynamoDue } from '../kit/due.dynamodb.ts';
import { Misconfigured } from '../kit/errors.ts';
import type { Queue } from '../kit/queue.ts';
import { DynamoHistory } from '../market/history.dynamodb.ts';
import { DynamoBook } from '../subscriptions/book.dynamodb.ts';
import { comeBack } from '../subscriptions/come-back.ts';
import { leave, moveHouse } from '../subscriptions/leave.ts';
import { DynamoOwn } from '../subscriptions/own.dynamodb.ts';
import type { Platform, Recipient } from '../subscriptions/recipient.ts';
import { DynamoSeconds } from '../subscriptions/second.dynamodb.ts';
import { DynamoSeen } from '../subscriptions/seen.dynamodb.ts';
import { DynamoSettings } from '../subscriptions/settings.dynamodb.ts';
import type { Wired } from './wire.ts';
import { handOverTo, type Lanes, wireTransitions } from './wire-alerts.ts';

type Door = 'telegram-webhook' | 'discord-interactions';

/** What a platform's door does with a chat: answers it, and follows where it goes. */
export type Chatting = {
  /** For what is looked up before there is a question, or after there is an answer. */
  keepers: Pick<ChatDeps, 'settings' | 'conversations' | 'own' | 'book' | 'rules'>;
  respond(asked: Asked): Promise<readonly Reply[]>;
  moved(from: Recipient, to: Recipient): Promise<void>;
  left(recipient: Recipient, why: string): Promise<void>;
  paused(recipient: Recipient, why: string): Promise<void>;
  /** It can be written to again. */
  back(recipient: Recipient): Promise<void>;
  /** As `back`, where it had been let go or paused; it writes, so it can be written to. */
  heard(recipient: Recipient): Promise<void>;
};

/**
 * All that answers are made of, on the table and the queues.
 *
 * @param direct the lane of the platform that is asked on: whoever asks there is told there.
 */
export function wireChat<Name extends Door>(
  wired: Wired<Name>,
  direct: Partial<Record<Platform, Queue<unknown>>>,
  places: Places,
): Chatting {
  const { env, clock, log, table, queue } = wired;
  const lanes: Lanes = { lane: 'direct', telegram: nowhere, discord: nowhere, ...direct };
  const handOver: HandOver = handOverTo(lanes, queue(env.NOTICES_QUEUE_URL));
  const transitions = wireTransitions(wired, handOver);
  const { rules, journal } = transitions;
  const own = new DynamoOwn(table, clock);
  const book = new DynamoBook(table);
  const settings = new DynamoSettings(table);
  const history = new DynamoHistory(table, clock);
  const sent = new DynamoSentLog(table, clock);
  const seen = new DynamoSeen(table);
  const shelf = new DynamoShelf(table, clock);
  const seconds = new DynamoSeconds(table);
  const due = new DynamoDue(table, env.SHARDS);
  const moment = async () => ({ latest: await history.latest(), now: clock.now() });

  const deps: ChatDeps = {
    own,
    book,
    transitions,
    settings,
    seconds,
    conversations: new DynamoConversations(table, clock),
    rules,
    history,
    journal,
    sent,
    memory: new DynamoMemory(table),
    financials: new DynamoFinancials(table),
    announced: new DynamoAnnouncedLog(table),
    seen,
    shelf,
    due,
    deliver: async (notice, recipient) => {
      const delivery: Delivery = { v: 1, notice, recipient, lane: 'direct', postponed: 0 };
      await lanes[recipient.platform].put([deliveryToJson(delivery)]);
    },
    exported: {},
    // A topic that is erased leaves the others of its group where they are.
    erased: [
      async (recipient) => (isWhole(recipient) ? places.leave(placeOf(recipient)) : undefined),
      eraseDelivery({ due, shelf, seen, sent, direct: new DynamoDirectChannels(table) }),
    ],
  };

  const back = async (recipient: Recipient): Promise<void> => {
    await comeBack(deps, recipient, await moment());
  };
  return {
    keepers: deps,
    respond: (asked) => respond(deps, asked),
    moved: async (from, to) => {
      await moveHouse({ book, rules, own, settings, seconds }, from, to, clock.now());
      await places.move(placeOf(from), placeOf(to), clock.now());
    },
    left: async (recipient, why) => {
      await leave({ book, transitions, own, settings }, recipient, why, await history.latest(), clock.now());
      await places.leave(placeOf(recipient));
      log.count('RecipientGone');
    },
    paused: (recipient, why) => book.mark(recipient, { state: 'paused', why, since: clock.now() }),
    back,
    heard: async (recipient) => {
      const { state } = await book.standing(recipient);
      if (state === 'gone') await back(recipient);
      if (state === 'paused') await book.mark(recipient, { state: 'active' });
    },
  };
}

const nowhere: Queue<unknown> = {
  put: () => Promise.reject(new Misconfigured('this door has no lane to the other platform')),
};

const isWhole = (recipient: Recipient): boolean => recipient.platform !== 'telegram' || recipient.thread === undefined;
