import { describe, expect, it } from 'vitest';
import { type RuleNotice, ruleNoticeShape } from '../../functions/alerts/notice.ts';
import { planOf } from '../../functions/alerts/plan.ts';
import { type Rule, ruleKey } from '../../functions/alerts/rule.ts';
import { type Telling, tell } from '../../functions/delivery/telling.ts';
import { rateOf } from '../../functions/market/rates.ts';
import type { Snapshot } from '../../functions/market/snapshot.ts';
import { personalFleetShape, rulesOfFleet } from '../../functions/subscriptions/personal-fleet.ts';
import { minutes } from '../../functions/units/time.ts';
import { type Preferences, USUAL } from '../../functions/words/preferences.ts';
import { wordsOf } from '../../functions/words/words.ts';
import { aSnapshot } from '../support/market.ts';

const AT = new Date('2026-02-05T12:00:00Z');
const market = (more: Parameters<typeof aSnapshot>[0] = {}): Snapshot =>
  aSnapshot({ hashprice: 30, usdPerBtc: 60_000, rates: { day: '2026-02-04', perUsd: { EUR: 0.8 } }, ...more });

function noticeOf(definition: Rule, value: number, snapshot?: Snapshot): RuleNotice {
  const plan = planOf(definition, minutes(5));
  return ruleNoticeShape.parse({
    v: 1,
    key: 'k',
    rule: ruleKey(definition, 'telegram:42'),
    definition,
    owner: 'telegram:42',
    event: 'fired',
    since: AT.toISOString(),
    openedAt: AT.toISOString(),
    at: AT.toISOString(),
    value,
    threshold: plan.enter,
    ends: { value: plan.leave, holdMs: plan.calmHoldMs },
    ...(snapshot && { snapshot: JSON.parse(JSON.stringify(snapshot)) as unknown }),
  });
}

const factsOf = ({ facts }: Telling) => Object.fromEntries(facts.map(({ label, value }) => [label, value]));
const keller = (perKwh: unknown = 0.08) =>
  rulesOfFleet(
    personalFleetShape.parse({ name: 'Keller', joulesPerTerahash: 17.5, currency: 'EUR', perKwh, opexPerPhDay: 1 }),
  );
const reading = (more: Partial<Preferences>) => wordsOf({ ...USUAL, ...more }, { perUsd: 0.5, usdPerBtc: 60_000 });

describe('a fleet that pays in another currency', () => {
  const [margin, retarget] = keller() as [Rule, Rule];

  it('is told in its own money, whatever the reader counts in', () => {
    const notice = noticeOf(margin, 24, market());
    for (const words of [wordsOf('en'), reading({ currency: 'GBP' })]) {
      const telling = tell(notice, words);
      expect(telling.lead).toBe('Hashprice is €24/PH/day, under the break-even of €34.60/PH/day.');
      expect(factsOf(telling)).toMatchObject({
        Loss: '€10.60/PH/day, 44.2 % of revenue (€25.24/MWh)',
        'Break-even power': '€0.0548/kWh, this fleet pays €0.08/kWh',
        'Shutdown price': 'bitcoin at €69,200, now €48,000',
        Fleet: 'Keller, 17.5 J/TH, €0.08/kWh, pool fee 0 %, PUE 1, other costs €1/PH/day',
        'Exchange rate': '1 USD is 0.8 EUR, ECB reference rate of 2026-02-04',
      });
      expect(telling.whatWouldChangeIt).toContain('€34.95/PH/day');
    }
  });

  it('is told of a retarget in its own money', () => {
    const snapshot = market({ hashprice: 44, forecast: { change: 0.1, blocksFound: 600 } });
    const telling = tell(noticeOf(retarget, 32, snapshot), wordsOf('en'));
    expect(telling.lead).toContain('takes hashprice from €35.20/PH/day to €32/PH/day');
    expect(telling.lead).toContain('under the break-even of €34.60/PH/day');
    expect(factsOf(telling)).toMatchObject({ Margin: '€0.60/PH/day now, −€2.60/PH/day after' });
  });

  it('keeps the reader’s unit', () => {
    const lead = (unit: Preferences['unit']) => tell(noticeOf(margin, 24, market()), reading({ unit })).lead;
    expect(lead('money/TH')).toContain('€0.0346/TH/day');
    // €34.60 for a petahash where a coin is €48,000.
    expect(lead('sat/TH')).toContain('72.08 sat/TH/day');
  });

  it.each([
    ['whose rates are too old', market({ rates: { day: '2026-01-20', perUsd: { EUR: 0.8 } } })],
    ['without rates', aSnapshot()],
    ['that is not there', undefined],
  ])('is told without what nobody can reckon by a snapshot %s', (_, snapshot) => {
    if (snapshot) expect(rateOf(snapshot, 'EUR')).toBeUndefined();
    for (const rule of [margin, retarget]) {
      const telling = tell(noticeOf(rule, 24, snapshot), wordsOf('en'));
      expect(telling.facts.map(({ label }) => label)).toEqual(['Fleet']);
      const { title, lead, facts } = telling;
      expect(JSON.stringify({ title, lead, facts })).not.toMatch(/NaN|undefined|\$/);
    }
  });
});

describe('a fleet with a tariff', () => {
  const rules = keller({
    otherwise: 0.05,
    bands: [
      { from: '16:00', to: '21:00', perKwh: 0.12 },
      { from: '06:00', to: '09:00', perKwh: 0.12 },
    ],
  });

  it('names the hours in its title and its first sentence', () => {
    const telling = tell(noticeOf(rules[2]!, 24, market()), wordsOf('en'));
    expect(telling.title).toBe('Mining at a loss: Keller, 06:00 to 09:00 and 16:00 to 21:00');
    expect(telling.lead).toBe(
      'Unprofitable 06:00 to 09:00 and 16:00 to 21:00: hashprice is €24/PH/day, ' +
        'under the break-even of €51.40/PH/day at the power price of those hours.',
    );
  });

  it('names all other hours of the price that is paid in them', () => {
    const [, retarget] = rules;
    const snapshot = market({ hashprice: 44, forecast: { change: 0.1, blocksFound: 600 } });
    expect(tell(noticeOf(retarget!, 20, snapshot), wordsOf('en')).title).toBe(
      'Loss ahead at the next retarget: Keller, 09:00 to 16:00 and 21:00 to 06:00',
    );
  });
});

describe('a fleet that pays in dollars', () => {
  it('is told in dollars to somebody who counts in euros: converted, its price would move every day', () => {
    const [margin] = rulesOfFleet(personalFleetShape.parse({ name: 'S21', joulesPerTerahash: 17.5, perKwh: 0.08 }));
    const telling = tell(noticeOf(margin!, 30, market()), reading({ currency: 'EUR' }));
    expect(telling.lead).toBe('Hashprice is $30/PH/day, under the break-even of $33.60/PH/day.');
    expect(factsOf(telling)).not.toHaveProperty('Exchange rate');
  });
});

describe('a line on hashprice', () => {
  it('is told in the money it was drawn in', () => {
    const rule: Rule = { kind: 'hashprice', side: 'below', currency: 'EUR', perPhDay: 25 };
    const telling = tell(noticeOf(rule, 24, market()), wordsOf('en'));
    expect(telling.title).toContain('€25/PH/day');
    expect(telling.lead).toContain('€24/PH/day');
    expect(factsOf(telling)).toMatchObject({ Bitcoin: '€48,000', 'Exchange rate': expect.stringContaining('0.8 EUR') });
  });
});
