import { randomUUID } from 'node:crypto';
import { ACCOUNT, REGION } from '../../infra/local/context.ts';
import { sqsRecord } from '../support/events.ts';
import { CASES, type Case, type Trial } from './cases.ts';
import { runtimeClient } from './client.ts';
import { type Deployed, type Step, type Synthesized, synthesize } from './deployed.ts';
import { clock, type House, SAID, SECRETS, startHouse } from './house.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

type Row = { name: string; cold?: number | undefined; warm?: number | undefined; bytes?: number; wrong?: string };

const POISON = 'no message of ours';

/** Every function of the template under Lambda's own runtime client. @returns how many are not well. */
async function main(): Promise<number> {
  const client = runtimeClient();
  const house = await startHouse();
  try {
    const synthesized = synthesize(SAID, house.facts);
    try {
      return await tryAll(synthesized, client, house);
    } finally {
      synthesized.stop();
    }
  } finally {
    await house.stop();
  }
}

async function tryAll({ functions, steps }: Synthesized, client: string, house: House): Promise<number> {
  const byName = new Map(functions.map((deployed) => [deployed.name, deployed]));
  const found = new Map<string, { deployed: Deployed | undefined; step?: Step }>([
    ...functions.map((deployed) => [deployed.name, { deployed }] as const),
    ...steps.map((step) => [`${step.name} on deployment`, { deployed: byName.get(step.name), step }] as const),
  ]);
  const cases = new Map(Object.entries<Case>(CASES));
  let failed = 0;
  const report = (row: Row): void => {
    failed += row.wrong === undefined ? 0 : 1;
    process.stdout.write(`${lineOf(row)}\n`);
  };
  for (const [name, run] of cases) {
    const { deployed, step } = found.get(name) ?? {};
    if (deployed === undefined) report({ name, wrong: 'the template has nothing of this name' });
    else report(await tried({ name, run, deployed, ...(step && { step }) }, { client, house, byName }));
  }
  for (const name of found.keys()) if (!cases.has(name)) report({ name, wrong: NO_CASE });
  process.stdout.write(failed === 0 ? `all ${found.size} are well\n` : `${failed} FAILED\n`);
  return failed;
}

const NO_CASE = 'nobody tries it: give it a case in test/ric/cases.ts';

type Tried = { name: string; run: Case; deployed: Deployed; step?: Step };
type Around = { client: string; house: House; byName: ReadonlyMap<string, Deployed> };

async function tried({ name, run, deployed, step }: Tried, { client, house, byName }: Around): Promise<Row> {
  const opened: Sandbox[] = [];
  const open = async (one: Deployed) => {
    const sandbox = await startSandbox(client, one, house.here);
    opened.push(sandbox);
    return sandbox;
  };
  const sandbox = await open(deployed);
  const failures: unknown[] = [];
  const trial: Trial = {
    invoke: async (event) => {
      const answer = await sandbox.invoke(event);
      failures.push(...((answer as { batchItemFailures?: unknown[] } | null)?.batchItemFailures ?? []));
      return answer;
    },
    log: sandbox.log,
    open: async (other) => (await open(byName.get(other)!)).invoke,
    ...envelopes(deployed, step, house),
  };
  house.hosts.strangers.clear();
  try {
    mustRunOn(deployed);
    await run(trial, house);
    mustHaveBeenTried(sandbox, deployed, failures);
    mustTellNoSecret(opened);
    mustAskNoStranger(house);
    return { name, bytes: deployed.bytes, cold: sandbox.took.cold, warm: sandbox.took.warm[0] };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { name, bytes: deployed.bytes, wrong: `${why}\n${sandbox.log().slice(-4_000)}` };
  } finally {
    await Promise.all(opened.map((one) => one.stop()));
  }
}

function envelopes(
  { schedule, batches }: Deployed,
  step: Step | undefined,
  { responseUrl }: House,
): Omit<Trial, 'invoke' | 'open' | 'log'> {
  const batch: Trial['batch'] = (...bodies) => {
    const queue = batches[0];
    if (queue === undefined) throw new RangeError('the template has no queue for it to read');
    if (bodies.length > queue.most) throw new RangeError(`it is given ${queue.most} messages at a time`);
    return {
      Records: bodies.map((body, i) => sqsRecord(body, { messageId: `m${i}`, eventSourceARN: queue.arn })),
    };
  };
  return {
    batch,
    poisoned: (...bodies) => ({ event: batch(...bodies, POISON), bad: `m${bodies.length}` }),
    scheduled: (at = tick()) => {
      if (schedule === undefined) throw new RangeError('the template has no schedule for it');
      const said: Readonly<Record<string, string>> = {
        'execution-id': randomUUID(),
        'scheduled-time': at.toISOString().replace(/\.\d{3}Z$/, 'Z'),
        'schedule-arn': `arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule/default/a`,
      };
      return JSON.parse(schedule.replace(/<aws\.scheduler\.([\w-]+)>/g, (words, name: string) => said[name] ?? words));
    },
    step: (type) => {
      if (step === undefined) throw new RangeError('the template has no step of a deployment for it');
      return {
        RequestType: type,
        ResponseURL: responseUrl,
        StackId: `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/hashprice-watch-prod/a`,
        RequestId: randomUUID(),
        ResourceType: 'Custom::Registration',
        LogicalResourceId: step.id,
        ...(type === 'Create' ? {} : { PhysicalResourceId: step.id }),
        ...(type === 'Update' ? { OldResourceProperties: step.properties } : {}),
        ResourceProperties: step.properties,
      };
    },
  };
}

const TICK_MS = 300_000;
const tick = () => new Date(Math.floor(clock.now().getTime() / TICK_MS) * TICK_MS);

function mustRunOn({ runtime }: Deployed): void {
  const major = process.versions.node.split('.')[0];
  if (runtime !== `nodejs${major}.x`) throw new Error(`the template says ${runtime}, and this is Node ${major}`);
}

function mustHaveBeenTried({ took }: Sandbox, { batches }: Deployed, failures: readonly unknown[]): void {
  if (took.cold === undefined || took.warm.length === 0) throw new Error('its case must call it at least twice');
  if (batches.length > 0 && failures.length === 0) throw new Error('its case must bring it a message it cannot read');
}

function mustTellNoSecret(sandboxes: readonly Sandbox[]): void {
  for (const [parameter, secret] of Object.entries(SECRETS)) {
    if (sandboxes.some((one) => one.log().includes(secret))) throw new Error(`it printed what ${parameter} keeps`);
  }
}

function mustAskNoStranger({ hosts: { strangers } }: House): void {
  if (strangers.size > 0) throw new Error(`it asked ${[...strangers].join(', ')}, for which nobody stands here`);
}

const lineOf = ({ name, cold, warm, bytes, wrong }: Row): string =>
  [
    name.padEnd(32),
    time('cold', cold),
    time('warm', warm),
    `${Math.round((bytes ?? 0) / 1_000)} kB`.padStart(9),
    wrong === undefined ? ' ok' : ` FAILED: ${wrong}`,
  ].join(' ');

const time = (what: string, ms: number | undefined): string =>
  `${what} ${ms === undefined ? '–' : Math.round(ms)} ms`.padStart(13);

const failed = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
process.exitCode = failed === 0 ? 0 : 1;
