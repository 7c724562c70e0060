import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { AskedLog } from '../../../functions/chat/asked-log.ts';
import { Unreachable, Unreadable } from '../../../functions/kit/errors.ts';
import { later, seconds } from '../../../functions/units/time.ts';
import type { TelegramFault } from '../../../infra/local/loopback/telegram.ts';
import { MemoryAskedLog } from '../../support/memory-asked-log.ts';
import { anAttendant, buttons, saying, TOKEN } from './attending.ts';
import { CHATS, inTopic, message, PEOPLE, posted, tapped, written } from './updates.ts';

describe('a question', () => {
  it('is answered once, however often Telegram brings it, for a day', async () => {
    const { ask, telegram, clock, asked } = await anAttendant();
    for (let hour = 0; hour < 24; hour++) {
      expect(await ask(written('/hashprice'))).toEqual({ kind: 'done' });
      clock.advance(3_600_000);
    }
    expect(telegram.messages).toHaveLength(1);
    expect(asked).toHaveLength(1);
  });

  it('is answered in the topic it was asked in, and in a group as an answer to it', async () => {
    const { ask, telegram } = await anAttendant();
    await ask(written('/hashprice', { ...inTopic, message_id: 31 }, CHATS.forum));
    expect(telegram.messages[0]).toMatchObject({ chat: '-100600', thread: 77, answers: 31 });
  });

  it('reaches whoever answers with its key, its time and who may configure', async () => {
    const { ask, asked, telegram } = await anAttendant();
    telegram.members.set('-100500 42', 'administrator');
    await ask(written('/settings', {}, CHATS.group));
    const [question] = asked;
    expect(question).toMatchObject({ key: 'telegram:900001', kind: 'words', text: '/settings' });
    expect(await question?.asker.mayConfigure()).toBe(true);
    // Asked once a minute, not once a tap.
    await question?.asker.mayConfigure();
    expect(telegram.calls.filter(({ method }) => method === 'getChatMember')).toHaveLength(1);
  });

  it.each([
    ['a member of a group', written('/settings', { from: PEOPLE.ben }, CHATS.group), false],
    [
      'an anonymous administrator',
      written('/settings', { from: PEOPLE.anonymous, sender_chat: CHATS.group }, CHATS.group),
      true,
    ],
    ['somebody in private', written('/settings'), true],
    ['whoever posts in a channel', posted('/settings'), true],
    ['a reader of a channel who taps', tapped('1:s', message(CHATS.channel), PEOPLE.ben), false],
  ])('of %s comes with the right rights', async (_, update, may) => {
    const { ask, asked } = await anAttendant();
    await ask(update);
    expect(await asked[0]?.asker.mayConfigure()).toBe(may);
  });

  it('waits when Telegram does not say who may configure: nobody is turned away on a guess', async () => {
    const { ask, telegram } = await anAttendant({
      respond: async ({ asker }) => [saying((await asker.mayConfigure()) ? 'yes' : 'no')],
    });
    telegram.fail('server error', { method: 'getChatMember', times: 1 });
    await expect(ask(written('/settings', {}, CHATS.group))).rejects.toThrow(Unreachable);
    expect(telegram.messages).toEqual([]);
    telegram.members.set('-100500 42', 'creator');
    expect(await ask(written('/settings', {}, CHATS.group))).toEqual({ kind: 'done' });
    expect(telegram.messages[0]?.text).toContain('yes');
  });
});

describe('a tap', () => {
  it('edits the message it belongs to, and is answered', async () => {
    const { ask, shown, telegram } = await anAttendant({
      respond: async ({ kind }) =>
        kind === 'words'
          ? [saying('Which?', { buttons: buttons('one', 'two') })]
          : [saying('One it is', { edits: true, toast: 'Saved' })],
    });
    await ask(written('/settings'));
    expect(shown()).toEqual([{ text: '⚪ Which?', keyboard: [['one', 'two']] }]);
    await ask({ ...tapped('1:one', message(CHATS.private, { message_id: 1 })), update_id: 900_002 });
    expect(shown()).toEqual([{ text: '⚪ One it is' }]);
    expect(telegram.taps.get('4382bfdwdsb323b2d9')).toBe('Saved');
  });

  it('twice on the same button changes nothing the second time, and nobody hears of an error', async () => {
    const { ask, log, telegram, clock } = await anAttendant({
      respond: async () => [saying('The same', { edits: true })],
    });
    await ask({ ...written('/settings'), update_id: 1 });
    telegram.messages[0]!.text = '⚪ The same\nLead of The same';
    clock.advance(2_000);
    expect(await ask({ ...tapped('x', message(CHATS.private, { message_id: 1 })), update_id: 2 })).toEqual({
      kind: 'done',
    });
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it.each([
    'cannot be edited',
    { code: 400, description: 'Bad Request: message to edit not found' },
  ] as TelegramFault[])('on a message that is %j is answered with a new one', async (fault) => {
    const { ask, telegram, shown } = await anAttendant({ respond: async () => [saying('Moved on', { edits: true })] });
    telegram.fail(fault, { method: 'editMessageText' });
    await ask(tapped('x'));
    expect(shown()).toEqual([{ text: '⚪ Moved on' }]);
    expect(telegram.taps.size).toBe(1);
  });

  it('that changes nothing is answered with words over the chat alone', async () => {
    const { ask, telegram } = await anAttendant({
      respond: async () => [saying('Old', { toast: 'This button is old', toastOnly: true })],
    });
    await ask(tapped('x'));
    expect(telegram.messages).toEqual([]);
    expect([...telegram.taps.values()]).toEqual(['This button is old']);
  });

  it('is answered even when nothing else can be', async () => {
    const { ask, telegram } = await anAttendant({ respond: () => Promise.reject(new Unreachable('no table')) });
    await expect(ask(tapped('x'))).rejects.toThrow('no table');
    expect(telegram.taps.size).toBe(1);
  });

  it('that is too old to be answered is nobody’s trouble', async () => {
    const { ask, telegram, log } = await anAttendant();
    telegram.fail('too old a tap', { method: 'answerCallbackQuery' });
    expect(await ask(tapped('x'))).toEqual({ kind: 'done' });
    expect(log.lines).toEqual([]);
  });
});

describe('what follows the words', () => {
  it('a file goes as a file, in the same topic', async () => {
    const file = { name: 'hashprice.json', mime: 'application/json', text: '{"fleets":["Öl"]}\n' };
    const { ask, telegram } = await anAttendant({ respond: async () => [saying('Yours', { file })] });
    await ask(written('/export', inTopic, CHATS.forum));
    expect(telegram.messages[1]).toMatchObject({ thread: 77, document: { filename: 'hashprice.json' } });
    expect(Buffer.from(telegram.messages[1]?.document?.text ?? '', 'latin1').toString('utf8')).toBe(file.text);
    expect(telegram.breaches).toEqual([]);
  });

  it('a picture is ordered as an answer to the words that were sent', async () => {
    const { ask, drawn } = await anAttendant({
      respond: async () => [saying('Chart', { picture: { of: 'hashprice', span: '30d' } })],
    });
    await ask(written('/chart'));
    expect(drawn).toEqual([{ picture: { of: 'hashprice', span: '30d' }, answering: 1 }]);
  });
});

describe('what Telegram says no with', () => {
  it('429 that is soon over is waited out', async () => {
    const { ask, telegram } = await anAttendant();
    telegram.fail({ retryAfter: 1 }, { times: 1 });
    expect(await ask(written('/hashprice'))).toEqual({ kind: 'done' });
    expect(telegram.messages).toHaveLength(1);
  });

  it('429 that lasts has the update come again after it, with the very same answer', async () => {
    let n = 0;
    const { ask, telegram, clock, asked } = await anAttendant({ respond: async () => [saying(`Answer ${++n}`)] });
    telegram.fail({ retryAfter: 37 }, { times: 1 });
    expect(await ask(written('/hashprice'))).toMatchObject({ kind: 'again', after: 37_000 });
    clock.advance(37_000);
    expect(await ask(written('/hashprice'))).toEqual({ kind: 'done' });
    expect(telegram.messages.map(({ text }) => text.split('\n')[0])).toEqual(['⚪ Answer 1']);
    expect(asked).toHaveLength(1);
  });

  it('a group that became a supergroup is followed, and answered there', async () => {
    const { ask, telegram, moves } = await anAttendant({ respond: async () => [saying('One'), saying('Two')] });
    const group = { id: -400_123, type: 'group' };
    telegram.fail({ migratedTo: -1_009_876_543_210 }, { chat: '-400123' });
    expect(await ask(written('/hashprice', {}, group))).toEqual({ kind: 'done' });
    expect(telegram.messages.map(({ chat }) => chat)).toEqual(['-1009876543210', '-1009876543210']);
    expect(moves).toEqual([
      ['{"platform":"telegram","chat":"-400123"}', '{"platform":"telegram","chat":"-1009876543210"}'],
    ]);
  });

  it('a topic that was closed is answered in General', async () => {
    const { ask, telegram } = await anAttendant();
    telegram.fail('topic gone');
    expect(await ask(written('/hashprice', inTopic, CHATS.forum))).toEqual({ kind: 'done' });
    expect(telegram.messages[0]).not.toHaveProperty('thread');
  });

  it.each<[TelegramFault, string]>([
    ['blocked', 'gone'],
    ['kicked', 'gone'],
    ['deactivated', 'gone'],
    ['not a member', 'gone'],
    ['no rights', 'paused'],
  ])('%s: the chat is %s, and the update is over', async (fault, standing) => {
    const { ask, telegram, unheard } = await anAttendant();
    telegram.fail(fault);
    expect(await ask(written('/hashprice'))).toEqual({ kind: 'done' });
    expect(unheard.map(([, became]) => became)).toEqual([standing]);
  });

  it('our own mistake is counted, logged without what was said, and not repeated', async () => {
    const { ask, telegram, log } = await anAttendant({ respond: async () => [saying('A private margin')] });
    telegram.fail('cannot parse');
    expect(await ask(written('/hashprice'))).toEqual({ kind: 'done' });
    expect(log.counts.get('NoticeRejected')).toBe(1);
    expect(inspect(log.lines, { depth: 9 })).not.toContain('private margin');
  });

  it.each<TelegramFault>(['hang', 'html page'])('%s: perhaps it was said, so it is not said again', async (fault) => {
    const { ask, telegram, deps } = await anAttendant();
    const call = deps.api.call.bind(deps.api);
    deps.api.call = (method, payload) => call(method, payload, seconds(0.2));
    telegram.fail(fault, { times: 1 });
    expect(await ask(written('/hashprice'))).toEqual({ kind: 'done' });
    expect(await ask(written('/hashprice'))).toEqual({ kind: 'done' });
    expect(telegram.messages.length).toBeLessThanOrEqual(1);
  });

  it.each<TelegramFault>(['server error', 'unauthorized'])('%s: the update is to come again', async (fault) => {
    const { ask, telegram } = await anAttendant();
    telegram.fail(fault);
    expect(await ask(written('/hashprice'))).toMatchObject({ kind: 'again' });
    telegram.heal();
    expect(await ask(written('/hashprice'))).toEqual({ kind: 'done' });
    expect(telegram.messages).toHaveLength(1);
  });
});

describe('a poisonous question', () => {
  it('that no repeat mends is apologised for, and over', async () => {
    const { ask, shown, log } = await anAttendant({ respond: () => Promise.reject(new Unreadable('a broken item')) });
    expect(await ask(written('/hashprice'))).toEqual({ kind: 'done' });
    expect(shown()).toEqual([{ text: '⚪ That did not work' }]);
    expect(log.lines).toMatchObject([{ message: 'a question could not be answered' }]);
  });

  it('whose answer Telegram could never take is apologised for, too', async () => {
    const tooLong = [[{ label: 'x', data: 'é'.repeat(40) }]];
    const { ask, shown } = await anAttendant({ respond: async () => [saying('Broken', { buttons: tooLong })] });
    expect(await ask(written('/hashprice'))).toEqual({ kind: 'done' });
    expect(shown()).toEqual([{ text: '⚪ That did not work' }]);
  });

  it('that keeps failing is given up after ten tries, so that the chat’s next update is heard', async () => {
    const { ask, log } = await anAttendant({ respond: () => Promise.reject(new Unreachable('still no')) });
    for (let tries = 1; tries < 10; tries++) await expect(ask(written('/hashprice'))).rejects.toThrow('still no');
    expect(await ask(written('/hashprice'))).toEqual({ kind: 'done' });
    expect(await ask(written('/hashprice'))).toEqual({ kind: 'done' });
    expect(log.lines).toMatchObject([{ message: 'a question was given up', facts: { tries: 10 } }]);
  });

  it('that kills whoever answers it is given up after ten deaths', async () => {
    const asked = new MemoryAskedLog();
    const { ask, telegram, clock } = await anAttendant({ asked });
    for (let deaths = 0; deaths < 10; deaths++) {
      await asked.claim('telegram:900001', later(clock.now(), seconds(15)), clock.now());
      clock.advance(15_000);
    }
    expect(await ask(written('/hashprice'))).toEqual({ kind: 'done' });
    expect(telegram.messages).toEqual([]);
    expect(await ask({ ...written('/hashprice'), update_id: 900_002 })).toEqual({ kind: 'done' });
    expect(telegram.messages).toHaveLength(1);
  });

  it('that Telegram refuses for ever is given up after ten tries', async () => {
    const { ask, telegram } = await anAttendant();
    telegram.fail({ retryAfter: 60 });
    for (let tries = 1; tries < 10; tries++) expect(await ask(written('/hashprice'))).toMatchObject({ kind: 'again' });
    expect(await ask(written('/hashprice'))).toEqual({ kind: 'done' });
  });
});

describe('two at the same time', () => {
  it('one answers, the other has the update come again', async () => {
    const { ask, telegram } = await anAttendant();
    const both = await Promise.all([ask(written('/hashprice')), ask(written('/hashprice'))]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(['again', 'done']);
    expect(telegram.messages).toHaveLength(1);
  });
});

describe('a process that dies between any two of its steps', () => {
  const replies = [saying('One'), saying('Two', { file: { name: 'a.json', mime: 'application/json', text: '{}' } })];
  /** Everything it does to the outside, in order: three notes, three sends, and what is found out. */
  const STEPS = 12;

  it.each(
    Array.from({ length: STEPS }, (_, i) => [i + 1, 'before'] as const).flatMap(
      ([n]) =>
        [
          [n, 'before'],
          [n, 'after'],
        ] as const,
    ),
  )('at step %i, %s it: everything is said in the end, at most one thing twice', async (step, when) => {
    const log = new MemoryAskedLog();
    const attendant = await anAttendant({ asked: log, respond: async () => replies });
    const { deps, telegram, clock, ask } = attendant;
    const death = new Error('killed');
    let left = step;
    const mortal =
      <Args extends unknown[], Result>(work: (...args: Args) => Promise<Result>) =>
      async (...args: Args): Promise<Result> => {
        left--;
        if (left === 0 && when === 'before') throw death;
        if (left < 0) throw death;
        const result = await work(...args);
        if (left === 0) throw death;
        return result;
      };
    const whole = { asked: deps.asked, api: deps.api, respond: deps.respond };
    deps.asked = dying(log, mortal);
    deps.api = { call: mortal(deps.api.call.bind(deps.api)) };
    deps.respond = mortal(deps.respond);
    await ask(written('/export')).catch(() => undefined);
    Object.assign(deps, whole);
    clock.advance(20_000);
    expect(await ask(written('/export'))).toEqual({ kind: 'done' });
    clock.advance(20_000);
    expect(await ask(written('/export'))).toEqual({ kind: 'done' });
    const said = telegram.messages.map(({ text, document }) => document?.filename ?? text.split('\n')[0]);
    expect(new Set(said)).toEqual(new Set(['⚪ One', '⚪ Two', 'a.json']));
    expect(said.length).toBeLessThanOrEqual(4);
  });
});

type Mortal = <Args extends unknown[], Result>(
  work: (...args: Args) => Promise<Result>,
) => (...args: Args) => Promise<Result>;

const dying = (log: AskedLog, mortal: Mortal): AskedLog => ({
  claim: mortal(log.claim.bind(log)),
  answered: mortal(log.answered.bind(log)),
  said: mortal(log.said.bind(log)),
  done: mortal(log.done.bind(log)),
  release: mortal(log.release.bind(log)),
});

describe('who may use the bot', () => {
  it('on a list: the others learn which number to have added', async () => {
    const { ask, telegram, asked } = await anAttendant({ access: { way: 'list', chats: new Set(['42']) } });
    await ask(written('/hashprice'));
    await ask({ ...written('/hashprice', {}, CHATS.group), update_id: 2 });
    expect(telegram.messages[1]?.text).toContain('its number is -100500');
    expect(asked).toHaveLength(1);
  });

  it('by invitation: the code opens it, once for all, and is no topic of a subscription', async () => {
    const { ask, shown, asked, clock } = await anAttendant({ access: { way: 'invite' } });
    await ask({ ...written('/hashprice'), update_id: 1 });
    clock.advance(2_000);
    await ask({ ...written('/start a-wrong-code-1'), update_id: 2 });
    clock.advance(2_000);
    await ask({ ...written('/start miners-of-2026'), update_id: 3 });
    clock.advance(2_000);
    await ask({ ...written('/hashprice'), update_id: 4 });
    const closed = '⚪ This bot is not open to everyone';
    expect(shown().map(({ text }) => text)).toEqual([closed, closed, '⚪ Here you are', '⚪ Here you are']);
    expect(asked.map((one) => one.kind === 'words' && one.text)).toEqual(['/start', '/hashprice']);
  });

  it('as many as there is room for', async () => {
    const { ask, telegram, asked } = await anAttendant({ most: 1 });
    await ask({ ...written('/hashprice'), update_id: 1 });
    await ask({ ...written('/hashprice', {}, CHATS.group), update_id: 2 });
    await ask({ ...written('/hashprice'), update_id: 3 });
    expect(telegram.messages[1]?.text).toContain('This bot is full');
    expect(asked).toHaveLength(2);
  });

  it('a code that could be guessed is refused to the one who set it, and opens to nobody', async () => {
    const { ask, shown, log } = await anAttendant({ access: { way: 'invite' }, code: 'abc' });
    await ask(written('/start abc'));
    expect(shown()).toEqual([{ text: '⚪ That did not work' }]);
    expect(inspect(log.lines, { depth: 9 })).toContain('TELEGRAM_INVITE must be 12 to 64');
  });
});

it('no message, log or error has the token in it, whatever fails', async () => {
  const { ask, telegram, log } = await anAttendant();
  const secret = TOKEN.split(':')[1]!;
  const faults: TelegramFault[] = [
    'blocked',
    'cannot parse',
    'unauthorized',
    'server error',
    'html page',
    { retryAfter: 60 },
  ];
  for (const [i, fault] of faults.entries()) {
    telegram.fail(fault, { times: 1 });
    const became = await ask({ ...written('/hashprice'), update_id: i }).catch((error: unknown) => error);
    expect(inspect(became, { depth: 20, showHidden: true })).not.toContain(secret);
  }
  expect(inspect([log.lines, telegram.messages], { depth: 20, showHidden: true })).not.toContain(secret);
});
