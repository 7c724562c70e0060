import { expect, it } from 'vitest';
import { isRivals, readRivals } from '../../../functions/chat/parse/rivals.ts';

it.each([
  ['ai', { fleet: '' }],
  ['AI 20 J/TH', { fleet: '20 J/TH' }],
  ['ai 15 J/TH 0.045', { fleet: '15 J/TH 0.045' }],
  ['ai above 15 J/TH', { fleet: '15 J/TH', side: 'above' }],
  ['hpc S21 XP 7c under', { fleet: 'S21 XP 7c', side: 'below' }],
  ['switch-over: revenue Garage', { fleet: 'Garage', basis: 'revenue' }],
  ['ai ниже 20 J/TH по марже', { fleet: '20 J/TH', side: 'below', basis: 'margin' }],
  ['ai　over　17,5　J/TH', { fleet: '17,5 J/TH', side: 'above' }],
])('reads %s', (text, asked) => {
  expect(isRivals(text)).toBe(true);
  expect(readRivals(text)).toEqual(asked);
});

it.each(['aim', 'aisle 3', 'below 40', 'MARA', 'hashprice'])('leaves %s to others', (text) => {
  expect(isRivals(text)).toBe(false);
});
