import { expect, it } from 'vitest';
import { readSettings } from '../../infra/aws/settings.ts';

it('deploys production with nobody enrolled unless told otherwise', () => {
  expect(readSettings({})).toEqual({ stage: 'production', recipients: '[]' });
  expect(readSettings({ STAGE: 'try-out', RECIPIENTS: '[{}]', ALARM_EMAIL: 'a@example.org' })).toEqual({
    stage: 'try-out',
    recipients: '[{}]',
    alarmEmail: 'a@example.org',
  });
  expect(readSettings({ ALARM_EMAIL: '' })).not.toHaveProperty('alarmEmail');
});

it.each([
  [{ STAGE: 'Prod/1' }, /^STAGE must be/],
  [{ STAGE: '' }, /^STAGE must be/],
  [{ RECIPIENTS: '{}' }, /^RECIPIENTS must be a JSON list/],
  [{ RECIPIENTS: 'nobody' }, /^RECIPIENTS must be a JSON list/],
  [{ RECIPIENTS: JSON.stringify(['x'.repeat(2_500)]) }, /^RECIPIENTS must be at most 2500 bytes/],
])('says what is wrong with %o before anything is deployed', (source, expected) => {
  expect(() => readSettings(source)).toThrow(expected);
});
