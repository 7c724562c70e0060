import { expect, it } from 'vitest';
import { expressionOf } from '../../infra/aws/schedules.ts';

it.each([
  [300, 'cron(0/5 * * * ? *)'],
  [60, 'cron(0/1 * * * ? *)'],
  [1_800, 'cron(0/30 * * * ? *)'],
])('a tick of %d seconds begins with the hour: %s', (tick, expected) => {
  expect(expressionOf('tick', tick).expressionString).toBe(expected);
});

it.each([30, 90, 420, 3_600, 7_200])(
  'a tick of %d seconds, which no clock of the hour can keep, is refused',
  (tick) => {
    expect(() => expressionOf('tick', tick)).toThrow(RangeError);
  },
);
