import { deliveryToJson } from '../../functions/delivery/delivery.ts';
import { TelegrafApi } from '../../functions/delivery/telegram/api.telegraf.ts';
import { renderTelegram } from '../../functions/delivery/telegram/render.ts';
import { TelegramChannel } from '../../functions/delivery/telegram/send.ts';
import { elapsed } from '../../functions/units/time.ts';
import { startTelegram, type TelegramLoopback } from '../../infra/local/loopback/telegram.ts';
import { late, work } from '../delivery/invocations.ts';
import { NOW, openWorld } from '../delivery/world.ts';
import { openTable } from '../support/counted-table.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { CROWDS, type Crowd } from './crowds.ts';
import { boundsOf, type Compared, type Run } from './delivery-bounds.ts';
import { sendNaively } from './naive.ts';
import { count, percent, type Report, time } from './report.ts';

const INVOCATIONS = 4;
/** Messages that one invocation says at the same time. */
const BATCH = 10;

/** Both senders against a server whose sliding windows answer 429: real sockets, time simulated, up to 35 ms of jitter. */
export async function delivery(): Promise<Report> {
  const compared: Compared[] = [];
  for (const crowd of CROWDS) compared.push(await compare(crowd));
  return {
    title: `Delivery to Telegram, ${INVOCATIONS} invocations of ${BATCH} messages, 429 enforced`,
    head: ['', 'permitted', 'messages', 'ours', 'of it', '429', 'requests each', 'naive', '429', 'took'],
    align: 'lrrrrrrrrr',
    rows: compared.map(({ crowd, ours, naive, requestsEach, ms }) => [
      crowd.name,
      crowd.permitted,
      count(crowd.deliveries.length),
      `${ours.perSecond.toFixed(3)}/s`,
      percent(ours.perSecond / crowd.perSecond),
      count(ours.refused),
      requestsEach.toFixed(1),
      `${naive.perSecond.toFixed(3)}/s`,
      count(naive.refused),
      time(ms),
    ]),
    notes: [
      'A rate is that of all messages after the first. The naive client sends 40 at once and waits as each 429 says; it',
      'begins with a whole window at once, which lifts its average, and this server does not hold its 429s against it.',
    ],
    bounds: compared.flatMap(boundsOf),
  };
}

async function compare(crowd: Crowd): Promise<Compared> {
  const began = performance.now();
  let requestsEach = 0;
  const ours = await onServer(crowd, async (telegram, clock) => {
    requestsEach = await sendOurs(telegram, crowd, clock);
  });
  const naive = await onServer(crowd, ({ url }, clock) => sendNaively(url, crowd, clock, INVOCATIONS * BATCH));
  return { crowd, ours, naive, requestsEach, ms: performance.now() - began };
}

type Send = (telegram: TelegramLoopback, clock: VirtualClock) => Promise<void>;

async function onServer({ deliveries }: Crowd, send: Send): Promise<Run> {
  const clock = new VirtualClock(NOW);
  const telegram = await startTelegram({ now: () => clock.now() });
  await send(telegram, clock);
  await telegram.stop();
  const { messages, calls } = telegram;
  if (messages.length !== deliveries.length) throw new Error(`${messages.length} of ${deliveries.length} were said`);
  const refused = calls.filter(({ status }) => status === 429).length;
  const seconds = elapsed(messages[0]!.at, messages.at(-1)!.at) / 1_000;
  return { refused, perSecond: (messages.length - 1) / seconds };
}

/** @returns how many requests to the table a message took. */
async function sendOurs(telegram: TelegramLoopback, { deliveries }: Crowd, clock: VirtualClock): Promise<number> {
  const { table, sent, close } = await openTable();
  const channel = new TelegramChannel(new TelegrafApi('1:t', telegram.url));
  const world = await openWorld(table, clock, { channel, render: renderTelegram, idempotent: false });
  await world.lanes.direct.put(deliveries.map(deliveryToJson));
  const busy = { deliveries: 0 };
  const invocation = (): Promise<void> => {
    const deps = world.sender({ channel: late(channel, clock) });
    return work(clock, [world.lanes.direct], busy, (one) => world.run(one, deps));
  };
  await Promise.all(Array.from({ length: INVOCATIONS }, invocation));
  await close();
  return sent.length / deliveries.length;
}
