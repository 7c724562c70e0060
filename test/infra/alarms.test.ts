import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { PowertoolsLog } from '../../functions/kit/log.powertools.ts';
import { ALARMS, type Alarm, type AlarmName } from '../../infra/alarms.ts';
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
  expect(values).toHaveProperty(properties['MetricName'] as string);
});
