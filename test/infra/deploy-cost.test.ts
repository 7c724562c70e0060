import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { billFor, monthlyAt, quantitiesAt } from '../../infra/cost/monthly.ts';
import type { Item } from '../../infra/cost/prices.ts';
import { ASSUMED, type Deployed, type Operation, type Operations, quantitiesOf } from '../../infra/cost/quantities.ts';
import { deployedIn } from './deployed.ts';
import { synthesizedTemplate } from './synthesized.ts';

const file = join(import.meta.dirname, '..', '..', 'infra', 'cost', 'deployed.json');

describe('what the model reckons with', () => {
  it('is what stands in the template', async () => {
    await expect(`${JSON.stringify(deployedIn(synthesizedTemplate()), null, 2)}\n`).toMatchFileSnapshot(file);
  });
});

const nothing: Operation = { reads: 0, writes: 0, sqs: 0, runs: {}, cpuSeconds: 0, outside: 0 };
const idle: Operations = {
  tick: nothing,
  minute: nothing,
  nightMinute: nothing,
  day: nothing,
  filing: nothing,
  alert: nothing,
  command: nothing,
};
const bare: Deployed = {
  memoryMb: {},
  queues: { all: 0, limited: 0 },
  metrics: { idle: 0, all: 0 },
  alarmMetrics: 0,
  dashboards: 0,
  tickSeconds: 300,
};
const month = (operations: Partial<Operations>, deployed: Partial<Deployed> = {}, subscribers = 0) =>
  quantitiesOf({
    subscribers,
    habits: { alerts: 300, commands: 10 },
    operations: { ...idle, ...operations },
    deployed: { ...bare, ...deployed },
  });

describe('a month by hand', () => {
  it('has 8,640 ticks, 30 days and 43,200 minutes, in 85 of 168 of which EDGAR is open', () => {
    expect(month({ tick: { ...nothing, reads: 1 } }).tableReads).toBe(8_640);
    const reads: Operation = { ...nothing, reads: 1 };
    expect(month({ minute: reads }).tableReads).toBeCloseTo(21_857.14, 2);
    expect(month({ minute: reads, nightMinute: reads }).tableReads).toBeCloseTo(43_200, 6);
    expect(month({ day: { ...nothing, reads: 1 } }).tableReads).toBe(30);
  });

  it('has 160 filings, whoever uses the bot: at 10 reads each 1,600, at a second of a whole processor 276.4 GB-s', () => {
    expect(ASSUMED.filingsPerMonth).toBe(160);
    const filing: Operation = { ...nothing, reads: 10, runs: { 'read-filing': 1 }, cpuSeconds: 1 };
    for (const subscribers of [0, 1_000]) {
      const { tableReads, lambdaRequests, lambdaGbSeconds, schedules } = month({ filing }, {}, subscribers);
      expect(tableReads).toBe(1_600);
      expect(lambdaRequests).toBe(160);
      expect(lambdaGbSeconds).toBeCloseTo(276.41, 2);
      expect(schedules).toBe(0);
    }
  });

  it('pays for 10,000 chats with 30 alerts a picture each that 100 share: 132,157 GB-s of drawing and of waiting', () => {
    // A hundredth of a drawing of 0.5 s at a whole processor, and a quarter of a second of waiting at 1,769 MB.
    const alert: Operation = { ...nothing, runs: { 'send-picture': 1 }, cpuSeconds: 0.005, outside: 1 };
    const { lambdaGbSeconds } = quantitiesOf({
      subscribers: 10_000,
      habits: { alerts: 30, commands: 0 },
      operations: { ...idle, alert },
      deployed: { ...bare, memoryMb: { 'send-picture': 1_769 } },
    });
    expect(lambdaGbSeconds).toBeCloseTo(132_156.7, 1);
  });

  it('asks a limited queue in vain 648,000 times, and another 259,200 times', () => {
    expect(month({}, { queues: { all: 1, limited: 1 } }).sqsRequests).toBe(648_000);
    expect(month({}, { queues: { all: 1, limited: 0 } }).sqsRequests).toBe(259_200);
  });

  it('pays for two limited and one other queue 0.22 USD: 1,555,200 requests, of which a million is free', () => {
    const bill = billFor(month({}, { queues: { all: 3, limited: 2 } }));
    expect(usdOf(bill, 'sqsRequests')).toBeCloseTo(0.222, 3);
  });

  it('pays for 1,000 chats with 300 alerts each 0.38 USD of writes, at two units an alert', () => {
    const bill = billFor(month({ alert: { ...nothing, writes: 2 } }, {}, 1_000));
    expect(usdOf(bill, 'tableWrites')).toBeCloseTo(0.375, 3);
  });

  it('pays for waiting by the megabyte: 43,200 runs that wait twice for a quarter of a second at 512 MB are 10,800 GB-s', () => {
    const waits: Operation = { ...nothing, runs: { 'watch-press': 1 }, outside: 2 };
    expect(ASSUMED.secondsPerOutsideRequest).toBe(0.25);
    expect(
      month({ minute: waits, nightMinute: waits }, { memoryMb: { 'watch-press': 512 } }).lambdaGbSeconds,
    ).toBeCloseTo(10_800, 6);
  });

  it('pays for computing whatever the memory: one second of a whole processor is 1.73 GB-s', () => {
    const computes: Operation = { ...nothing, runs: { enrol: 1 }, cpuSeconds: 1 };
    for (const memory of [256, 1_024])
      expect(month({ day: computes }, { memoryMb: { enrol: memory } }).lambdaGbSeconds).toBeCloseTo(51.83, 2);
  });

  it('counts metrics, those of alarms, and dashboards beyond what is free', () => {
    const bill = billFor(month({}, { metrics: { idle: 15, all: 20 }, alarmMetrics: 12, dashboards: 4 }));
    expect(usdOf(bill, 'metrics')).toBeCloseTo(1.5, 9);
    expect(usdOf(bill, 'alarmMetrics')).toBeCloseTo(0.2, 9);
    expect(usdOf(bill, 'dashboards')).toBeCloseTo(3, 9);
  });

  it('is paid from the first request without what is free', () => {
    const quantities = month({}, { alarmMetrics: 12 });
    expect(usdOf(billFor(quantities, false), 'alarmMetrics')).toBeCloseTo(1.2, 9);
  });

  it('adds its lines up, dearest first', () => {
    const { lines, usd } = billFor(quantitiesAt(10_000));
    expect(lines.reduce((sum, line) => sum + line.usd, 0)).toBeCloseTo(usd, 9);
    expect(lines.map((line) => line.usd)).toEqual(lines.map((line) => line.usd).toSorted((a, b) => b - a));
  });
});

describe('our own bot', () => {
  it('costs less than 3 USD a month while nobody uses it', () => {
    expect(monthlyAt(0)).toBeLessThan(3);
  });

  it('costs more with more subscribers', () => {
    expect(monthlyAt(100)).toBeGreaterThan(monthlyAt(0));
    expect(monthlyAt(1_000_000)).toBeGreaterThan(20 * monthlyAt(10_000));
  });
});

const usdOf = ({ lines }: ReturnType<typeof billFor>, item: Item): number =>
  lines.find((line) => line.item === item)!.usd;
