import { describe, expect, it } from 'vitest';
import { isDate, isMonth, isSign, isUnit, isValue } from '../../../functions/filings/document/cells.ts';

describe('a cell', () => {
  it.each(['322', '1,000', '$9.5 million', 'US$ 46.0', '(12.5)', '( 12.5 )', '-13 %', '~4,330', '14.7 EH/s', '-', '—'])(
    'that says %s is a value',
    (cell) => {
      expect(isValue(cell)).toBe(true);
    },
  );

  it.each(['N/A', 'nil', '10,019 (1)', '10,019 2', '212*', '5 x', '$87,500', '4.1 c/kWh', '£3.2', '212 BTC'])(
    'that says %s is a value as well',
    (cell) => {
      expect(isValue(cell)).toBe(true);
    },
  );

  it.each([
    '',
    'Bitcoin sold',
    '2026',
    '2026 2025',
    'March 31',
    '4.1.2 of the plan',
    'Q1',
    '12 months',
    '1,000 of 2,000',
  ])('that says "%s" is none', (cell) => {
    expect(isValue(cell)).toBe(false);
  });

  it.each(['July 2024', 'Three Months Ended March 31, 2026', 'Q1 2026', 'Aug-24', 'FY2025', '2026', 'March 31,'])(
    'that says %s is a date',
    (cell) => {
      expect(isDate(cell)).toBe(true);
    },
  );

  it.each(['Bitcoin sold in March 2026', 'May', '212', 'March', ''])('that says "%s" is no date', (cell) => {
    expect(isDate(cell)).toBe(false);
  });

  it('may be a part of one that was torn', () => {
    expect(['$', '(', ')', '%', ') %', 'US$'].every(isSign)).toBe(true);
    expect(['EH/s', 'MW', 'million', 'BTC'].every(isUnit)).toBe(true);
    expect(['August', 'Sept.', 'One Month', '3 months ended'].every(isMonth)).toBe(true);
    expect(['$5', 'sold', '5 MW', 'August 2024'].some((cell) => isSign(cell) || isUnit(cell) || isMonth(cell))).toBe(
      false,
    );
  });
});
