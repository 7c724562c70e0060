import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Rule, RuleKey } from '../../functions/alerts/rule.ts';
import type { Table } from '../../functions/kit/table.dynamodb.ts';
import { comeBack } from '../../functions/subscriptions/come-back.ts';
import { eraseAll } from '../../functions/subscriptions/erase.ts';
import { everythingOf } from '../../functions/subscriptions/everything.ts';
import {
  addRule,
  NameTaken,
  NotThere,
  removeFleet,
  removeRule,
  renameFleet,
  saveFleet,
  useOf,
} from '../../functions/subscriptions/fleets.ts';
import { leave, moveHouse } from '../../functions/subscriptions/leave.ts';
import { LIMITS, LimitReached } from '../../functions/subscriptions/limits.ts';
import { placingsOf } from '../../functions/subscriptions/own.ts';
import type { PersonalFleetGiven } from '../../functions/subscriptions/personal-fleet.ts';
import type { Recipient } from '../../functions/subscriptions/recipient.ts';
import { USUAL_SETTINGS } from '../../functions/subscriptions/settings.ts';
import { subscribe } from '../../functions/subscriptions/subscribe.ts';
import { quantity } from '../../functions/units/quantity.ts';
import { aHouse } from '../support/house.ts';
import { emulatedTable } from '../support/table.ts';

const CHAT: Recipient = { platform: 'telegram', chat: '42' };
const NEW_HOME: Recipient = { platform: 'telegram', chat: '-100042' };
const GARAGE: PersonalFleetGiven = { name: 'Garage', joulesPerTerahash: 17.5, perKwh: 0.07 };
const DEAR_EVENINGS = { otherwise: 0.05, bands: [{ from: '16:00', to: '21:00', perKwh: 0.12 }] };
const below = (usd: number): Rule => ({ kind: 'hashprice', side: 'below', usdPerPhDay: quantity(usd) });

/** A chat at home: each call is a question of its own, unless it says which one it is. */
async function aChat(table?: Table, dies?: number) {
  const house = aHouse(table ?? (await emulatedTable()).table, dies);
  const { deps } = house;
  let questions = 0;
  const asking = (by = `question ${++questions}`) => ({ recipient: CHAT, by, ...house.moment() });
  const rulesIn = async (recipient: Recipient = CHAT) => {
    const own = await deps.own.read(recipient);
    const rules = await Promise.all(placingsOf(own).map(({ key }) => deps.rules.get(key)));
    return rules.map((rule) => rule && { key: rule.key, phase: rule.watch.phase, owner: rule.owner });
  };
  return {
    ...house,
    asking,
    rulesIn,
    save: (fleet: PersonalFleetGiven = GARAGE, id?: string, by?: string) => saveFleet(deps, asking(by), fleet, id),
    rule: (key: string) => deps.rules.get(key as RuleKey),
    topics: async (recipient: Recipient = CHAT) => (await deps.book.of(recipient)).map(({ topic }) => topic),
  };
}

describe('a fleet that is saved', () => {
  it('has its rules at once, judged by the newest snapshot', async () => {
    const chat = await aChat();
    const { own, id } = await chat.save({ ...GARAGE, perKwh: 0.09 });
    expect(own).toMatchObject({ fleets: [{ id, fleet: { name: 'Garage' } }], settled: true, leaving: [] });
    expect(await chat.rulesIn()).toEqual([
      // It breaks even at $37.80, and hashprice is $36.
      { key: 'margin/1@telegram:42', phase: 'pending', owner: 'telegram:42' },
      { key: 'retarget/1@telegram:42', phase: 'calm', owner: 'telegram:42' },
    ]);
    expect(await chat.topics()).toEqual(['margin/1@telegram:42', 'retarget/1@telegram:42']);
  });

  it('says what the coming retarget does to it at once, in the money it pays', async () => {
    const chat = await aChat();
    // Hashprice is €28.80, and will be €28.24.
    await chat.save({ ...GARAGE, currency: 'EUR', perKwh: 0.068 });
    expect(chat.told).toMatchObject([{ event: 'fired', definition: { kind: 'retarget' } }]);
    expect(chat.told[0]?.value).toBeCloseTo((36 / 1.02) * 0.8, 9);
    expect(chat.told[0]?.threshold).toBeCloseTo(28.56, 9);
  });

  it('with a tariff has a pair of rules for each price, and moves only the one whose price moved', async () => {
    const chat = await aChat();
    const { id } = await chat.save({ ...GARAGE, perKwh: DEAR_EVENINGS });
    expect((await chat.rulesIn()).map((rule) => [rule?.key, rule?.phase])).toEqual([
      ['margin/1@telegram:42', 'calm'],
      ['retarget/1@telegram:42', 'calm'],
      ['margin/1.1@telegram:42', 'pending'],
      ['retarget/1.1@telegram:42', 'calm'],
    ]);
    const before = await chat.rule('margin/1@telegram:42');
    await chat.save(
      { ...GARAGE, perKwh: { ...DEAR_EVENINGS, bands: [{ ...DEAR_EVENINGS.bands[0]!, perKwh: 0.06 }] } },
      id,
    );
    expect(await chat.rule('margin/1@telegram:42')).toEqual(before);
    expect(await chat.rule('margin/1.1@telegram:42')).toMatchObject({
      definition: { fleet: { usdPerKwh: 0.06 }, hours: [{ from: '16:00', to: '21:00' }] },
      watch: { phase: 'calm' },
    });
  });

  it('loses the rules of prices it no longer has', async () => {
    const chat = await aChat();
    const { id } = await chat.save({ ...GARAGE, perKwh: DEAR_EVENINGS });
    await chat.save(GARAGE, id);
    expect(await chat.rule('margin/1.1@telegram:42')).toBeUndefined();
    expect(await chat.topics()).toEqual(['margin/1@telegram:42', 'retarget/1@telegram:42']);
  });

  it('goes on where it stands when it is only renamed', async () => {
    const chat = await aChat();
    const { id } = await chat.save({ ...GARAGE, perKwh: 0.09 });
    const before = await chat.rule('margin/1@telegram:42');
    await renameFleet(chat.deps, chat.asking(), id, 'Barn');
    const after = await chat.rule('margin/1@telegram:42');
    expect(after).toMatchObject({ definition: { fleet: { name: 'Barn' } }, watch: before!.watch });
    expect(chat.told).toEqual([]);
  });

  it('is gone with all its rules when it is removed, and its number is not used again', async () => {
    const chat = await aChat();
    const { id } = await chat.save();
    await removeFleet(chat.deps, chat.asking(), id);
    expect(await chat.topics()).toEqual([]);
    expect(await chat.rule('margin/1@telegram:42')).toBeUndefined();
    expect((await chat.save()).id).toBe('2');
  });

  it.each([
    ['changing', (chat: Awaited<ReturnType<typeof aChat>>) => chat.save(GARAGE, '7')],
    ['renaming', (chat: Awaited<ReturnType<typeof aChat>>) => renameFleet(chat.deps, chat.asking(), '7', 'Barn')],
    ['removing', (chat: Awaited<ReturnType<typeof aChat>>) => removeFleet(chat.deps, chat.asking(), '7')],
    ['removing a rule', (chat: Awaited<ReturnType<typeof aChat>>) => removeRule(chat.deps, chat.asking(), '7')],
  ])('must be there: %s says when it is not', async (_, act) => {
    await expect(act(await aChat())).rejects.toThrow(NotThere);
  });

  it('has a name that no other has, whatever its capitals', async () => {
    const chat = await aChat();
    await chat.save();
    await expect(chat.save({ ...GARAGE, name: 'gaRAGE' })).rejects.toThrow(NameTaken);
    const { id } = await chat.save({ ...GARAGE, name: 'Barn' });
    await expect(renameFleet(chat.deps, chat.asking(), id, 'Garage')).rejects.toThrow('a fleet called Garage already');
  });
});

describe('a rule that a chat writes for itself', () => {
  it('is its own even where others drew the same line, and judged at once', async () => {
    const chat = await aChat();
    const { id, own } = await addRule(chat.deps, chat.asking(), below(40));
    expect(own.rules).toEqual([{ id, key: 'hashprice<40@telegram:42', definition: below(40) }]);
    expect(await chat.rule('hashprice<40@telegram:42')).toMatchObject({
      owner: 'telegram:42',
      watch: { phase: 'pending' },
    });
  });

  it('may be written in any currency', async () => {
    const chat = await aChat();
    await addRule(chat.deps, chat.asking(), { kind: 'hashprice', side: 'above', currency: 'EUR', perPhDay: 28 });
    expect(await chat.rule('hashprice:EUR>28@telegram:42')).toMatchObject({ watch: { phase: 'pending' } });
  });

  it('is there once however often it is asked for, and takes the place of another', async () => {
    const chat = await aChat();
    const { id } = await addRule(chat.deps, chat.asking(), below(40));
    expect((await addRule(chat.deps, chat.asking(), below(40))).id).toBe(id);
    const { own } = await addRule(chat.deps, chat.asking(), below(35), id);
    expect(own.rules).toEqual([{ id, key: 'hashprice<35@telegram:42', definition: below(35) }]);
    expect(await chat.rule('hashprice<40@telegram:42')).toBeUndefined();
    await removeRule(chat.deps, chat.asking(), id);
    expect(await chat.topics()).toEqual([]);
  });

  it('is never about a fleet that is not saved', async () => {
    const chat = await aChat();
    const fleet = (await chat.save()).own.fleets[0]!;
    const [margin] = placingsOf({ fleets: [fleet], rules: [] });
    expect(() => addRule(chat.deps, chat.asking(), margin!.definition)).toThrow('save the fleet instead');
  });
});

describe('limits', () => {
  it('name what there is too much of, how many may be, and how many are', async () => {
    const chat = await aChat();
    for (let i = 0; i < LIMITS.fleets; i++) await chat.save({ ...GARAGE, name: `No ${i}` });
    for (let i = 0; i < LIMITS.rules; i++) await addRule(chat.deps, chat.asking(), below(20 + i));
    for (let i = 2; i < LIMITS.subscriptions + 2; i++) {
      await subscribe(chat.deps, CHAT, { rule: { kind: 'lowest', days: i } }, chat.moment());
    }
    expect(await useOf(chat.deps, CHAT)).toEqual({ fleets: 5, rules: 20, subscriptions: 40 });
    const refused = async (act: Promise<unknown>) => {
      const error = await act.catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(LimitReached);
      const { what, limit, used } = error as LimitReached;
      return { what, limit, used };
    };
    expect(await refused(chat.save())).toEqual({ what: 'fleets', limit: 5, used: 5 });
    expect(await refused(addRule(chat.deps, chat.asking(), below(60)))).toEqual({ what: 'rules', limit: 20, used: 20 });
    const data = subscribe(chat.deps, CHAT, { filings: {} }, chat.moment());
    expect(await refused(data)).toEqual({ what: 'subscriptions', limit: 40, used: 40 });
    // What is there already, and what takes the place of something, needs no room.
    await subscribe(chat.deps, CHAT, { rule: { kind: 'lowest', days: 2 } }, chat.moment());
    await addRule(chat.deps, chat.asking(), below(60), '6');
    await chat.save({ ...GARAGE, name: 'No 0', perKwh: 0.08 }, '1');
  });
});

describe('a question that comes again', () => {
  it('changes nothing more, even when something else was changed since', async () => {
    const chat = await aChat();
    const first = await chat.save(GARAGE, undefined, 'update:1');
    await chat.save({ ...GARAGE, perKwh: 0.08 }, first.id, 'update:2');
    const again = await chat.save(GARAGE, undefined, 'update:1');
    expect(again.id).toBe(first.id);
    expect(again.own.fleets).toMatchObject([{ fleet: { perKwh: 0.08 } }]);
    expect(await chat.rule('margin/1@telegram:42')).toMatchObject({ definition: { fleet: { usdPerKwh: 0.08 } } });
  });

  it('finishes what died before any of its writes', async () => {
    const calm = await aChat();
    const { id } = await calm.save({ ...GARAGE, perKwh: DEAR_EVENINGS }, undefined, 'update:1');
    await calm.save({ ...GARAGE, perKwh: 0.09 }, id, 'update:2');
    const expected = [await calm.rulesIn(), await calm.topics(), (await calm.deps.own.read(CHAT)).fleets];

    for (let writes = 0; ; writes += 1) {
      const { table } = await emulatedTable();
      const chat = await aChat(table);
      await chat.save({ ...GARAGE, perKwh: DEAR_EVENINGS }, undefined, 'update:1');
      const dying = await aChat(table, writes);
      const died = await dying.save({ ...GARAGE, perKwh: 0.09 }, id, 'update:2').then(
        () => false,
        () => true,
      );
      if (!died) {
        expect(writes).toBeGreaterThan(5);
        break;
      }
      await chat.save({ ...GARAGE, perKwh: 0.09 }, id, 'update:2');
      expect([await chat.rulesIn(), await chat.topics(), (await chat.deps.own.read(CHAT)).fleets]).toEqual(expected);
      expect(await chat.rule('margin/1.1@telegram:42')).toBeUndefined();
    }
  });
});

describe('two questions at once', () => {
  it('are both heard, and the engine ends up with what was written last', async () => {
    const { table } = await emulatedTable();
    const chat = await aChat(table);
    const other = await aChat(table);
    const { id } = await chat.save();
    await Promise.all([
      chat.save({ ...GARAGE, perKwh: 0.08 }, id, 'one'),
      other.save({ ...GARAGE, perKwh: 0.09 }, id, 'two'),
      addRule(other.deps, other.asking('three'), below(40)),
    ]);
    const own = await chat.deps.own.read(CHAT);
    expect(own).toMatchObject({ settled: true, leaving: [], rules: [{ key: 'hashprice<40@telegram:42' }] });
    const { perKwh } = own.fleets[0]!.fleet;
    expect(await chat.rule('margin/1@telegram:42')).toMatchObject({ definition: { fleet: { usdPerKwh: perKwh } } });
  });
});

describe('a chat that leaves', () => {
  const settled = async () => {
    const chat = await aChat();
    await chat.save();
    await addRule(chat.deps, chat.asking(), below(40));
    await subscribe(chat.deps, CHAT, { filings: { minBtc: 100 } }, chat.moment());
    const { settings } = chat.deps;
    await settings.save(CHAT, { ...(await settings.read(CHAT)), version: 1, locale: 'es' });
    return chat;
  };
  const gone = async (chat: Awaited<ReturnType<typeof settled>>) =>
    leave(chat.deps, CHAT, 'blocked', chat.latest, chat.clock.now());

  it('has no rules any more, and finds everything again when it comes back', async () => {
    const chat = await settled();
    const before = [await chat.topics(), (await chat.rulesIn()).map((rule) => rule?.key)];
    for (let i = 0; i < 2; i++) await gone(chat);
    expect(await chat.topics()).toEqual([]);
    expect(await chat.rulesIn()).toEqual([undefined, undefined, undefined]);
    expect(chat.told).toEqual([]);
    expect(await chat.deps.settings.read(CHAT)).toEqual(USUAL_SETTINGS);
    for (let i = 0; i < 2; i++) await comeBack(chat.deps, CHAT, chat.moment());
    expect([await chat.topics(), (await chat.rulesIn()).map((rule) => rule?.key)]).toEqual(before);
    expect(await chat.deps.book.standing(CHAT)).toEqual({ state: 'active' });
    expect((await chat.deps.settings.read(CHAT)).locale).toBe('es');
    expect((await chat.deps.book.of(CHAT)).find(({ topic }) => topic === 'filings')?.filter).toEqual({ minBtc: 100 });
  });

  it('finds everything again wherever both its leaving and its coming back died', async () => {
    for (let writes = 0; ; writes += 1) {
      const { table } = await emulatedTable();
      const chat = await aChat(table);
      await chat.save();
      await subscribe(chat.deps, CHAT, { filings: { minBtc: 100 } }, chat.moment());
      const before = await chat.topics();
      const dying = await aChat(table, writes);
      const dies = async (act: Promise<unknown>) => !(await act.then(() => true).catch(() => false));
      const diedLeaving = await dies(leave(dying.deps, CHAT, 'blocked', chat.latest, chat.clock.now()));
      await gone(chat);
      const returning = await aChat(table, writes);
      const diedReturning = await dies(comeBack(returning.deps, CHAT, chat.moment()));
      await comeBack(chat.deps, CHAT, chat.moment());
      expect(await chat.topics()).toEqual(before);
      expect((await chat.rulesIn()).map((rule) => rule?.phase)).toEqual(['calm', 'calm']);
      if (!diedLeaving && !diedReturning) break;
    }
  });

  it('is a stranger when it comes back much later', async () => {
    const chat = await settled();
    await gone(chat);
    chat.clock.set('2026-08-01T00:00:00Z');
    await comeBack(chat.deps, CHAT, chat.moment());
    expect(await chat.topics()).toEqual([]);
    expect((await chat.deps.own.read(CHAT)).fleets).toEqual([]);
  });

  it('is there again when it writes before anybody noticed that it is back', async () => {
    const chat = await settled();
    await gone(chat);
    await chat.save({ ...GARAGE, name: 'Barn' });
    expect((await chat.rulesIn()).map((rule) => rule?.phase)).toHaveLength(5);
  });
});

describe('a chat that moves', () => {
  it('takes along its fleets, its settings, and the state of its rules', async () => {
    const chat = await aChat();
    const { id } = await chat.save({ ...GARAGE, perKwh: 0.09 });
    await chat.deps.settings.save(CHAT, { ...(await chat.deps.settings.read(CHAT)), version: 1, locale: 'de' });
    for (let i = 0; i < 2; i++) await moveHouse(chat.deps, CHAT, NEW_HOME, chat.clock.now());
    expect(await chat.rulesIn(NEW_HOME)).toEqual([
      { key: 'margin/1@telegram:42', phase: 'pending', owner: 'telegram:-100042' },
      { key: 'retarget/1@telegram:42', phase: 'calm', owner: 'telegram:-100042' },
    ]);
    expect((await chat.deps.settings.read(NEW_HOME)).locale).toBe('de');
    expect((await chat.deps.own.read(CHAT)).fleets).toEqual([]);
    expect((await chat.deps.settings.read(CHAT)).version).toBe(0);

    const asking = { ...chat.asking(), recipient: NEW_HOME };
    await saveFleet(chat.deps, asking, { ...GARAGE, perKwh: DEAR_EVENINGS }, id);
    expect((await chat.rulesIn(NEW_HOME)).map((rule) => rule?.owner)).toEqual(Array(4).fill('telegram:-100042'));
  });

  it('to where it had begun anew keeps what is there, and adds what comes', async () => {
    const chat = await aChat();
    await chat.save();
    await addRule(chat.deps, chat.asking(), below(40));
    await saveFleet(chat.deps, { ...chat.asking(), recipient: NEW_HOME }, { ...GARAGE, perKwh: 0.08 });
    await moveHouse(chat.deps, CHAT, NEW_HOME, chat.clock.now());
    const { fleets, rules } = await chat.deps.own.read(NEW_HOME);
    expect(fleets.map(({ id, root, fleet }) => [id, root, fleet.name])).toEqual([
      ['1', '1@telegram:-100042', 'Garage'],
      ['2', '1@telegram:42', 'Garage 2'],
    ]);
    expect(rules.map(({ id, key }) => [id, key])).toEqual([['3', 'hashprice<40@telegram:42']]);
  });

  it('leaves nothing behind wherever it dies, once it is moved again', async () => {
    for (let writes = 0; ; writes += 1) {
      const { table } = await emulatedTable();
      const chat = await aChat(table);
      await chat.save();
      const dying = await aChat(table, writes);
      const died = await moveHouse(dying.deps, CHAT, NEW_HOME, chat.clock.now()).then(
        () => false,
        () => true,
      );
      await moveHouse(chat.deps, CHAT, NEW_HOME, chat.clock.now());
      expect((await chat.deps.own.read(NEW_HOME)).fleets).toHaveLength(1);
      expect((await chat.rulesIn(NEW_HOME)).map((rule) => rule?.owner)).toEqual(Array(2).fill('telegram:-100042'));
      expect(await chat.topics()).toEqual([]);
      if (!died) break;
    }
  });
});

describe('everything of a chat', () => {
  const full = async (table: Table) => {
    const chat = await aChat(table);
    const { deps } = chat;
    await chat.save({ ...GARAGE, perKwh: 0.09 });
    await addRule(deps, chat.asking(), below(40));
    await subscribe(deps, CHAT, { filings: { minBtc: 100 } }, chat.moment());
    await deps.settings.save(CHAT, { ...(await deps.settings.read(CHAT)), version: 1, locale: 'ru' });
    return chat;
  };

  it('can be handed out, with where each rule stands and how it came to that', async () => {
    const chat = await full((await emulatedTable()).table);
    const all = await everythingOf({ ...chat.deps, also: { said: async () => ['hello'] } }, CHAT, chat.clock.now());
    expect(JSON.parse(JSON.stringify(all))).toMatchObject({
      v: 1,
      recipient: 'telegram:42',
      settings: { locale: 'ru' },
      fleets: [{ fleet: { name: 'Garage' } }],
      subscriptions: [{ topic: 'filings', filter: { minBtc: 100 } }],
      rules: [
        { key: 'margin/1@telegram:42', watch: { phase: 'pending' }, changes: [{ to: 'pending' }] },
        { key: 'retarget/1@telegram:42', watch: { phase: 'calm' } },
        { key: 'hashprice<40@telegram:42', watch: { phase: 'pending' } },
      ],
      more: { said: ['hello'] },
    });
  });

  it('can be erased: not one item of the table names the chat any more, wherever it died on the way', async () => {
    for (let writes = 0; ; writes += 1) {
      const { table, client, name } = await emulatedTable();
      const chat = await full(table);
      const dying = await aChat(table, writes);
      const also: Recipient[] = [];
      const erased = { also: [async (recipient: Recipient) => void also.push(recipient)] };
      const died = await eraseAll({ ...dying.deps, ...erased }, CHAT, chat.moment()).then(
        () => false,
        () => true,
      );
      await eraseAll({ ...chat.deps, ...erased }, CHAT, chat.moment());
      const { Items = [] } = await client.send(new ScanCommand({ TableName: name }));
      expect(Items.filter((item) => JSON.stringify(item).includes('telegram:42'))).toEqual([]);
      expect(also).toEqual([CHAT, CHAT]);
      expect(chat.told).toEqual([]);
      if (!died) break;
    }
  });
});
