import { isOpening } from '../../../functions/alerts/notice.ts';
import { type Entry, entryShape } from '../../../functions/delivery/sent.ts';
import { BotError } from '../../../functions/kit/errors.ts';
import { QUEUES } from '../../../functions/kit/names.contract.ts';
import type { Item } from '../../../functions/kit/table.dynamodb.ts';
import type { Outside } from './outside.ts';

/**
 * What may differ between a life that was disturbed and one that was not, and why. Everything else must be equal.
 * Items by the beginning of their partition key (and the reason they give), fields by their path.
 */
const MAY_DIFFER: readonly { items: RegExp; if?: string; fields: 'all' | readonly string[]; because: string }[] = [
  { items: /^PACE#/, fields: 'all', because: 'a slot that a dead process leased is a slot that nobody used' },
  { items: /^RULE#/, fields: ['version'], because: 'it counts writes, and a repeat may need more of them' },
  {
    items: /^SENT#/,
    fields: ['at', 'messageId', 'leaseUntil', 'expires'],
    because: 'when it was said, and by which attempt; whether and what is compared',
  },
  {
    items: /^(TICK#|MARKET$)/,
    fields: ['takenAt', 'price.measuredAt', 'network.feesMeasuredAt', 'forecast.at'],
    because: 'a snapshot that is taken again is taken later; its tick is the same',
  },
  {
    items: /^JOURNAL#/,
    if: 'its owner removed it',
    fields: ['sk', 'at', 'expires'],
    because: 'what people and platforms do is dated when we heard of it; what ticks do, by the tick',
  },
  { items: /^FILING#/, fields: ['at', 'expires'], because: 'what became of a filing is compared, and not when' },
  { items: /^EDGAR$/, fields: ['at'], because: 'a company whose list is gone through again was gone through later' },
  {
    items: /^PICTURE#/,
    fields: ['fileId', 'leaseUntil', 'expires'],
    because: 'a picture that is uploaded again is another file',
  },
  {
    items: /^DISCORD#REFUSALS/,
    fields: 'all',
    because: 'a refusal that nobody lived to count is one fewer of five thousand',
  },
  {
    items: /^PLATFORM#/,
    fields: ['keptAt', 'publicKey'],
    because: 'a repeat keeps it later; our stand-in for Discord has another key each time it starts',
  },
  { items: /^DUE#look:/, fields: 'all', because: 'a repeat finds nothing new, and looks again some more times' },
  { items: /^PRESS$/, fields: ['heldUntil'], because: 'a feed that refuses a repeat is left alone from then on' },
  {
    items: /^COMPANY#/,
    fields: ['version', 'told.*.at', 'readAt'],
    because: 'writes are counted, and what is known for good when a repeat writes it is known later',
  },
  { items: /^ANNOUNCED#/, fields: ['at', 'expires'], because: 'a repeat notes the same later' },
  {
    items: /^ASKED#/,
    fields: ['since', 'leaseUntil', 'tries', 'said', 'expires'],
    because: 'whoever asked again was heard again, later; that it is done is compared',
  },
  {
    items: /^PLACE#/,
    fields: ['since'],
    because: 'whoever came again came later',
  },
  {
    items: /^PLACES$/,
    fields: 'all',
    because: 'what it owes may have been paid and not crossed out; places.test.ts counts after every death',
  },
  {
    items: /^RECIPIENT#/,
    fields: ['standing.since', 'version', 'left.at', 'expires'],
    because: 'writes are counted; when we noticed that a chat had gone, moved or paused',
  },
  {
    items: /^TOPIC#[a-z]+\/.*@/,
    fields: 'all',
    because: 'nobody asks who hears of a personal rule: it names its owner, and the owner lists it',
  },
];

/** When numbers were measured, and how long ago, is in the words as well; which notice it is, the delivery log says. */
const INSTANTS = /\d\d:\d\d UTC|\(\d+ min old\)/g;

/** What is the case in the end, in a form in which two lives can be compared. */
export type View = {
  table: ReadonlySet<string>;
  /** What each chat read, and how often. */
  heard: ReadonlyMap<string, number>;
  /** The same by rule and event only. */
  told: ReadonlySet<string>;
  phases: ReadonlySet<string>;
  /** What must never be: an end before its beginning, work left over or given up, an error nobody meant. */
  wrong: readonly string[];
};

export async function viewOf(outside: Outside): Promise<View> {
  const items = [...(await outside.items()).values()];
  const heard = heardIn(outside);
  const said = items.filter(({ pk }) => pk.startsWith('SENT#')).map(readSaid);
  return {
    table: new Set(items.flatMap(comparable)),
    heard: new Map(
      [...Map.groupBy(heard, ({ chat, text }) => `${chat}: ${text.replace(INSTANTS, '…')}`)].map(([key, all]) => [
        key,
        all.length,
      ]),
    ),
    told: new Set(
      said
        .filter(({ state }) => state === 'sent')
        .map(({ chat, incident, event }) => `${chat}: ${aboutWhat(incident)} ${event}`),
    ),
    phases: new Set(
      items
        .filter(({ pk }) => pk.startsWith('RULE#'))
        .map(({ pk, watch }) => `${pk} ${(watch as { phase: string }).phase}`),
    ),
    wrong: [...misordered(said, heard), ...leftOver(outside, items), ...faults(outside)],
  };
}

/** Without the instant of its beginning; of filings, without which of them were told together. */
const aboutWhat = (incident: string): string => incident.split('@2')[0]!.replace(/^filings:.*/, 'filings');

function comparable(item: Item): string[] {
  const rules = MAY_DIFFER.filter(
    (rule) => rule.items.test(item.pk) && (rule.if ?? item['because']) === item['because'],
  );
  if (rules.some(({ fields }) => fields === 'all')) return [];
  const left = structuredClone(item) as Record<string, unknown>;
  for (const path of rules.flatMap(({ fields }) => fields)) forget(left, path.split('.'));
  return [JSON.stringify(sorted(left))];
}

function forget(from: Record<string, unknown>, [first, ...rest]: string[]): void {
  if (first === undefined) return;
  if (first === '*') for (const one of Object.values(from)) forget(one as Record<string, unknown>, rest);
  if (rest.length === 0) delete from[first];
  else if (typeof from[first] === 'object') forget(from[first] as Record<string, unknown>, rest);
}

/** Maps come back in the order in which they were written, which means nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
}

type Heard = { chat: string; text: string; id: string };

/** In the order in which it arrived in each chat. */
const heardIn = ({ telegram, discord }: Outside): Heard[] => [
  ...telegram.messages.map(({ chat, text, id }) => ({ chat: `telegram:${chat}`, text, id: String(id) })),
  ...discord.messages.map(({ channel, body, id }) => ({
    chat: `discord:${channel}`,
    text: JSON.stringify(body['embeds'] ?? body['content']),
    id,
  })),
];

type Said = Entry & { chat: string; incident: string };

function readSaid(item: Item): Said {
  const chat = item.pk.slice('SENT#'.length);
  return { ...entryShape.parse(item), chat, incident: String(item['incident']) };
}

/** By words and not by ids: of two copies the log knows the second. */
function misordered(said: readonly Said[], heard: readonly Heard[]): string[] {
  const placeOf = ({ chat, messageId }: Said) => {
    const message = heard.find((one) => one.chat === chat && one.id === messageId);
    return message && heard.findIndex((one) => one.chat === chat && one.text === message.text);
  };
  return [...Map.groupBy(said, ({ chat, incident }) => `${chat}: ${incident}`)].flatMap(([about, all]) => {
    const begins = all.filter(({ event }) => isOpening(event)).map(placeOf);
    const follows = all.filter(({ event }) => !isOpening(event)).map(placeOf);
    const isLate = begins.some((begin) =>
      follows.some((follow) => begin !== undefined && follow !== undefined && follow < begin),
    );
    return isLate ? [`${about} was told from its end`] : [];
  });
}

/** Whether data are old is asked every minute for as long as they are, so that question may always be waiting. */
export const isAsking = (body: string): boolean => body.includes('"ask":"data-age"');

function leftOver({ queues }: Outside, items: readonly Item[]): string[] {
  const waiting = QUEUES.flatMap((queue) => queues.bodiesIn(queue).map((body) => ({ queue, body })));
  const claims = items.filter(({ pk, state }) => pk.startsWith('SENT#') && state === 'claimed');
  return [
    ...waiting.filter(({ body }) => !isAsking(body)).map(({ queue, body }) => `still in ${queue}: ${body}`),
    ...queues.dead.map(({ queue, body }) => `dead in ${queue}: ${body}`),
    ...items.filter(({ owes }) => owes !== undefined).map(({ pk }) => `still owed by ${pk}`),
    ...claims.map(({ pk }) => `still claimed: ${pk}`),
  ];
}

/** What the code means to throw is a BotError; anything else is a mistake in it. */
const faults = ({ log }: Outside): string[] =>
  log.lines.flatMap(({ error, message }) =>
    error === undefined || error instanceof BotError
      ? []
      : [`${message}: ${error instanceof Error ? error.stack : String(error)}`],
  );
