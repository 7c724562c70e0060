import { deepEqual, equal, match, notEqual, ok, partialDeepStrictEqual } from 'node:assert/strict';
import { noticeToJson } from '../../functions/alerts/notice.ts';
import { DynamoPlatformFacts } from '../../functions/chat/discord/platform.dynamodb.ts';
import { DynamoFinancials } from '../../functions/filings/financials.dynamodb.ts';
import { DynamoFeedNotebook } from '../../functions/filings/press/feed-notes.dynamodb.ts';
import { DynamoDue } from '../../functions/kit/due.dynamodb.ts';
import type { FunctionName } from '../../functions/kit/env.contract.ts';
import { DynamoHistory } from '../../functions/market/history.dynamodb.ts';
import { DynamoBook } from '../../functions/subscriptions/book.dynamodb.ts';
import { dayOf } from '../../functions/units/time.ts';
import { aNotice } from '../delivery/notices.ts';
import { getEvent, httpEvent } from '../support/events.ts';
import { API, clock, type House, SECRETS } from './house.ts';

/** One cold sandbox of a function, and the envelopes in which AWS brings it work, as the template has them. */
export type Trial = {
  invoke(event: unknown): Promise<unknown>;
  /** Its schedule's own input, for this time. */
  scheduled(at?: Date): unknown;
  /** Messages `m0`, `m1`, … of a queue that it reads, and at most as many as it is given at a time. */
  batch(...bodies: unknown[]): unknown;
  /** A batch whose last message nobody can read; the others are these. @returns the number of that message. */
  poisoned(...bodies: unknown[]): { event: unknown; bad: string };
  /** What CloudFormation asks of a step of a deployment. */
  step(type: 'Create' | 'Update' | 'Delete'): unknown;
  /** A sandbox of another function, for as long as this trial lasts. */
  open(name: FunctionName): Promise<(event: unknown) => Promise<unknown>>;
  log(): string;
};
export type Case = (trial: Trial, house: House) => Promise<void>;

const NOTHING_FAILED = { batchItemFailures: [] };
const DISCORD_EPOCH_MS = 1_420_070_400_000;

/** It comes back alone, and what was well in its batch does not. */
async function poison({ invoke, poisoned }: Trial, ...bodies: unknown[]): Promise<void> {
  const { event, bad } = poisoned(...bodies);
  deepEqual(await invoke(event), { batchItemFailures: [{ itemIdentifier: bad }] });
}

/** A function without one does not compile here; a step of a deployment without one fails the run. */
type Cases = Record<FunctionName, Case> & Partial<Record<`${FunctionName} on deployment`, Case>>;

/** In this order: what one leaves behind, the next one finds. The first call of each is the cold one. */
export const CASES: Readonly<Cases> = {
  'register-discord on deployment': async ({ invoke, step, open }, house) => {
    // Discord asks the address before it takes it, with a good signature and with a wrong one.
    const door = await open('discord-interactions');
    house.behindDoor(async (url, { headers, body }) => {
      equal(url, `${API}/discord`);
      return (await door(httpEvent('/discord', body, headers))) as { statusCode: number; body?: string };
    });
    match(String(await invoke(step('Create'))), /the endpoint is set/);
    equal(house.discord.application.interactions_endpoint_url, `${API}/discord`);
    ok(house.discord.commands.size > 0);
    answeredWell(house, /the endpoint is set/);
    match(String(await invoke(step('Update'))), /as they should be/);
    match(String(await invoke(step('Delete'))), /endpoint removed/);
    equal(house.discord.application.interactions_endpoint_url, null);
    match(String(await invoke(step('Create'))), /the endpoint is set/);
  },
  'register-telegram on deployment': async ({ invoke, step }, house) => {
    match(String(await invoke(step('Create'))), /webhook and commands set/);
    equal(house.telegram.updates.webhook?.url, `${API}/telegram`);
    ok(house.telegram.commands.size > 0);
    answeredWell(house, /webhook and commands set/);
    match(String(await invoke(step('Update'))), /as they should be/);
    match(String(await invoke(step('Delete'))), /webhook removed/);
    equal(house.telegram.updates.webhook, undefined);
    match(String(await invoke(step('Create'))), /webhook/);
  },
  'register-telegram': async ({ invoke, scheduled }, { telegram }) => {
    await telegram.updates.set({ url: 'https://somebody.example/else' } as never);
    match(String(await invoke(scheduled())), /somebody\.example/);
    equal(telegram.updates.webhook?.url, `${API}/telegram`);
    match(String(await invoke(scheduled())), /as they should be/);
  },
  'register-discord': async ({ invoke, scheduled, open }, { discord, behindDoor }) => {
    const door = await open('discord-interactions');
    behindDoor(async (_, { headers, body }) => (await door(httpEvent('/discord', body, headers))) as never);
    discord.application.interactions_endpoint_url = 'https://somebody.example/else';
    match(String(await invoke(scheduled())), /somebody\.example/);
    equal(discord.application.interactions_endpoint_url, `${API}/discord`);
    match(String(await invoke(scheduled())), /as they should be/);
  },
  'check-telegram': async ({ invoke, scheduled, log }, { telegram }) => {
    equal(await invoke(scheduled()), null);
    ok(!log().includes('WebhookTroubled'));
    Object.assign(telegram.updates, { trouble: 'Connection refused', troubledAt: clock.now() });
    equal(await invoke(scheduled()), null);
    match(log(), /WebhookTroubled/);
  },
  'backfill-history': async ({ invoke, scheduled }, { table }) => {
    equal(await invoke(scheduled()), null);
    notEqual(await new DynamoHistory(table, clock).since(), undefined);
    equal(await invoke(scheduled()), null);
  },
  enrol: async ({ invoke, scheduled }, { table }) => {
    const book = new DynamoBook(table);
    equal(await invoke(scheduled()), null);
    const subscribed = await book.of({ platform: 'telegram', chat: '42' });
    ok(subscribed.length > 0);
    equal(await invoke(scheduled()), null);
    deepEqual(await book.of({ platform: 'telegram', chat: '42' }), subscribed);
  },
  'take-snapshot': async ({ invoke, scheduled }, { table }) => {
    const history = new DynamoHistory(table, clock);
    const tick = scheduled();
    equal(await invoke(tick), null);
    const latest = await history.latest();
    equal(latest?.price.usdPerBtc, 87_654.32);
    // The same tick once more is the same snapshot.
    equal(await invoke(tick), null);
    deepEqual(await history.latest(), latest);
  },
  evaluate: async (trial, { received }) => {
    const tasks = await received('evaluate');
    const tens = Array.from({ length: Math.ceil(tasks.length / 10) }, (_, i) => tasks.slice(i * 10, i * 10 + 10));
    ok(tens.length > 0);
    for (const ten of tens) deepEqual(await trial.invoke(trial.batch(...ten)), NOTHING_FAILED);
    match(trial.log(), /rule changed/);
    for (const ten of tens) deepEqual(await trial.invoke(trial.batch(...ten)), NOTHING_FAILED);
    await poison(trial, ...tasks.slice(0, 2));
  },
  'release-due': async ({ invoke, scheduled }, { table, received }) => {
    const body = { v: 1, notice: noticeToJson(aNotice('cost-regression')) };
    const due = new DynamoDue(table, 16);
    await due.remind({ key: 'a test', at: new Date(clock.now().getTime() - 1_000), queue: 'notices', body });
    equal(await invoke(scheduled()), null);
    ok((await received('notices')).some((message) => JSON.stringify(message) === JSON.stringify(body)));
    equal(await invoke(scheduled()), null);
    deepEqual(await due.ripe(clock.now(), 10), []);
  },
  'fan-out': async (trial, { received }) => {
    const notice = noticeToJson(aNotice('cost-regression'));
    deepEqual(await trial.invoke(trial.batch({ v: 1, notice })), NOTHING_FAILED);
    for (const platform of ['telegram', 'discord'] as const) {
      const deliveries = await received(`${platform}-broadcast`);
      partialDeepStrictEqual(deliveries, [{ notice: { key: notice.key }, recipient: { platform } }]);
    }
    deepEqual(await trial.invoke(trial.batch({ v: 1, notice })), NOTHING_FAILED);
    await poison(trial);
  },
  'deliver-telegram': async (trial, { received, telegram }) => {
    const deliveries = await received('telegram-broadcast');
    deepEqual(await trial.invoke(trial.batch(...deliveries)), NOTHING_FAILED);
    const said = () => telegram.messages.filter(({ chat }) => chat === '42').length;
    equal(said(), 1);
    // It came twice, and is said once.
    deepEqual(await trial.invoke(trial.batch(...deliveries)), NOTHING_FAILED);
    equal(said(), 1);
    await poison(trial, ...deliveries);
  },
  'deliver-discord': async (trial, { received, discord }) => {
    const deliveries = await received('discord-broadcast');
    deepEqual(await trial.invoke(trial.batch(...deliveries)), NOTHING_FAILED);
    const said = () => discord.messages.filter(({ channel }) => channel === '123456789012345678').length;
    equal(said(), 1);
    deepEqual(await trial.invoke(trial.batch(...deliveries)), NOTHING_FAILED);
    equal(said(), 1);
    await poison(trial, ...deliveries);
  },
  'send-picture': async (trial, { telegram }) => {
    const task = (chat: string) => ({
      v: 1,
      recipient: { platform: 'telegram', chat },
      key: `asked-${chat}`,
      what: { asked: { of: 'hashprice', span: '7d' } },
      lane: 'direct',
      at: clock.now().toISOString(),
    });
    deepEqual(await trial.invoke(trial.batch(task('43'))), NOTHING_FAILED);
    deepEqual(await trial.invoke(trial.batch(task('44'))), NOTHING_FAILED);
    for (const asked of ['43', '44'])
      ok(telegram.messages.some(({ chat, photo }) => chat === asked && photo !== undefined));
    await poison(trial, task('43'));
    equal(telegram.messages.filter(({ chat }) => chat === '43').length, 1);
  },
  'read-filing': async (trial, { filings, received }) => {
    const { documents: _, company: __, acceptedAt, ...sale } = filings.findLast(({ cik }) => cik === 1507605)!;
    const filing = { ...sale, filedOn: dayOf(acceptedAt), acceptedAt };
    const task = { v: 1, do: 'read', filings: [filing], listedAt: acceptedAt };
    deepEqual(await trial.invoke(trial.batch(task)), NOTHING_FAILED);
    partialDeepStrictEqual(
      (await received('notices')).filter((message) => JSON.stringify(message).includes('reserve-sale')),
      [{ notice: { kind: 'announcement', parts: [{ announcement: { ticker: 'MARA', class: 'reserve-sale' } }] } }],
    );
    deepEqual(await trial.invoke(trial.batch(task)), NOTHING_FAILED);
    await poison(trial);
  },
  'watch-filings': async ({ invoke, scheduled }, { edgar, received }) => {
    // The way through all lists takes eight seconds of a real clock, so it ends at the second one.
    edgar.fail('block', { below: 'type=6-K' });
    equal(await invoke(scheduled(new Date('2026-02-24T15:00:00Z'))), null);
    const tasks = (await received('filings')) as { filings: { form: string }[] }[];
    deepEqual(new Set(tasks.flatMap((task) => task.filings.map(({ form }) => form))), new Set(['8-K']));
    const asked = edgar.requests.length;
    // Nobody is asked on a Sunday.
    equal(await invoke(scheduled(new Date('2026-02-22T15:00:00Z'))), null);
    equal(edgar.requests.length, asked);
  },
  'read-financials': async ({ invoke, scheduled }, { table, edgar }) => {
    // EDGAR turned us away before, and nobody would ask it for ten minutes.
    await table.delete({ pk: 'PACE#sec', sk: 'PACE' });
    // All companies take a minute and a half of a real clock, so it ends at the third one, in the order of the list.
    edgar.fail('block', { below: 'companyfacts/CIK0000827876' });
    equal(await invoke(scheduled()), null);
    const financials = new DynamoFinancials(table);
    notEqual(await financials.recall(1507605), undefined);
    ok((await financials.recall(1167419))!.facts.length > 0);
    equal(await financials.recall(827876), undefined);
    // Nobody was watched yet.
    const asked = edgar.requests.length;
    equal(await invoke(scheduled(new Date('2020-01-01T00:00:00Z'))), null);
    equal(edgar.requests.length, asked);
  },
  'watch-press': async ({ invoke, scheduled }, { table, press, release }) => {
    // Half of the feeds in each minute.
    const notebook = new DynamoFeedNotebook(table);
    for (const minute of ['00', '01']) equal(await invoke(scheduled(new Date(`2026-02-24T15:${minute}:00Z`))), null);
    deepEqual((await notebook.read(release.feed))?.seen, [release.id]);
    deepEqual(
      press.requests.filter(({ status }) => status !== 200),
      [],
    );
  },
  page: async ({ invoke }) => {
    const shown = (await invoke(getEvent('/?lang=de'))) as { statusCode: number; body: string };
    equal(shown.statusCode, 200);
    match(shown.body, /<html lang="de">/);
    partialDeepStrictEqual(await invoke(getEvent('/v1/hashprice')), { statusCode: 200 });
    partialDeepStrictEqual(await invoke(getEvent('/nowhere')), { statusCode: 404 });
  },
  'telegram-webhook': async ({ invoke }, { telegram }) => {
    const secret = SECRETS['/hashprice-watch/prod/telegram-secret']!;
    const asked = (id: number, text: string, key: string) =>
      httpEvent('/telegram', JSON.stringify(updateOf(id, text)), { 'x-telegram-bot-api-secret-token': key });
    partialDeepStrictEqual(await invoke(asked(1, '/hashprice', secret)), { statusCode: 200 });
    const said = telegram.messages.filter(({ chat }) => chat === '78001');
    match(said[0]?.text ?? '', /87,654/);
    partialDeepStrictEqual(await invoke(asked(4, '/help', secret)), { statusCode: 200 });
    ok(telegram.messages.some(({ chat }) => chat === '78004'));
    partialDeepStrictEqual(await invoke(asked(2, '/hashprice', 'a guess')), { statusCode: 401 });
    partialDeepStrictEqual(await invoke(asked(3, '/help', '')), { statusCode: 401 });
    deepEqual(
      telegram.messages.filter(({ chat }) => ['78002', '78003'].includes(chat)),
      [],
    );
  },
  'discord-interactions': async ({ invoke }, { discord, table }) => {
    equal((await new DynamoPlatformFacts(table).read())?.publicKey, discord.application.verify_key);
    const signed = (body: string, over = body) => httpEvent('/discord', body, discord.sign(over));
    const ping = JSON.stringify({ type: 1, id: '1', application_id: discord.application.id, token: 't', version: 1 });
    partialDeepStrictEqual(await invoke(signed(ping)), { statusCode: 200, body: JSON.stringify({ type: 1 }) });
    const command = commandOf(discord.application.id, 'hashprice');
    const { statusCode, body } = (await invoke(signed(command))) as { statusCode: number; body: string };
    equal(statusCode, 200, body);
    equal((JSON.parse(body) as { type: number }).type, 4);
    match(body, /87,654/);
    partialDeepStrictEqual(await invoke(signed(command, `${command} `)), { statusCode: 401 });
    partialDeepStrictEqual(await invoke(signed(ping, `${ping} `)), { statusCode: 401 });
  },
};

/** CloudFormation reads its answer from a bucket. */
function answeredWell({ cloudFormation }: House, said: RegExp): void {
  const { Data: data, ...answer } = cloudFormation.at(-1) as { Data: { Said: string } };
  partialDeepStrictEqual(answer, { method: 'PUT', Status: 'SUCCESS' });
  match(data.Said, said);
}

const updateOf = (id: number, text: string) => ({
  update_id: id,
  message: {
    message_id: id,
    date: Math.floor(clock.now().getTime() / 1_000),
    chat: { id: 78_000 + id, type: 'private', first_name: 'A' },
    from: { id: 78_000 + id, is_bot: false, first_name: 'A', language_code: 'en' },
    text,
    entities: [{ type: 'bot_command', offset: 0, length: text.length }],
  },
});

/** As somebody types it alone with the bot, now. */
const commandOf = (application: string, name: string): string => {
  const somebody = '53908232506183680';
  return JSON.stringify({
    id: String(BigInt(clock.now().getTime() - DISCORD_EPOCH_MS) << 22n),
    application_id: application,
    type: 2,
    token: 'a-token',
    version: 1,
    context: 1,
    channel_id: '645027906669510671',
    channel: { type: 1 },
    user: { id: somebody },
    locale: 'en-US',
    authorizing_integration_owners: { 1: somebody },
    data: { id: '1', type: 1, name },
  });
};
