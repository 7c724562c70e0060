import { expect, it } from 'vitest';
import { isFromTelegram, SECRET_HEADER } from '../../../functions/chat/telegram/verify.ts';

it.each([
  ['the right secret', 's3cret', 's3cret', true],
  ['a wrong one', 's3cret', 's3creT', false],
  ['a prefix of it', 's3cret', 's3c', false],
  ['an empty one', 's3cret', '', false],
  ['none at all', 's3cret', undefined, false],
  ['an empty one where none is configured', '', '', false],
  ['any one where none is configured', '', 'x', false],
])('%s', (_, configured, given, verdict) => {
  expect(isFromTelegram(given === undefined ? {} : { [SECRET_HEADER]: given }, configured)).toBe(verdict);
});
