import { describe, expect, it, onTestFinished } from 'vitest';
import { DiscordPhotos } from '../../../functions/delivery/discord/photo.ts';
import { DiscordThinking } from '../../../functions/delivery/discord/thinking.ts';
import { pictureBudgetsOf } from '../../../functions/delivery/pictures/budgets.ts';
import { Drawn, type DrawnPicture } from '../../../functions/delivery/pictures/drawn.ts';
import type { PhotoChannel } from '../../../functions/delivery/pictures/photo.ts';
import { sendPicture } from '../../../functions/delivery/pictures/send-picture.ts';
import { type PictureTask, type PictureTaskJson, pictureTaskShape } from '../../../functions/delivery/pictures/task.ts';
import type { SendPictureDeps } from '../../../functions/delivery/pictures/tools.ts';
import { DynamoSentLog } from '../../../functions/delivery/sent.dynamodb.ts';
import { DynamoPace } from '../../../functions/kit/pace.dynamodb.ts';
import type { Table } from '../../../functions/kit/table.dynamodb.ts';
import { later, minutes, seconds } from '../../../functions/units/time.ts';
import { type DiscordFault, startDiscord } from '../../../infra/local/loopback/discord.ts';
import { discordPost } from '../../support/discord-post.ts';
import { dyingAt } from '../../support/dying-table.ts';
import { MemoryLog } from '../../support/log.ts';
import { aSnapshot } from '../../support/market.ts';
import { MemoryBook } from '../../support/memory-book.ts';
import { MemoryDue } from '../../support/memory-due.ts';
import { MemoryFinancials } from '../../support/memory-financials.ts';
import { MemoryHistory } from '../../support/memory-history.ts';
import { MemoryMemory } from '../../support/memory-memory.ts';
import { MemoryOwn } from '../../support/memory-own.ts';
import { MemoryQueue } from '../../support/memory-queue.ts';
import { MemorySentLog } from '../../support/memory-sent-log.ts';
import { MemorySettings } from '../../support/memory-settings.ts';
import { MemoryUploads } from '../../support/memory-uploads.ts';
import { emulatedTable } from '../../support/table.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

const NOW = '2026-02-05T12:00:30.000Z';
const APPLICATION = '1300000000000000000';
const TOKEN = 'aW50ZXJhY3Rpb24-secret-part';
const miners = { platform: 'discord', channel: '645027906669510667' } as const;
const mason = { platform: 'discord', user: '53908232506183680' } as const;

const snowflakeAt = (at: string): string => String((BigInt(new Date(at).getTime()) - 1_420_070_400_000n) << 22n);
const ID = snowflakeAt(NOW);

const aTask = (changes: Partial<PictureTaskJson> = {}): PictureTask =>
  pictureTaskShape.parse({
    v: 1,
    recipient: miners,
    key: 'retarget#fired',
    what: { picture: { of: 'difficulty', span: '30d' } },
    answering: '1400000000000000017',
    lane: 'direct',
    at: NOW,
    ...changes,
  });

const EMBED = {
  title: 'Difficulty, last 90 days',
  description: 'As asked.',
  color: 0,
  fields: [],
  timestamp: NOW,
};
const ROW = {
  type: 1,
  components: [{ type: 2, style: 2, label: '30 d', custom_id: 'a|1:g:difficulty:30d:' }],
} as const;

const aQuestion = (changes: object = {}, asked: object = { of: 'difficulty', span: '90d' }): PictureTask =>
  aTask({
    recipient: mason,
    key: `interaction:${ID}`,
    what: { asked } as PictureTaskJson['what'],
    answering: undefined,
    interaction: {
      application: APPLICATION,
      id: ID,
      token: TOKEN,
      until: '2026-02-05T12:15:30.000Z',
      message: { embeds: [EMBED], components: [{ ...ROW, components: [...ROW.components] }] },
      ...changes,
    },
  });

async function open() {
  const clock = new VirtualClock(NOW);
  const discord = await startDiscord({ now: () => clock.now() });
  onTestFinished(discord.stop);
  const { table } = await emulatedTable();
  const history = new MemoryHistory(clock);
  for (const at of ['2026-02-05T10:00:00Z', '2026-02-05T12:00:00Z'])
    await history.put(aSnapshot({ at, forecast: { change: -0.111 } }));
  const drawn: string[] = [];
  const log = new MemoryLog();
  const pictures = new MemoryQueue<PictureTaskJson>();
  const post = discordPost(table, clock, `${discord.url}/api`, { log });
  const instance = () =>
    ({
      history,
      memory: new MemoryMemory(),
      financials: new MemoryFinancials(),
      own: new MemoryOwn(clock),
      settings: new MemorySettings(),
      book: new MemoryBook(),
      sent: new MemorySentLog(clock),
      uploads: new MemoryUploads(clock),
      pace: new DynamoPace(table),
      due: new MemoryDue(),
      pictures,
      channels: { discord: new DiscordPhotos(post) },
      thinking: new DiscordThinking(post),
      drawn: new Drawn(),
      render: async (svg) => {
        drawn.push(svg);
        return new Uint8Array(Buffer.from(`PNG of ${svg.length} characters`));
      },
      budgets: pictureBudgetsOf,
      clock,
      log,
    }) satisfies SendPictureDeps;
  const deps = instance();
  const run = (task: PictureTask, changes: Partial<SendPictureDeps> = {}) =>
    clock.run(() => sendPicture({ ...deps, ...changes }, task, later(clock.now(), seconds(60))));
  /** As the door does, whose deferral Discord takes in `late` milliseconds later. */
  const asked = (late = 0) => {
    const interaction = discord.interactions.open({ id: ID, token: TOKEN, application: APPLICATION });
    discord.interactions.answered(TOKEN, { type: 5 }, late);
    return () => interaction.original;
  };
  /** What a process does with the table as it has it. */
  const reach = (table: Table): Partial<SendPictureDeps> => {
    const post = discordPost(table, clock, `${discord.url}/api`, { log });
    return {
      sent: new DynamoSentLog(table, clock),
      pace: post.pace,
      channels: { discord: new DiscordPhotos(post) },
      thinking: new DiscordThinking(post),
    };
  };
  return { ...deps, discord, drawn, log, run, asked, table, reach };
}

describe('a picture under an alert on Discord', () => {
  it('answers it silently, with its numbers as words and as alternative text', async () => {
    const { discord, run, drawn } = await open();
    expect(await run(aTask())).toEqual({ sent: true, because: 'drawn' });
    expect(drawn).toHaveLength(1);
    expect(discord.messages).toMatchObject([
      {
        channel: miners.channel,
        body: {
          content: /Expected around 2026-02-07: −11.1 %/,
          attachments: [{ id: '0', filename: 'chart.png', description: /−11.1 %/ }],
          message_reference: { message_id: '1400000000000000017', fail_if_not_exists: false },
          allowed_mentions: { parse: [] },
          flags: 4096,
          enforce_nonce: true,
        },
        files: [{ filename: 'chart.png', contentType: 'image/png' }],
        pinged: [],
      },
    ]);
    expect(discord.breaches).toEqual([]);
  });

  it('is drawn once in a process, whoever it is for', async () => {
    const { discord, run, drawn } = await open();
    for (const recipient of [miners, { platform: 'discord', channel: '7' } as const, mason])
      await run(aTask({ recipient }));
    expect(drawn).toHaveLength(1);
    expect(discord.messages).toHaveLength(3);
    expect(new Set(discord.messages.map(({ body }) => body['nonce'])).size).toBe(3);
  });

  it('is the same message when its function died after sending it', async () => {
    const { discord, run, sent, clock, channels } = await open();
    const send: PhotoChannel['send'] = (to, photo, nonce) => channels.discord.send(to, photo, nonce, seconds(0.3));
    discord.fail('hang', { times: 1 });
    await expect(run(aTask(), { channels: { discord: { keeps: false, send } } })).rejects.toThrow(/perhaps sent/);
    expect(await sent.about('discord:645027906669510667' as never, 'picture:retarget#fired')).toEqual([]);
    clock.advance(2_000);
    expect(await run(aTask())).toMatchObject({ sent: true });
    expect(discord.messages).toHaveLength(1);
  });

  it('is left out where a channel takes no files: its words were said', async () => {
    const { discord, run } = await open();
    discord.fail('lack permissions');
    expect(await run(aTask())).toEqual({ sent: false, because: '403 50013: Missing Permissions' });
    expect(await run(aTask())).toEqual({ sent: false, because: 'already sent' });
  });
});

describe('the answer that is a picture', () => {
  it('ends the thinking, under the words that were said with it', async () => {
    const { asked, discord, run } = await open();
    const original = asked();
    expect(await run(aQuestion())).toEqual({ sent: true, because: 'drawn' });
    expect(original()).toMatchObject({
      body: {
        embeds: [{ ...EMBED, image: { url: 'attachment://chart.png' } }],
        components: [{ components: [{ label: '30 d' }] }],
        attachments: [{ id: '0', description: expect.stringContaining('Expected') }],
        allowed_mentions: { parse: [] },
      },
      files: [{ filename: 'chart.png', contentType: 'image/png' }],
    });
    expect(discord.calls.every(({ headers }) => headers.authorization === undefined)).toBe(true);
    expect(discord.breaches).toEqual([]);
  });

  it('is tried again where the deferral arrives two seconds late', async () => {
    const { asked, discord, run } = await open();
    const original = asked(2_000);
    expect(await run(aQuestion())).toEqual({ sent: true, because: 'drawn' });
    expect(original()?.files).toHaveLength(1);
    expect(discord.calls.map(({ status }) => status)).toEqual([404, 404, 200]);
  });

  it('is given up ten seconds after the question where nothing is there to be edited', async () => {
    const { clock, discord, log, run, drawn } = await open();
    expect(await run(aQuestion())).toEqual({ sent: false, because: '404 10015: Unknown Webhook' });
    expect(clock.now()).toEqual(new Date('2026-02-05T12:00:40.000Z'));
    expect(log.lines).toContainEqual(expect.objectContaining({ message: 'an answer was not there to be edited' }));
    const { length } = discord.calls;
    expect(await run(aQuestion())).toEqual({ sent: false, because: 'already answered' });
    expect([discord.calls.length, drawn.length]).toEqual([length, 1]);
  });

  it('is not even drawn after fifteen minutes', async () => {
    const { asked, clock, discord, run, drawn } = await open();
    asked();
    clock.advance(minutes(15));
    expect(await run(aQuestion())).toMatchObject({ sent: false, because: /too late/ });
    expect([drawn, discord.calls]).toEqual([[], []]);
  });

  it('is let go where whoever asked has dismissed it', async () => {
    const { asked, discord, run } = await open();
    asked();
    discord.fail('unknown message', { route: 'original' });
    expect(await run(aQuestion())).toEqual({ sent: false, because: '404 10008: Unknown Message' });
    expect(await run(aQuestion())).toEqual({ sent: false, because: 'already answered' });
  });

  it('does not wait for longer than its token lives', async () => {
    const { asked, discord, pictures, run } = await open();
    asked();
    discord.fail({ retryAfter: 1_200 }, { route: 'original' });
    expect(await run(aQuestion())).toMatchObject({ sent: false, because: /will have forgotten/ });
    expect(pictures.take()).toEqual([]);
  });

  it('is words where there is nothing to draw, in the language of whoever asked', async () => {
    const { asked, run } = await open();
    const original = asked();
    const nobody = { of: 'miner', span: '1y', ticker: 'NONE' };
    expect(await run(aQuestion({ language: 'de' }, nobody))).toMatchObject({ sent: true });
    expect(original()?.body).toMatchObject({
      content: 'Dazu ist noch nichts aufgezeichnet',
      embeds: [],
      attachments: [],
    });
  });

  it('is words where drawing fails, and the picture when a repeat can draw it', async () => {
    const { asked, run } = await open();
    const original = asked();
    const broken = { render: () => Promise.reject(new Error('no font')) };
    await expect(run(aQuestion(), broken)).rejects.toThrow('no font');
    expect(original()?.body).toMatchObject({
      content: 'The picture could not be drawn. Please ask again in a minute.',
    });
    expect(await run(aQuestion())).toEqual({ sent: true, because: 'drawn' });
    expect(original()?.body).toMatchObject({ content: '', embeds: [{ title: EMBED.title }] });
  });

  it('is words where Discord does not want the picture', async () => {
    const { asked, discord, run } = await open();
    const original = asked();
    discord.fail('file too large', { route: 'original', times: 1 });
    await expect(run(aQuestion())).rejects.toThrow(/refused the picture: 413 40005/);
    expect(original()?.body).toMatchObject({ content: /could not be drawn/ });
  });

  it.each<[DiscordFault]>([['server error'], ['overloaded'], [{ retryAfter: 3 }]])(
    'waits for another try after %j',
    async (fault) => {
      const { asked, discord, pictures, run } = await open();
      const original = asked();
      discord.fail(fault, { route: 'original', times: 1 });
      expect(await run(aQuestion())).toMatchObject({ sent: false });
      const [again] = pictures.take();
      expect(await run(pictureTaskShape.parse(again))).toEqual({ sent: true, because: 'drawn' });
      expect(original()?.files).toHaveLength(1);
    },
  );

  it('comes once, however often its message does, and says its token to no log', async () => {
    const { asked, discord, log, run } = await open();
    asked();
    await run(aQuestion());
    expect(await run(aQuestion())).toEqual({ sent: false, because: 'already answered' });
    expect(discord.calls).toHaveLength(1);
    discord.fail('server error', { route: 'original' });
    await run(aTask({ ...JSON.parse(JSON.stringify(aQuestion())), key: 'another' }));
    expect(JSON.stringify(log.lines)).not.toContain('secret-part');
  });
});

it('a picture comes once, between whichever two writes its process dies', async () => {
  for (const task of [aTask(), aTask({ recipient: mason }), aQuestion()]) {
    for (let n = 0; n < 8; n++) {
      const { asked, clock, discord, run, table, reach } = await open();
      const original = asked();
      const whole = reach(table);
      await run(task, reach(dyingAt(table, n))).catch(() => undefined);
      clock.advance(125_000);
      await run(task, whole);
      const shown = task.interaction ? [original()?.files.length] : discord.messages.map(({ files }) => files.length);
      expect(shown, `dead before write ${n}`).toEqual([1]);
    }
  }
}, 60_000);

describe('what was drawn', () => {
  it('is kept as far as there is room, the newest longest', async () => {
    const drawn = new Drawn(250);
    const calls: string[] = [];
    const of = (key: string) =>
      drawn.of(key, async () => {
        calls.push(key);
        return { png: new Uint8Array(100), caption: key };
      });
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await of(key);
    expect(calls).toEqual(['a', 'b', 'c', 'b']);
  });

  it('takes no room where room was made of it while it was being drawn', async () => {
    const drawn = new Drawn(1_000);
    const slow = Promise.withResolvers<DrawnPicture>();
    const waiting = drawn.of('slow', () => slow.promise);
    await drawn.of('large', async () => ({ png: new Uint8Array(1_001), caption: '' }));
    slow.resolve({ png: new Uint8Array(900), caption: '' });
    await waiting;
    let times = 0;
    const small = async () => {
      times++;
      return { png: new Uint8Array(200), caption: '' };
    };
    for (let i = 0; i < 4; i++) await drawn.of('small', small);
    expect(times).toBe(1);
  });

  it('is drawn once for those who ask at the same moment, and again after it failed', async () => {
    const drawn = new Drawn();
    let tries = 0;
    const draw = async () => {
      if (tries++ === 0) throw new Error('no');
      return { png: new Uint8Array(1), caption: '' };
    };
    await expect(drawn.of('a', draw)).rejects.toThrow('no');
    await Promise.all([drawn.of('a', draw), drawn.of('a', draw)]);
    expect(tries).toBe(2);
  });
});
