import { describe, expect, it } from 'vitest';
import {
  baseForm,
  FORM_PREFIXES,
  isAmendment,
  isPeriodic,
  isSignal,
  isWatchedForm,
  mayAnnounce,
} from '../../functions/filings/forms.ts';

describe('forms', () => {
  it.each(FORM_PREFIXES.flatMap((form) => [form, `${form}/A`]))('%s is watched', (form) => {
    expect(isWatchedForm(form)).toBe(true);
  });

  it.each(['8-K12B', '10-KT', '10-K405', '10-QT', 'NT 10-K', '8-K/B', 'S-8', 'SCHEDULE 13D/A', '424B5', '', '6-K '])(
    '%j begins alike, or not even that, and is something else',
    (form) => {
      expect(isWatchedForm(form)).toBe(false);
    },
  );

  it('knows an amendment, and what it amends', () => {
    expect([isAmendment('8-K/A'), isAmendment('8-K')]).toEqual([true, false]);
    expect([baseForm('10-Q/A'), baseForm('10-Q')]).toEqual(['10-Q', '10-Q']);
  });

  it('tells reports on a period from reports on an event', () => {
    expect(['10-Q', '10-K/A', '20-F', '40-F/A'].every(isPeriodic)).toBe(true);
    expect(['8-K', '8-K/A', '6-K'].some(isPeriodic)).toBe(false);
  });
});

describe('items of an 8-K', () => {
  it.each([
    ['none, of a foreign issuer', [], true],
    ['results, with an exhibit', ['2.02', '9.01'], true],
    ['a disclosure', ['7.01'], true],
    ['one nobody knows yet', ['9.99'], true],
    ['a new director', ['5.02', '9.01'], false],
    ['an exhibit alone', ['9.01'], false],
    ['a vote and something else', ['5.07', '8.01'], true],
  ])('%s: may announce something: %s %s', (_, items, expected) => {
    expect(mayAnnounce(items)).toBe(expected);
  });

  it('are told where they are a signal', () => {
    expect(['2.02', '8.01', '9.01', '5.02'].filter(isSignal)).toEqual(['2.02', '8.01']);
  });
});
