import { describe, expect, it } from 'vitest';
import { composeAnnouncement } from '../../functions/alerts/announce.ts';
import { type AnnouncementNotice, incidentOf } from '../../functions/alerts/notice.ts';
import type { Channel } from '../../functions/delivery/channel.ts';
import { deliver } from '../../functions/delivery/deliver.ts';
import { Refused, Unreachable } from '../../functions/kit/errors.ts';
import { recipientKey } from '../../functions/subscriptions/recipient.ts';
import { later, minutes, seconds } from '../../functions/units/time.ts';
import { aTelling, corrects } from './announcements.ts';
import { aNotice } from './notices.ts';
import { aDelivery, ann, discordWorld, miners, NOW, telegramWorld } from './world.ts';

const fired = aNotice('margin', 'fired');
const resolved = aNotice('margin', 'resolved', { at: later(fired.at, minutes(30)) });
const group = { platform: 'telegram', chat: '-400123' } as const;

/** A sender that dies between being heard and writing it down. */
const dyingAfter = <Rendered>(channel: Channel<Rendered>): Channel<Rendered> => ({
  async send(...args) {
    await channel.send(...args);
    throw new Error('the sandbox died');
  },
});

describe('one delivery', () => {
  it('is said, once, however often it comes', async () => {
    const { telegram, run, log } = await telegramWorld();
    expect(await run(aDelivery(fired))).toEqual({ send: true, because: 'its first word on this' });
    expect(await run(aDelivery(fired))).toEqual({ send: false, because: 'already said' });
    expect(telegram.messages.map(({ text }) => text.split('\n')[0])).toEqual(['🔴 Mining at a loss: S21']);
    expect(log.counts).toEqual({ NoticeSent: 1 });
    expect(log.lines.at(-1)).toMatchObject({ message: 'delivery', facts: { send: false, because: 'already said' } });
  });

  it('is said once when two functions have it at the same time', async () => {
    const { telegram, run, sender, lanes } = await telegramWorld();
    const both = await Promise.all([run(aDelivery(fired), sender()), run(aDelivery(fired), sender())]);
    expect(both.filter(({ send }) => send)).toHaveLength(1);
    expect(telegram.messages).toHaveLength(1);
    const rest = lanes.direct.waiting.map(({ body }) => body.postponed);
    expect(rest.length).toBeLessThanOrEqual(1);
  });

  it('is dropped for a chat that is gone or paused, with the reason in the log', async () => {
    const { telegram, run, book, sent, clock } = await telegramWorld();
    await book.mark(ann, { state: 'paused', why: 'muted by an admin', since: clock.now() });
    expect(await run(aDelivery(fired))).toEqual({ send: false, because: 'the chat will not let us write' });
    expect(await sent.about(recipientKey(ann), incidentOf(fired))).toMatchObject([
      { state: 'dropped', because: 'muted by an admin' },
    ]);
    expect(telegram.calls).toEqual([]);
  });

  it('keeps the record of what was said when a copy arrives after the chat has gone', async () => {
    const { run, book, sent, clock } = await telegramWorld();
    await run(aDelivery(fired));
    await book.mark(ann, { state: 'gone', why: 'blocked', since: clock.now() });
    expect(await run(aDelivery(fired))).toEqual({ send: false, because: 'already said' });
    expect(await sent.about(recipientKey(ann), incidentOf(fired))).toMatchObject([{ state: 'sent' }]);
  });

  it('has its own budget of time: too little left, and it goes back without asking for a slot', async () => {
    const { run, sender, lanes, clock } = await telegramWorld();
    const decision = await deliver(sender(), aDelivery(fired), later(clock.now(), seconds(12)));
    expect(decision).toEqual({ send: false, because: 'too little time left in this invocation' });
    expect(lanes.direct.waiting).toMatchObject([{ body: { postponed: 1 } }]);
    clock.advance(1_000);
    expect(await run(lanes.direct.take(1)[0]!)).toMatchObject({ send: true });
  });
});

describe('the two ends of an incident', () => {
  it('an end waits for its beginning, longer each time', async () => {
    const { telegram, run, lanes, clock } = await telegramWorld(resolved.at.toISOString());
    expect(await run(aDelivery(resolved))).toEqual({ send: false, because: 'its beginning has not been said yet' });
    expect(lanes.direct.waiting[0]?.visibleAt).toEqual(later(clock.now(), seconds(30)));
    clock.advance(30_000);
    await run(lanes.direct.take(1)[0]!);
    expect(lanes.direct.waiting).toMatchObject([{ body: { postponed: 2 }, visibleAt: later(clock.now(), minutes(1)) }]);

    await run(aDelivery(fired));
    clock.advance(60_000);
    expect(await run(lanes.direct.take(1)[0]!)).toEqual({ send: true, because: 'it knows what went before' });
    expect(telegram.messages.map(({ text }) => text.split('\n')[0])).toEqual([
      '🔴 Mining at a loss: S21',
      '🟢 Back in profit: S21',
    ]);
  });

  it('become one message when the beginning was refused', async () => {
    const { telegram, run } = await telegramWorld();
    telegram.fail('cannot parse', { times: 1 });
    await expect(run(aDelivery(fired))).rejects.toThrow(Refused);
    expect(await run(aDelivery(resolved))).toEqual({ send: true, because: 'both ends in one' });
    expect(telegram.messages.map(({ text }) => text.split('\n')[0])).toEqual([
      '🟢 Was at a loss, is back in profit: S21',
    ]);
  });

  it('become one message when the beginning does not come within an hour; then it comes too late', async () => {
    const { telegram, run, clock } = await telegramWorld(later(resolved.at, minutes(60)).toISOString());
    expect(await run(aDelivery(resolved))).toEqual({ send: true, because: 'both ends in one' });
    clock.advance(2_000);
    expect(await run(aDelivery(fired))).toEqual({ send: false, because: 'said together with its end' });
    expect(await run(aDelivery(fired))).toEqual({ send: false, because: 'already dropped' });
    expect(telegram.messages).toHaveLength(1);
  });

  it('are never both said when they meet after an hour', async () => {
    const { telegram, run, sender, lanes, clock } = await telegramWorld(later(resolved.at, minutes(61)).toISOString());
    await Promise.all([run(aDelivery(resolved), sender()), run(aDelivery(fired), sender())]);
    for (let turn = 0; turn < 8 && lanes.direct.waiting.length > 0; turn++) {
      clock.advance(600_000);
      for (const delivery of lanes.direct.take(10)) await run(delivery);
    }
    const titles = telegram.messages.map(({ text }) => text.split('\n')[0]);
    expect([
      ['🟢 Was at a loss, is back in profit: S21'],
      ['🔴 Mining at a loss: S21', '🟢 Back in profit: S21'],
    ]).toContainEqual(titles);
  });

  it('an end is not told to who could not be told of the beginning', async () => {
    const { telegram, run, book, clock } = await telegramWorld();
    await book.mark(ann, { state: 'paused', why: 'muted', since: clock.now() });
    await run(aDelivery(fired));
    await book.mark(ann, { state: 'active' });
    expect(await run(aDelivery(resolved))).toEqual({ send: false, because: 'nobody here was told that it began' });
    expect(telegram.messages).toEqual([]);
  });
});

describe('what the platform answers', () => {
  it('429: nobody writes to this chat before its time, and no attempt is spent', async () => {
    const { telegram, run, lanes, clock } = await telegramWorld();
    telegram.fail({ retryAfter: 37 }, { times: 1 });
    expect(await run(aDelivery(fired))).toEqual({ send: false, because: 'the platform asked us to wait' });
    expect(lanes.direct.waiting).toMatchObject([
      { body: { postponed: 1 }, visibleAt: later(clock.now(), seconds(37)) },
    ]);

    const other = aDelivery(aNotice('hashprice-below'));
    expect(await run(other)).toEqual({ send: false, because: 'no slot yet' });
    clock.advance(36_000);
    expect(await run(other)).toMatchObject({ send: true });
    expect(telegram.messages[0]?.at).toEqual(later(new Date(NOW), seconds(37)));
    expect(await run(lanes.direct.take(1)[0]!)).toMatchObject({ send: true });
    expect(telegram.messages[1]?.at).toEqual(later(new Date(NOW), seconds(37 + 1.05)));
  });

  it('a wait that no queue can give goes to the due index', async () => {
    const { telegram, run, lanes, due, clock } = await telegramWorld();
    telegram.fail({ retryAfter: 10_072 }, { times: 1 });
    await run(aDelivery(fired));
    expect(lanes.direct.waiting).toEqual([]);
    clock.advance(10_073_000);
    expect(await due.ripe(clock.now(), 10)).toMatchObject([{ queue: 'telegram-direct', body: { postponed: 1 } }]);
  });

  it('401 stops the whole platform', async () => {
    const { telegram, run, lanes } = await telegramWorld();
    telegram.fail('unauthorized', { times: 1 });
    await run(aDelivery(fired));
    expect(await run(aDelivery(fired, { platform: 'telegram', chat: '43' }))).toMatchObject({ because: 'no slot yet' });
    expect(telegram.calls).toHaveLength(1);
    expect(lanes.direct.waiting).toHaveLength(2);
  });

  it('a chat that moved is written to under its new id, and its incident goes along', async () => {
    const { telegram, run, lanes, book } = await telegramWorld();
    await run(aDelivery(fired, group));
    telegram.fail({ migratedTo: -1009876543210 }, { chat: group.chat });
    expect(await run(aDelivery(resolved, group))).toEqual({
      send: false,
      because: 'the chat lives on under another id',
    });
    expect(await book.standing(group)).toMatchObject({ state: 'moved', to: { chat: '-1009876543210' } });
    const [again] = lanes.direct.take(1);
    expect(await run(again!)).toEqual({ send: true, because: 'it knows what went before' });
    expect(telegram.messages.map(({ chat }) => chat)).toEqual(['-400123', '-1009876543210']);
    expect(await run(aDelivery(resolved, group))).toMatchObject({ send: false });
    for (const copy of lanes.direct.take(1)) expect(await run(copy)).toMatchObject({ because: 'already said' });
  });

  it.each(['blocked', 'chat not found', 'kicked'] as const)('%s: the chat is let go, once', async (fault) => {
    const { telegram, run, book, log } = await telegramWorld();
    telegram.fail(fault);
    expect(await run(aDelivery(fired))).toEqual({ send: false, because: 'the chat is gone' });
    expect(await book.standing(ann)).toMatchObject({ state: 'gone' });
    expect(await run(aDelivery(resolved))).toEqual({ send: false, because: 'the chat is gone' });
    expect(telegram.calls).toHaveLength(1);
    expect(log.counts).toEqual({ RecipientGone: 1, NoticeHeldBack: 2 });
  });

  it('no rights: the chat is paused, and its topics are said in General once', async () => {
    const { telegram, run, book } = await telegramWorld();
    const topic = { platform: 'telegram', chat: '-1001', thread: 77 } as const;
    telegram.fail('topic gone');
    expect(await run(aDelivery(fired, topic))).toEqual({ send: false, because: 'the chat will not let us write' });
    expect(telegram.messages).toMatchObject([{ chat: '-1001' }]);
    expect(await book.standing(topic)).toMatchObject({ state: 'paused', why: /said in General instead/ });
  });

  it('refused: kept as such, and refused again without asking, until it is a dead letter', async () => {
    const { telegram, run, log } = await telegramWorld();
    telegram.fail('cannot parse');
    for (let attempt = 0; attempt < 3; attempt++) await expect(run(aDelivery(fired))).rejects.toThrow(Refused);
    expect(telegram.calls).toHaveLength(1);
    expect(log.counts).toEqual({ NoticeRejected: 1 });
  });

  it('is left alone by a platform that is down, less and less often', async () => {
    const { telegram, run, lanes, clock } = await telegramWorld();
    telegram.fail('server error');
    const waits: number[] = [];
    let next = aDelivery(fired);
    for (let attempt = 0; attempt < 10; attempt++) {
      await run(next);
      const { visibleAt } = lanes.direct.waiting[0]!;
      waits.push((visibleAt.getTime() - clock.now().getTime()) / 1_000);
      clock.advance(visibleAt.getTime() - clock.now().getTime());
      next = lanes.direct.take(1)[0]!;
    }
    expect(waits).toEqual([5, 5, 5, 8, 16, 32, 64, 128, 256, 300]);
  });
});

describe('a crash between saying and writing it down', () => {
  it('is said again on Telegram when the lease is over, and not before', async () => {
    const { telegram, run, sender, channel, clock, lanes } = await telegramWorld();
    const dying = sender({ channel: dyingAfter(channel) });
    await expect(run(aDelivery(fired), dying)).rejects.toThrow('the sandbox died');
    expect(await run(aDelivery(fired))).toEqual({ send: false, because: 'somebody else is saying it' });
    clock.advance(lanes.direct.waiting[0]!.visibleAt.getTime() - clock.now().getTime());
    expect(clock.now().getTime() - new Date(NOW).getTime()).toBeGreaterThanOrEqual(120_000);
    expect(await run(lanes.direct.take(1)[0]!)).toMatchObject({ send: true });
    expect(telegram.messages).toHaveLength(2);
  });

  it('is heard once on Discord', async () => {
    const { discord, run, sender, channel, clock } = await discordWorld();
    const dying = sender({ channel: dyingAfter(channel) });
    await expect(run(aDelivery(fired, miners), dying)).rejects.toThrow('the sandbox died');
    clock.advance(121_000);
    expect(await run(aDelivery(fired, miners))).toMatchObject({ send: true });
    expect(discord.calls).toHaveLength(2);
    expect(discord.messages).toHaveLength(1);
  });

  it('an answer that never came is tried again at once where that is harmless', async () => {
    const { discord, run, sender, channel } = await discordWorld();
    const hurried: typeof channel.send = (to, message, nonce) => channel.send(to, message, nonce, seconds(0.3));
    discord.fail('hang', { times: 1 });
    await expect(run(aDelivery(fired, miners), sender({ channel: { send: hurried } }))).rejects.toThrow(Unreachable);
    expect(await run(aDelivery(fired, miners))).toMatchObject({ send: true });
    expect(discord.calls).toHaveLength(2);
    expect(discord.messages).toHaveLength(1);
  });

  it('and elsewhere leaves the claim to run out', async () => {
    const { telegram, run, sender, channel } = await telegramWorld();
    telegram.fail('html page', { times: 1 });
    await expect(run(aDelivery(fired), sender({ channel }))).rejects.toThrow(Unreachable);
    expect(await run(aDelivery(fired))).toMatchObject({ because: 'somebody else is saying it' });
  });
});

describe('what companies announce, and correct', () => {
  const told = composeAnnouncement('filings:x', [aTelling({ btcSold: 500, stated: 'stated' })], new Date(NOW));
  const before = { ...corrects, class: 'reserve-sale' as const, at: told.at, btcSold: 500 };
  const correction = (after: number, btcSold: number) =>
    composeAnnouncement(
      'filings:x',
      [aTelling({ btcSold, stated: 'stated' }, { corrects: before })],
      later(told.at, minutes(after)),
    );
  const titles = (messages: readonly { text: string }[]) => messages.map(({ text }) => text.split('\n')[0]);

  it('Telegram: a correction answers the message it corrects, and is said even when that is gone', async () => {
    const { telegram, run, clock } = await telegramWorld();
    await run(aDelivery(told));
    clock.advance(600_000);
    expect(await run(aDelivery(correction(10, 550)))).toEqual({ send: true, because: 'it knows what went before' });
    expect(titles(telegram.messages)).toEqual([
      '🔴 MARA Holdings (MARA) sold 500 BTC from its reserves',
      '🔴 Correction: MARA Holdings (MARA) sold 550 BTC from its reserves',
    ]);
    const [first, second] = telegram.calls.map(({ payload }) => payload['reply_parameters']);
    expect(first).toBeUndefined();
    expect(second).toEqual({ message_id: telegram.messages[0]!.id, allow_sending_without_reply: true });
  });

  it('Discord: a correction answers the message it corrects, and is said even when that is gone', async () => {
    const { discord, run, clock } = await discordWorld();
    await run(aDelivery(told, miners));
    clock.advance(600_000);
    await run(aDelivery(correction(10, 550), miners));
    const [first, second] = discord.messages;
    expect(first?.body).not.toHaveProperty('message_reference');
    expect(second?.body['message_reference']).toEqual({ message_id: first?.id, fail_if_not_exists: false });
    expect(second?.body['allowed_mentions']).toEqual({ parse: [] });
  });

  it('two corrections both answer the first message, each is said once', async () => {
    const { telegram, run, clock } = await telegramWorld();
    for (const notice of [told, correction(10, 550), correction(10, 550), correction(20, 560)]) {
      await run(aDelivery(notice));
      clock.advance(600_000);
    }
    expect(telegram.messages).toHaveLength(3);
    expect(
      telegram.calls.map(({ payload }) => (payload['reply_parameters'] as { message_id: number })?.message_id),
    ).toEqual([undefined, telegram.messages[0]!.id, telegram.messages[0]!.id]);
  });

  it('a correction that overtakes what it corrects waits for it, and then answers it', async () => {
    const { telegram, run, lanes, clock } = await telegramWorld();
    expect(await run(aDelivery(correction(10, 550)))).toEqual({
      send: false,
      because: 'its beginning has not been said yet',
    });
    await run(aDelivery(told));
    clock.advance(30_000);
    expect(await run(lanes.direct.take(1)[0]!)).toEqual({ send: true, because: 'it knows what went before' });
    expect(telegram.calls[1]?.payload['reply_parameters']).toMatchObject({ message_id: telegram.messages[0]!.id });
  });

  it('of something older than an hour it is said at once, by itself; what it corrects is then not said any more', async () => {
    const { telegram, run, clock } = await telegramWorld(later(told.at, minutes(24 * 60)).toISOString());
    expect(await run(aDelivery(correction(24 * 60, 550)))).toEqual({ send: true, because: 'its first word on this' });
    clock.advance(2_000);
    expect(await run(aDelivery(told))).toEqual({ send: false, because: 'said together with its end' });
    expect(titles(telegram.messages)).toEqual(['🔴 Correction: MARA Holdings (MARA) sold 550 BTC from its reserves']);
    expect(telegram.calls[0]?.payload).not.toHaveProperty('reply_parameters');
  });

  it('is news to whoever heard nothing of it, and a later correction answers that', async () => {
    const { telegram, run, clock } = await telegramWorld();
    const parts = correction(10, 550).parts.map(({ announcement }) => ({ announcement }));
    const news: AnnouncementNotice = { ...correction(10, 550), event: 'announced', parts };
    expect(await run(aDelivery(news))).toEqual({ send: true, because: 'its first word on this' });
    clock.advance(600_000);
    await run(aDelivery(correction(20, 560)));
    expect(titles(telegram.messages)[0]).toBe('🔴 MARA Holdings (MARA) sold 550 BTC from its reserves');
    expect(telegram.calls[1]?.payload['reply_parameters']).toMatchObject({ message_id: telegram.messages[0]!.id });
  });
});
