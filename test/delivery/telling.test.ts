import { describe, expect, it } from 'vitest';
import { type Telling, tell, tellBoth } from '../../functions/delivery/telling.ts';
import { wordsOf } from '../../functions/words/words.ts';
import { aNotice, aSnapshot, RULES, type RuleName, TOLD } from './notices.ts';

const words = wordsOf('en');
const factsOf = (telling: Telling) => Object.fromEntries(telling.facts.map(({ label, value }) => [label, value]));
const every = (Object.keys(RULES) as RuleName[]).flatMap((name) => TOLD.map((told) => [name, told] as const));

describe('what is told', () => {
  it.each(every)('%s %s says what happened, since when, and leaves no placeholder open', (name, told) => {
    const telling = tell(aNotice(name, told), words);
    expect(telling.title).toMatch(/^\S.{5,90}$/);
    expect(telling.lead).toMatch(/\.$/);
    expect(telling.since?.lasted).toMatch(/\w/);
    expect(JSON.stringify({ ...telling, words: undefined })).not.toMatch(/[{}]\w+[{}]|undefined|NaN|Infinity/);
  });

  it('names the number and the line in one sentence', () => {
    expect(tell(aNotice('margin'), words).lead).toBe(
      'Hashprice is $28.06/PH/day, under the break-even of $33.94/PH/day.',
    );
    expect(tell(aNotice('cost-regression'), words).lead).toContain('27.9 % under the $88,806');
  });

  it('shows what a loss is made of: the fleet, its power, and the price that would end it', () => {
    const facts = factsOf(tell(aNotice('margin'), words));
    expect(facts).toMatchObject({
      Loss: '$5.82/PH/day, 21 % of revenue ($13.86/MWh)',
      'Break-even power': '$0.0661/kWh, this fleet pays $0.08/kWh',
      'Shutdown price': 'bitcoin at $77,424, now $64,012',
      Fleet: 'S21, 17.5 J/TH, $0.08/kWh, pool fee 1 %, PUE 1, other costs $0/PH/day',
    });
  });

  it('says once what a fleet draws that is called after it', () => {
    const { rule, ...notice } = aNotice('margin');
    if (notice.definition.kind !== 'margin') throw new TypeError('no margin');
    const named = (name: string) => {
      const fleet = { ...(notice.definition as { fleet: object }).fleet, name };
      return factsOf(tell({ ...notice, rule, definition: { ...notice.definition, fleet } } as never, words)).Fleet;
    };
    expect(named('17.5 J/TH')).toBe('17.5 J/TH, $0.08/kWh, pool fee 1 %, PUE 1, other costs $0/PH/day');
    expect(named('17.5 J/TH #2')).toBe('17.5 J/TH #2, $0.08/kWh, pool fee 1 %, PUE 1, other costs $0/PH/day');
  });

  it('asks for seconds where a tick is short', () => {
    const notice = aNotice('margin');
    const told = tell({ ...notice, ends: { ...notice.ends, holdMs: 20_000 } } as never, words);
    expect(JSON.stringify({ ...told, words: undefined })).toContain('or more for 20 s');
  });

  it('never shows a cost without the name, the formula and the date of its model', () => {
    for (const name of ['cost-electricity', 'cost-cash', 'cost-regression'] as const) {
      const telling = tell(aNotice(name), words);
      expect(telling.title).toMatch(/(electricity|cash|regression) cost$/);
      expect(factsOf(telling)).toMatchObject({ Model: /\d/, Method: /checked \d{4}-\d\d-\d\d$/ });
    }
  });

  it('says since when the record is kept, and when it was last lower', () => {
    expect(tell(aNotice('lowest-record'), words).title).toContain('since 2025-06-01');
    expect(tell(aNotice('lowest-90'), words).lead).toContain('last lower 143 days ago, on 2025-10-04');
    const unheard = aNotice('lowest-90', 'fired', { snapshot: aSnapshot(), value: 268 });
    expect(tell(unheard, words).lead).toContain('lower than on any day since 2025-06-01');
  });

  it('tells the date, the change and its uncertainty of a retarget', () => {
    const telling = tell(aNotice('retarget'), words);
    expect(telling.lead).toContain('2026-03-06');
    expect(factsOf(telling)).toMatchObject({
      'Next retarget': 'difficulty +14.7 % ± 2.1 % around 2026-03-06',
      Margin: '$2.24/PH/day now, −$2.36/PH/day after',
    });
  });

  it('says that there has never been data when there has not', () => {
    const { snapshot: _, ...never } = aNotice('data');
    expect(tell(never, words)).toMatchObject({ lead: /no good snapshot yet/, sources: [], facts: [] });
  });

  it('has true words even without a snapshot', () => {
    for (const [name, told] of every) {
      const { snapshot: _, ...bare } = aNotice(name, told);
      expect(tell(bare, words).lead, `${name} ${told}`).toMatch(/\d|yet/);
    }
  });

  it('says what was not used, and why', () => {
    expect(tell(aNotice('margin'), words).ignored).toBe('gemini (2.4 % from the median)');
    expect(tell(aNotice('margin', 'resolved'), words).ignored).toBeUndefined();
  });

  it('says both ends in one message when the first could not be delivered', () => {
    const telling = tellBoth(aNotice('margin', 'resolved'), words);
    expect(telling).toMatchObject({
      severity: 'good',
      title: 'Was at a loss, is back in profit: S21',
      lead: /^Hashprice is \$44.* You could not be told when it began, at 2026-02-24 12:55 UTC; it lasted 1 day 2 h\.$/,
    });
  });

  it('does not say how long what has only just begun has lasted', () => {
    const { since } = aNotice('retarget');
    expect(tell(aNotice('retarget', 'fired', { at: since }), words).since).toEqual({ label: 'Since', from: since });
  });

  it('calls a rising hashprice good news, and its end no bad news', () => {
    expect(tell(aNotice('hashprice-above'), words).severity).toBe('good');
    expect(tell(aNotice('hashprice-above', 'resolved'), words).severity).toBe('info');
    expect(tell(aNotice('switch-over-above'), words).severity).toBe('good');
    expect(tell(aNotice('switch-over-below', 'resolved'), words).severity).toBe('good');
    expect(tell(aNotice('hashprice-below'), words).severity).toBe('bad');
    expect(tell(aNotice('hashprice-below', 'hovering'), words).severity).toBe('warning');
  });
});
