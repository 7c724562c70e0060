import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { PowertoolsLog } from '../../functions/kit/log.powertools.ts';
import { METRIC_DIMENSION, METRIC_NAMES, QUEUES } from '../../functions/kit/names.contract.ts';
import { ALARMS, type Alarm, type AlarmName, type Watched } from '../../infra/alarms.ts';
import { constructId } from '../../infra/construct-id.ts';
import { type Spec, topology } from '../../infra/topology.ts';
import {
  functionOf,
  type Resource,
  readable,
  resourcesOf,
  root,
  synthesizedTemplate,
  variablesOf,
} from './synthesized.ts';

const template = synthesizedTemplate();
const alarms = new Map<string, Resource>(
  resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([id, alarm]) => [
    readable({ Ref: id }).replace(/Alarm$/, ''),
    alarm,
  ]),
);
const names = Object.keys(ALARMS) as AlarmName[];

afterEach(() => vi.restoreAllMocks());

it('the runbook has exactly one section for each alarm', () => {
  const runbook = readFileSync(join(root, 'infra', 'RUNBOOK.md'), 'utf8');
  const sections = [...runbook.matchAll(/^## (\w+)$/gm)].map((match) => match[1]);
  expect(sections.toSorted()).toEqual(names.toSorted());
  for (const section of runbook.split(/^## /m).slice(1))
    for (const part of ['*People notice:*', '*Look:*', '*Do:*']) expect(section).toContain(part);
});

it('a page names every function that its alarm looks at, so that whoever is woken knows whose log to read', () => {
  const runbook = readFileSync(join(root, 'infra', 'RUNBOOK.md'), 'utf8');
  const pages = new Map(runbook.split(/^## /m).map((page) => [page.split('\n', 1)[0]!, page]));
  const unnamed = Object.entries<Alarm>(ALARMS).flatMap(([name, { metric }]) =>
    functionsIn(metric)
      .filter((fn) => !pages.get(name)?.includes(`\`${fn}\``))
      .map((fn) => `${name} does not say ${fn}`),
  );
  expect(unnamed).toEqual([]);
});

function functionsIn(metric: Watched): readonly string[] {
  if ('countOf' in metric) return metric.by;
  if ('deadLettersOf' in metric) return metric.deadLettersOf.filter((name) => name !== 'schedules');
  if (!('failuresAt' in metric)) return [];
  return Object.entries<Spec>(topology).flatMap(([name, { start }]) => ('post' in start ? [name] : []));
}

const readers = Object.entries<Spec>(topology).flatMap(([name, { start }]) => ('queues' in start ? [name] : []));

it('no metric is paid for that neither an alarm nor the dashboard reads', () => {
  const read = JSON.stringify(
    ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::Dashboard'].flatMap((type) => resourcesOf(template, type)),
  );
  expect(METRIC_NAMES.filter((name) => !new RegExp(`\\W${name}\\W`).test(read))).toEqual([]);
});

it('no letter can die without an alarm, whichever queue it came from', () => {
  const metrics = Object.values<Alarm>(ALARMS).map(({ metric }) => metric);
  const dead = metrics.flatMap((metric) => ('deadLettersOf' in metric ? metric.deadLettersOf : []));
  expect(dead.toSorted()).toEqual([...readers, 'schedules'].toSorted());
});

it('no queue that somebody waits behind can fill up without an alarm; a crowd and its pictures may', () => {
  const metrics = Object.values<Alarm>(ALARMS).map(({ metric }) => metric);
  const late = metrics.flatMap((metric) => ('oldestSecondsIn' in metric ? metric.oldestSecondsIn : []));
  const others = QUEUES.filter((name) => !late.includes(name));
  expect(others).toEqual(['telegram-broadcast', 'discord-broadcast', 'pictures']);
});

it('no function on a schedule can fail for ever without an alarm', () => {
  const metrics = Object.values<Alarm>(ALARMS).flatMap((alarm) => ('below' in alarm ? [alarm.metric] : []));
  const missed = metrics.flatMap((metric) => ('countOf' in metric ? metric.by : []));
  const scheduled = Object.entries<Spec>(topology).flatMap(([name, { start }]) => ('every' in start ? [name] : []));
  const laidAside = resourcesOf(template, 'AWS::Lambda::EventInvokeConfig').flatMap(([, { Properties }]) => {
    const { OnFailure: to } = (Properties['DestinationConfig'] ?? {}) as { OnFailure?: { Destination: unknown } };
    return to && readable(to.Destination) === 'SchedulesDeadLetters' ? [readable(Properties['FunctionName'])] : [];
  });
  const seen = (name: string) => missed.includes(name as never) || laidAside.includes(constructId(name));
  expect(scheduled.filter((name) => !seen(name))).toEqual([]);
});

it('the template has exactly these alarms, each telling the topic when it begins and when it is over', () => {
  expect([...alarms.keys()].toSorted()).toEqual(names.toSorted());
  for (const { Properties: properties } of alarms.values()) {
    expect((properties['AlarmActions'] as unknown[]).map(readable)).toEqual(['Alarms']);
    expect((properties['OKActions'] as unknown[]).map(readable)).toEqual(['Alarms']);
  }
});

it.each(names)(
  '%s treats silence as its meaning demands, and looks at no more metrics than CloudWatch allows',
  (name) => {
    const { Properties: properties } = alarms.get(name)!;
    const alarm: Alarm = ALARMS[name];
    expect(properties['TreatMissingData']).toBe('below' in alarm ? 'breaching' : 'notBreaching');
    expect(properties['AlarmDescription']).toContain(alarm.means);
    // CloudWatch: at most ten metrics in one alarm, and at most a day of periods.
    expect(((properties['Metrics'] as unknown[]) ?? []).length).toBeLessThanOrEqual(11);
    expect(alarm.times * alarm.everyMinutes).toBeLessThanOrEqual(1_440);
  },
);

it('watches our own metrics where functions put them', () => {
  const written: Record<string, unknown>[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    written.push(JSON.parse(String(line)) as Record<string, unknown>);
    return true;
  });
  const told = variablesOf(functionOf(template, 'take-snapshot')[1]);
  vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', String(told['POWERTOOLS_METRICS_NAMESPACE']));
  new PowertoolsLog('take-snapshot').count('SnapshotTaken');
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  expect(written).toHaveLength(1);
  const { _aws: envelope, ...values } = written[0]!;
  const [blob] = (envelope as { CloudWatchMetrics: { Namespace: string; Dimensions: string[][] }[] }).CloudWatchMetrics;

  const { Properties: properties } = alarms.get('SnapshotMissing')!;
  expect(properties['Namespace']).toBe(blob!.Namespace);
  expect(blob!.Dimensions).toEqual([['service']]);
  expect(properties['Dimensions']).toEqual([{ Name: 'service', Value: values['service'] }]);
  expect(values['service']).toBe(METRIC_DIMENSION.service);
  expect(values).toHaveProperty(properties['MetricName'] as string);
});
