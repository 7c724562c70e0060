import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { FunctionName } from '../../../functions/kit/env.contract.ts';
import { QUEUES, type QueueName } from '../../../functions/kit/names.contract.ts';
import { floorTo, later, latestOf, minutes, seconds } from '../../../functions/units/time.ts';
import { scheduledEvent } from '../../../infra/local/hosts/schedule.ts';
import { type Spec, topology } from '../../../infra/topology.ts';
import { type Host, openHost } from './host.ts';
import type { Death, Life } from './life.ts';
import type { Outside } from './outside.ts';
import { isAsking } from './view.ts';

/** What starts the function: its schedule, what waits in its queue, or a request (made anew for each time it comes). */
export type Occasion = { at: string } | { queue: QueueName } | { post(): APIGatewayProxyEventV2 };

/** When a queue gives a message again: when its visibility ends, or at once, as a standard queue may; `never` is a broken one. */
export type Again = 'when its visibility ends' | 'at once' | 'never';

/** A function at work: what was before, what starts it, and what else happens meanwhile. */
export type Story = {
  of: FunctionName;
  name: string;
  /** Settings other than the usual. */
  variables?: Record<string, string>;
  /** What is the case before; on an empty table, once. */
  before(outside: Outside): Promise<void>;
  occasion(outside: Outside): Occasion;
  /** How the platforms are this time. */
  platforms?(outside: Outside): void;
  /** By the clock. */
  meanwhile?: readonly { at: string; happens(outside: Outside): Promise<void> }[];
  /** How many messages the chats read when nobody dies, where a story could otherwise lose its point unnoticed. */
  messages?: number;
  /** For what never comes to rest by itself. */
  until?: string;
  /** Where instants and numbers are those of the repeat, only what was told and what became of it can be compared. */
  rough?: readonly Again[];
};

type Appointment = { at: Date; keep(): Promise<void> };
type Became = 'done' | 'killed' | 'failed';

/** Nothing waits longer than this. */
const LONGEST = minutes(60);
/** A debt of the dead is paid after one minute; two in which nothing happened are rest. */
const REST_MINUTES = 2;

/**
 * Tells a story once, with deaths or without, and all that follows until everything has come to rest.
 *
 * Whoever started the function starts it again, as SQS, Scheduler, Telegram and a person would, also when only its answer
 * was lost; and the schedule of every minute goes on.
 *
 * @returns all lives; the first did nothing but what the story began with.
 */
export async function tell(
  story: Story,
  outside: Outside,
  deaths: readonly Death[] = [],
  again: Again = 'when its visibility ends',
): Promise<readonly Life[]> {
  story.platforms?.(outside);
  const occasion = story.occasion(outside);
  const host = openHost(outside, deaths);
  const diary: Appointment[] = (story.meanwhile ?? []).map(({ at, happens }) => ({
    at: new Date(at),
    keep: () => happens(outside),
  }));

  const attempt = async (tries: number): Promise<void> => {
    const became = await begin(story.of, occasion, outside, host, again);
    if (became === 'done' || 'queue' in occasion) return;
    // Scheduler asks again after a minute, Telegram after a second, then twice as long each time.
    const wait = 'at' in occasion ? minutes(1) : seconds(2 ** tries);
    diary.push({ at: later(outside.clock.now(), wait), keep: () => attempt(tries + 1) });
  };
  await attempt(0);
  await host.restart();
  await goOn(outside, host, diary, story.until === undefined ? undefined : new Date(story.until));
  await host.restart();
  return host.lives;
}

async function begin(
  name: FunctionName,
  occasion: Occasion,
  outside: Outside,
  host: Host,
  again: Again,
): Promise<Became> {
  if ('queue' in occasion) return work(occasion.queue, outside, host, again);
  try {
    const event = 'at' in occasion ? scheduledEvent(name, new Date(occasion.at)) : occasion.post();
    const answer = await host.run(name, event);
    if (answer === 'killed') return 'killed';
    return 'post' in occasion && (answer as { statusCode: number }).statusCode >= 500 ? 'failed' : 'done';
  } catch (error) {
    outside.log.error('the function threw', error);
    return 'failed';
  }
}

/** One batch of a queue through the function that reads it. */
async function work(queue: QueueName, { queues, clock }: Outside, host: Host, again?: Again): Promise<Became> {
  const { name, most } = readerOf(queue);
  const batch = queues.receive(queue, most);
  if (batch === undefined) return 'done';
  const answer = await host.run(name, batch.event);
  if (answer === 'killed') {
    if (again === 'at once') queues.comeBack(batch.ids, clock.now());
    if (again === 'never') queues.remove(batch.ids);
    return 'killed';
  }
  const { batchItemFailures: failed } = answer as { batchItemFailures: { itemIdentifier: string }[] };
  queues.remove(batch.ids.filter((id) => !failed.some(({ itemIdentifier }) => itemIdentifier === id)));
  return 'done';
}

/** Works through all queues whenever they have something, keeps appointments, and releases what is due every minute. */
async function goOn(outside: Outside, host: Host, diary: Appointment[], until?: Date): Promise<void> {
  const { clock, queues } = outside;
  const end = until ?? later(clock.now(), LONGEST);
  let minute = floorTo(clock.now(), minutes(1));
  for (let quiet = 0; quiet < REST_MINUTES || (await isAwaited(outside, end)); ) {
    if (await drain(outside, host)) quiet = 0;
    diary.sort((a, b) => a.at.getTime() - b.at.getTime());
    const nextMinute = later(minute, minutes(1));
    const waiting = [queues.next(), diary[0]?.at].filter((at) => at !== undefined);
    const next = [nextMinute, ...waiting].reduce((a, b) => (a <= b ? a : b));
    if (next > end) return;
    clock.set(latestOf(clock.now(), next));
    if (next === diary[0]?.at) await diary.shift()!.keep();
    else if (next === nextMinute) {
      minute = nextMinute;
      quiet = waiting.length > 0 ? 0 : quiet + 1;
      await release(outside, host, minute);
    }
  }
}

/** Whether something that was put off comes before the end, or has just been released. */
async function isAwaited({ items, queues }: Outside, end: Date): Promise<boolean> {
  if (QUEUES.some((queue) => queues.bodiesIn(queue).some((body) => !isAsking(body)))) return true;
  const reminders = [...(await items()).values()].filter(({ pk }) => pk.startsWith('DUE#'));
  return reminders.some(({ due }) => new Date(String(due)) <= end);
}

async function release({ log }: Outside, host: Host, at: Date): Promise<void> {
  try {
    await host.run('release-due', scheduledEvent('release-due', at));
  } catch (error) {
    log.error('release-due threw', error);
  }
}

/** @returns whether there was anything to do. */
async function drain(outside: Outside, host: Host): Promise<boolean> {
  const { queues, clock } = outside;
  const isReady = () => (queues.next()?.getTime() ?? Number.POSITIVE_INFINITY) <= clock.now().getTime();
  const hadWork = isReady();
  while (isReady()) for (const queue of QUEUES) await work(queue, outside, host);
  return hadWork;
}

function readerOf(queue: QueueName): { name: FunctionName; most: number } {
  for (const [name, { start }] of Object.entries(topology) as [FunctionName, Spec][]) {
    if ('queues' in start && start.queues.includes(queue)) return { name, most: start.batch };
  }
  throw new RangeError(`nobody reads the queue ${queue}`);
}
