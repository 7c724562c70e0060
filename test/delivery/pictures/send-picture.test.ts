import { describe, expect, it, onTestFinished } from 'vitest';
import { pictureBudgetsOf } from '../../../functions/delivery/pictures/budgets.ts';
import { Drawn } from '../../../functions/delivery/pictures/drawn.ts';
import { sendPicture } from '../../../functions/delivery/pictures/send-picture.ts';
import { type PictureTask, type PictureTaskJson, pictureTaskShape } from '../../../functions/delivery/pictures/task.ts';
import type { SendPictureDeps } from '../../../functions/delivery/pictures/tools.ts';
import { TelegrafApi } from '../../../functions/delivery/telegram/api.telegraf.ts';
import { TelegramPhotos } from '../../../functions/delivery/telegram/photo.ts';
import { later, minutes, seconds } from '../../../functions/units/time.ts';
import { startTelegram, type TelegramFault } from '../../../infra/local/loopback/telegram.ts';
import { MemoryLog } from '../../support/log.ts';
import { aSnapshot } from '../../support/market.ts';
import { MemoryBook } from '../../support/memory-book.ts';
import { MemoryDue } from '../../support/memory-due.ts';
import { MemoryFinancials } from '../../support/memory-financials.ts';
import { MemoryHistory } from '../../support/memory-history.ts';
import { MemoryMemory } from '../../support/memory-memory.ts';
import { MemoryOwn } from '../../support/memory-own.ts';
import { MemoryPace } from '../../support/memory-pace.ts';
import { MemoryQueue } from '../../support/memory-queue.ts';
import { MemorySentLog } from '../../support/memory-sent-log.ts';
import { MemorySettings } from '../../support/memory-settings.ts';
import { MemoryUploads } from '../../support/memory-uploads.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const TOKEN = '123456:AAH-secret_part';
const NOW = '2026-02-05T12:00:30Z';
const ann = { platform: 'telegram', chat: '42' } as const;
const bob = { platform: 'telegram', chat: '43' } as const;
const difficulty = { of: 'difficulty', span: '30d' } as const;

const aTask = (changes: Partial<PictureTaskJson> = {}): PictureTask =>
  pictureTaskShape.parse({
    v: 1,
    recipient: ann,
    key: 'retarget#fired',
    what: { picture: difficulty },
    answering: '17',
    lane: 'direct',
    at: NOW,
    ...changes,
  });

async function open() {
  const clock = new VirtualClock(NOW);
  const telegram = await startTelegram({ now: () => clock.now() });
  onTestFinished(telegram.stop);
  const history = new MemoryHistory(clock);
  for (const at of ['2026-02-05T10:00:00Z', '2026-02-05T12:00:00Z'])
    await history.put(aSnapshot({ at, forecast: { change: -0.111 } }));
  const drawn: string[] = [];
  const pictures = new MemoryQueue<PictureTaskJson>();
  const deps = {
    history,
    memory: new MemoryMemory(),
    financials: new MemoryFinancials(),
    own: new MemoryOwn(clock),
    settings: new MemorySettings(),
    book: new MemoryBook(),
    sent: new MemorySentLog(clock),
    uploads: new MemoryUploads(clock),
    pace: new MemoryPace(),
    due: new MemoryDue(),
    pictures,
    channels: { telegram: new TelegramPhotos(new TelegrafApi(TOKEN, telegram.url)) },
    drawn: new Drawn(),
    render: async (svg) => {
      drawn.push(svg);
      return new Uint8Array(Buffer.from(`PNG of ${svg.length} characters`));
    },
    budgets: pictureBudgetsOf,
    clock,
    log: new MemoryLog(),
  } satisfies SendPictureDeps;
  const run = (task: PictureTask = aTask(), changes: Partial<SendPictureDeps> = {}) =>
    clock.run(() => sendPicture({ ...deps, ...changes }, task, later(clock.now(), seconds(60))));
  const shown = () => telegram.messages.map(({ chat, photo, answers }) => ({ chat, photo, answers }));
  return { ...deps, telegram, drawn, run, shown };
}

describe('a picture', () => {
  it('stands under the message it belongs to, silently, with its numbers as words', async () => {
    const { telegram, run, drawn } = await open();
    expect(await run()).toEqual({ sent: true, because: 'drawn' });
    expect(drawn).toHaveLength(1);
    expect(telegram.messages).toMatchObject([{ chat: '42', answers: 17, text: /Expected around 2026-02-07: −11.1 %/ }]);
    expect(telegram.calls[0]!.payload).toMatchObject({ disable_notification: true });
    expect(telegram.breaches).toEqual([]);
  });

  it('is drawn once, and sent to everybody else by its file id', async () => {
    const { run, drawn, shown } = await open();
    await run();
    expect(await run(aTask({ recipient: bob }))).toEqual({ sent: true, because: 'uploaded before' });
    expect(drawn).toHaveLength(1);
    expect(shown()).toEqual([
      { chat: '42', photo: 'photo-1', answers: 17 },
      { chat: '43', photo: 'photo-1', answers: 17 },
    ]);
  });

  it('is drawn once for a crowd that comes at the same moment', async () => {
    const { run, drawn, pictures } = await open();
    const crowd = Array.from({ length: 5 }, (_, i) =>
      aTask({ recipient: { platform: 'telegram', chat: `${50 + i}` } }),
    );
    const decisions = await Promise.all(crowd.map((task) => run(task)));
    expect(drawn).toHaveLength(1);
    expect(decisions.filter(({ sent }) => sent)).toHaveLength(1);
    expect(decisions.filter(({ because }) => because === 'somebody else is drawing it')).toHaveLength(4);
    expect(pictures.waiting).toHaveLength(4);
    for (const body of pictures.take()) expect(await run(pictureTaskShape.parse(body))).toMatchObject({ sent: true });
    expect(drawn).toHaveLength(1);
  });

  it('is another one for whoever reads another language, and for another tick', async () => {
    const { run, drawn, settings } = await open();
    await settings.save(bob, { ...(await settings.read(bob)), version: 1, locale: 'de' });
    await run();
    await run(aTask({ recipient: bob }));
    await run(aTask({ key: 'another', tick: '2026-02-05T10:00:00.000Z' }));
    expect(drawn).toHaveLength(3);
    expect(new Set(drawn).size).toBe(3);
  });

  it('comes once, however often its message does', async () => {
    const { run, shown } = await open();
    await run();
    expect(await run()).toEqual({ sent: false, because: 'already sent' });
    expect(shown()).toHaveLength(1);
  });

  it('is uploaded again where the platform knows its file no more', async () => {
    const { run, drawn, telegram, pictures } = await open();
    await run();
    telegram.fail({ code: 400, description: 'Bad Request: wrong file identifier/HTTP URL specified' }, { times: 1 });
    expect(await run(aTask({ recipient: bob }))).toMatchObject({ sent: false });
    const [again] = pictures.take();
    expect(await run(pictureTaskShape.parse(again))).toEqual({ sent: true, because: 'drawn' });
    expect(drawn).toHaveLength(2);
  });

  it('that is hours late is not sent', async () => {
    const { run, clock, shown } = await open();
    clock.advance(minutes(181));
    expect(await run()).toEqual({ sent: false, because: 'too late to be of use' });
    expect(shown()).toEqual([]);
  });

  it('leaves most of what the platform takes to words', async () => {
    const { run, drawn, clock } = await open();
    const began = clock.now().getTime();
    for (let i = 0; i < 11; i++) await run(aTask({ recipient: { platform: 'telegram', chat: `${60 + i}` } }));
    expect(drawn).toHaveLength(1);
    expect(clock.now().getTime() - began).toBe(2_000);
  });

  it('waits undrawn for a slot elsewhere where words have taken it', async () => {
    const { run, pace, pictures, clock, shown, drawn } = await open();
    await pace.hold(pictureBudgetsOf(ann, 'direct')[0]!, later(clock.now(), minutes(1)));
    expect(await run()).toEqual({ sent: false, because: 'no slot yet' });
    expect([shown(), drawn]).toEqual([[], []]);
    const [{ body, delay }] = pictures.waiting as [(typeof pictures.waiting)[number]];
    expect(delay).toBeGreaterThanOrEqual(minutes(1));
    clock.advance(minutes(2));
    expect(await run(pictureTaskShape.parse(body))).toMatchObject({ sent: true });
  });

  it.each<[TelegramFault, string]>([
    ['blocked', 'blocked'],
    ['no rights', 'rights'],
    ['topic gone', 'thread not found'],
    [{ code: 400, description: 'Bad Request: CHAT_SEND_PHOTOS_FORBIDDEN' }, 'PHOTOS_FORBIDDEN'],
  ])('is let be where the chat says %j, and the chat is left to its words', async (fault, why) => {
    const { run, telegram, book, uploads } = await open();
    telegram.fail(fault, { times: 1 });
    const topic = { platform: 'telegram', chat: '-1001234567890', thread: 7 } as const;
    expect(await run(aTask({ recipient: topic }))).toEqual({ sent: false, because: expect.stringContaining(why) });
    expect(await book.standing(topic)).toEqual({ state: 'active' });
    expect(await run(aTask({ recipient: topic }))).toEqual({ sent: false, because: 'already sent' });
    expect(await uploads.find('anything')).toBeUndefined();
    expect(await run(aTask({ recipient: bob }))).toEqual({ sent: true, because: 'drawn' });
  });

  it('waits as long as the platform asks, and in the due index where a queue could not', async () => {
    const { run, telegram, pictures, due } = await open();
    telegram.fail({ retryAfter: 40 }, { times: 1 });
    await run();
    expect(pictures.waiting[0]!.delay).toBeGreaterThanOrEqual(seconds(40));
    telegram.fail({ retryAfter: 1_000 }, { times: 1 });
    await run(aTask({ recipient: bob }));
    expect(due.reminders).toMatchObject([{ queue: 'pictures', body: { recipient: bob, postponed: 1 } }]);
  });

  it('follows a chat to its new id, where its message has another number', async () => {
    const { run, telegram, pictures } = await open();
    telegram.fail({ migratedTo: -1009876543210 }, { times: 1 });
    await run(aTask({ recipient: { platform: 'telegram', chat: '-400123' } }));
    const [moved] = pictures.take();
    expect(moved).toMatchObject({ recipient: { chat: '-1009876543210' } });
    expect(moved).not.toHaveProperty('answering');
  });

  it('that may have arrived is not sent again before its claim has run out', async () => {
    const { run, telegram, clock } = await open();
    telegram.fail('server error', { times: 1 });
    await run().catch(() => undefined);
    telegram.heal();
    telegram.fail('html page', { times: 1 });
    const task = aTask({ recipient: bob });
    await expect(run(task)).rejects.toThrow(/perhaps sent/);
    expect(await run(task)).toMatchObject({ sent: false });
    clock.advance(minutes(2));
    expect(await run(task)).toMatchObject({ sent: true });
  });

  it('that the platform refuses is refused at each repeat, without asking it again', async () => {
    const { run, telegram } = await open();
    telegram.fail({ code: 400, description: 'Bad Request: PHOTO_INVALID_DIMENSIONS' });
    await expect(run()).rejects.toThrow(/PHOTO_INVALID_DIMENSIONS/);
    await expect(run()).rejects.toThrow(/refused before/);
    expect(telegram.calls).toHaveLength(1);
  });

  it('that cannot be drawn fails by itself, and lets others try', async () => {
    const { run, shown } = await open();
    const render = () => Promise.reject(new Error('no memory'));
    await expect(run(aTask(), { render })).rejects.toThrow('no memory');
    expect(await run(aTask({ recipient: bob }))).toEqual({ sent: true, because: 'drawn' });
    expect(shown()).toHaveLength(1);
  });

  it('goes to nobody who is gone, and to no platform without pictures', async () => {
    const { run, book, clock, shown } = await open();
    await book.mark(ann, { state: 'gone', why: 'blocked', since: clock.now() });
    expect(await run()).toEqual({ sent: false, because: 'the chat is gone' });
    const discord = { platform: 'discord', channel: '645027906669510667' } as const;
    expect(await run(aTask({ recipient: discord }))).toEqual({ sent: false, because: 'no pictures on discord' });
    expect(shown()).toEqual([]);
  });

  it('is not drawn before there is anything to show', async () => {
    const { run, clock } = await open();
    expect(await run(aTask(), { history: new MemoryHistory(clock) })).toEqual({
      sent: false,
      because: 'nothing to draw',
    });
  });

  it('never says the token', async () => {
    const { run, telegram, log } = await open();
    telegram.fail('html page', { times: 1 });
    const error: unknown = await run().catch((thrown: unknown) => thrown);
    expect(JSON.stringify([error, String(error), log.lines])).not.toContain('AAH-secret_part');
  });
});
