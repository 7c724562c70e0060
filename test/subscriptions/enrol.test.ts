import { describe, expect, it } from 'vitest';
import type { RuleKey } from '../../functions/alerts/rule.ts';
import { DynamoBook } from '../../functions/subscriptions/book.dynamodb.ts';
import { enrol } from '../../functions/subscriptions/enrol.ts';
import { parseRecipients } from '../../functions/subscriptions/enrolment.ts';
import { saveFleet } from '../../functions/subscriptions/fleets.ts';
import { leave, moveHouse } from '../../functions/subscriptions/leave.ts';
import { type Recipient, recipientKey } from '../../functions/subscriptions/recipient.ts';
import { DynamoRoster } from '../../functions/subscriptions/roster.dynamodb.ts';
import { subscribe, unsubscribe } from '../../functions/subscriptions/subscribe.ts';
import { anEngine } from '../support/engine.ts';
import { aSnapshot } from '../support/market.ts';
import { MemoryOwn } from '../support/memory-own.ts';
import { emulatedTable } from '../support/table.ts';

const CHAT: Recipient = { platform: 'telegram', chat: '42' };
const MARGIN = 'margin:fleet@telegram:42' as RuleKey;
const listed = (usdPerKwh = 0.08) =>
  parseRecipients(
    `[{"platform":"telegram","chat":"42","fleet":{"joulesPerTerahash":17.5,"usdPerKwh":${usdPerKwh}}},{"platform":"discord","channel":"123"}]`,
  );

async function aHouse() {
  const { table } = await emulatedTable();
  const engine = anEngine();
  const book = new DynamoBook(table);
  const roster = new DynamoRoster(table);
  const deps = { book, roster, transitions: engine.deps, log: engine.deps.log };
  const now = () => engine.clock.now();
  return {
    engine,
    book,
    deps,
    now,
    enrol: (list: ReturnType<typeof listed>) => enrol(deps, list, engine.latest(), now()),
    topics: async (recipient: Recipient) => (await book.of(recipient)).map(({ topic }) => topic).sort(),
  };
}

describe('enrolling', () => {
  it('gives a fleet its own rules, everybody the shared ones, and judges them at once', async () => {
    const house = await aHouse();
    await house.engine.tick(aSnapshot({ hashprice: 30 }));
    await house.enrol(listed());
    const shared = ['cost:regression', 'data', 'filings', 'lowest:90'];
    expect(await house.topics(CHAT)).toEqual([...shared, MARGIN, 'retarget:fleet@telegram:42'].sort());
    expect(await house.topics({ platform: 'discord', channel: '123' })).toEqual(shared);
    expect((await house.engine.deps.rules.get(MARGIN))?.watch.phase).toBe('pending');
  });

  it('changes nothing when it is repeated', async () => {
    const house = await aHouse();
    await house.enrol(listed());
    const before = await house.engine.deps.rules.get(MARGIN);
    await house.enrol(listed());
    expect(await house.engine.deps.rules.get(MARGIN)).toEqual(before);
  });

  it('changes a fleet under the same key, and lets go whoever is no longer listed', async () => {
    const house = await aHouse();
    await house.enrol(listed());
    await house.enrol(listed(0.05));
    expect(await house.engine.deps.rules.get(MARGIN)).toMatchObject({ definition: { fleet: { usdPerKwh: 0.05 } } });
    await house.enrol(listed().slice(1));
    expect(await house.engine.deps.rules.get(MARGIN)).toBeUndefined();
    expect(await house.topics(CHAT)).toEqual([]);
    expect(await house.book.standing(CHAT)).toMatchObject({ state: 'gone', why: 'no longer in RECIPIENTS' });
  });

  it('takes back whoever is listed again', async () => {
    const house = await aHouse();
    await house.enrol(listed());
    await house.enrol([]);
    await house.enrol(listed());
    expect(await house.book.standing(CHAT)).toEqual({ state: 'active' });
    expect(await house.topics(CHAT)).toContain(MARGIN);
  });

  it('leaves a chat alone that is gone for another reason', async () => {
    const house = await aHouse();
    await house.enrol(listed());
    const deps = { book: house.book, transitions: house.engine.deps };
    await leave(deps, CHAT, 'the bot was blocked', house.engine.latest(), house.now());
    await house.enrol(listed());
    expect(await house.topics(CHAT)).toEqual([]);
    expect(house.engine.deps.log.lines.at(-1)).toMatchObject({ level: 'warn', message: 'a listed recipient is gone' });
  });

  it('drops a fleet that its recipient no longer has', async () => {
    const house = await aHouse();
    await house.enrol(listed());
    await house.enrol(parseRecipients('[{"platform":"telegram","chat":"42"},{"platform":"discord","channel":"123"}]'));
    expect(await house.engine.deps.rules.get(MARGIN)).toBeUndefined();
    expect(await house.topics(CHAT)).toEqual(['cost:regression', 'data', 'filings', 'lowest:90']);
  });
});

describe('enrolling a chat that also chose for itself', () => {
  const both = async () => {
    const house = await aHouse();
    const own = new MemoryOwn(house.engine.clock);
    const deps = { ...house.deps, own };
    const moment = () => ({ latest: house.engine.latest(), now: house.now() });
    await house.enrol(listed());
    const fleet = { name: 'Garage', joulesPerTerahash: 17.5, perKwh: 0.07 };
    await saveFleet({ ...deps, own }, { recipient: CHAT, by: 'update:1', ...moment() }, fleet);
    await subscribe(deps, CHAT, { rule: { kind: 'lowest', days: 30 } }, moment());
    const chosen = ['lowest:30', 'margin/1@telegram:42', 'retarget/1@telegram:42'];
    return { ...house, chosen, enrol: (list: ReturnType<typeof listed>) => enrol(deps, list, undefined, house.now()) };
  };

  it('leaves that alone, however often the list is read and whatever it loses', async () => {
    const house = await both();
    const all = await house.topics(CHAT);
    for (const list of [listed(), listed(0.05)]) {
      await house.enrol(list);
      expect(await house.topics(CHAT)).toEqual(all);
    }
    await house.enrol(parseRecipients('[{"platform":"telegram","chat":"42"},{"platform":"discord","channel":"123"}]'));
    expect(await house.topics(CHAT)).toEqual(
      ['cost:regression', 'data', 'filings', 'lowest:90', ...house.chosen].sort(),
    );
  });

  it('takes back only what the list gave when it is no longer listed', async () => {
    const house = await both();
    await house.enrol([]);
    expect(await house.topics(CHAT)).toEqual(house.chosen);
    expect(await house.book.standing(CHAT)).toEqual({ state: 'active' });
    expect(await house.engine.deps.rules.get(MARGIN)).toBeUndefined();
  });

  it('lets go in a chat of what the list gave, until it is read again', async () => {
    const house = await both();
    const moment = { latest: house.engine.latest(), now: house.now() };
    for (const topic of [MARGIN, 'data']) {
      await unsubscribe({ ...house.deps }, CHAT, topic, moment);
      expect(await house.topics(CHAT)).not.toContain(topic);
    }
    expect(await house.engine.deps.rules.get(MARGIN)).toBeUndefined();
    expect(await house.engine.deps.rules.get('data' as RuleKey)).toBeDefined();
    await house.enrol(listed());
    expect(await house.topics(CHAT)).toEqual(expect.arrayContaining([MARGIN, 'data']));
  });

  it('takes a list of before, which said no topics, for all there was', async () => {
    const house = await both();
    await house.deps.roster.write(new Map([[recipientKey(CHAT), undefined]]));
    await house.enrol([]);
    expect(await house.topics(CHAT)).toEqual(['margin/1@telegram:42', 'retarget/1@telegram:42']);
  });

  it('reads a roster as it was stored before it knew topics', async () => {
    const { table } = await emulatedTable();
    await table.put({ pk: 'ROSTER', sk: 'ROSTER', v: 1, recipients: ['telegram:42'] });
    const roster = new DynamoRoster(table);
    expect([...(await roster.read())]).toEqual([['telegram:42', undefined]]);
    await roster.write(new Map([[recipientKey(CHAT), ['data']]]));
    expect([...(await roster.read())]).toEqual([['telegram:42', ['data']]]);
  });
});

describe('enrolling for what companies announce', () => {
  const wishing = (announcements: string) =>
    parseRecipients(`[{"platform":"telegram","chat":"42"${announcements && `,"announcements":${announcements}`}}]`);
  const filings = async ({ book }: Awaited<ReturnType<typeof aHouse>>) => ({
    of: (await book.of(CHAT)).filter(({ topic }) => topic === 'filings').map(({ filter }) => filter),
    page: (await book.page('filings', 10)).map(({ recipient, filter }) => [recipientKey(recipient), filter]),
  });

  it('subscribes with what was wished for, and lets the last wish count', async () => {
    const house = await aHouse();
    for (const [wish, filter] of [
      ['', {}],
      ['{"classes":["purchase"],"minBtc":100}', { classes: ['purchase'], minBtc: 100 }],
      ['{"tickers":["BITF"]}', { ciks: [1812477] }],
    ] as const) {
      await house.enrol(wishing(wish));
      expect(await filings(house)).toEqual({ of: [filter], page: [['telegram:42', filter]] });
    }
  });

  it('keeps since when somebody follows filings, however often the list is read', async () => {
    const house = await aHouse();
    await house.enrol(wishing(''));
    const since = house.now();
    house.engine.clock.advance(3_600_000);
    await house.enrol(wishing('{"minBtc":100}'));
    expect(await house.book.page('filings', 10)).toMatchObject([{ since, filter: { minBtc: 100 } }]);
  });

  it('lets go whoever wants to hear none, and takes them back later, as somebody new', async () => {
    const house = await aHouse();
    await house.enrol(wishing(''));
    await house.enrol(wishing('false'));
    expect(await filings(house)).toEqual({ of: [], page: [] });
    expect(await house.topics(CHAT)).toEqual(['cost:regression', 'data', 'lowest:90']);
    house.engine.clock.advance(3_600_000);
    await house.enrol(wishing(''));
    expect(await house.book.page('filings', 10)).toMatchObject([{ since: house.now() }]);
  });

  it('forgets the filings of whoever is no longer listed', async () => {
    const house = await aHouse();
    await house.enrol(wishing(''));
    await house.enrol([]);
    expect(await filings(house)).toEqual({ of: [], page: [] });
  });
});

describe('a chat that gets another id', () => {
  const supergroup: Recipient = { platform: 'telegram', chat: '-1009' };

  it('keeps its rules where they stand, under the new id, and is written to there when it is enrolled again', async () => {
    const house = await aHouse();
    await house.engine.tick(aSnapshot({ hashprice: 30 }));
    await house.enrol(listed());
    const before = await house.engine.deps.rules.get(MARGIN);
    await moveHouse({ book: house.book, rules: house.engine.deps.rules }, CHAT, supergroup, house.now());
    await moveHouse({ book: house.book, rules: house.engine.deps.rules }, CHAT, supergroup, house.now());
    const after = await house.engine.deps.rules.get(MARGIN);
    expect(after).toEqual({ ...before, owner: 'telegram:-1009', version: before!.version + 1 });
    await house.enrol(listed());
    expect(await house.engine.deps.rules.get(MARGIN)).toEqual(after);
    expect(await house.topics(supergroup)).toContain(MARGIN);
    expect(await house.topics(CHAT)).toEqual([]);
  });
});
