import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FunctionName } from '../../functions/kit/env.contract.ts';
import { constructId } from '../../infra/aws/construct-id.ts';
import { queueSettings } from '../../infra/local/cloud.ts';
import { ACCOUNT, REGION } from '../../infra/local/context.ts';
import { startSqs } from '../../infra/local/emulators/sqs.ts';
import { type Spec, topology } from '../../infra/topology.ts';
import { startParameters } from './parameters.ts';
import { deploymentOf, queueArns } from './permissions/deployment.ts';
import * as alerts from './permissions/drills-alerts.ts';
import * as delivery from './permissions/drills-delivery.ts';
import * as doors from './permissions/drills-doors.ts';
import * as market from './permissions/drills-market.ts';
import { DISCORD, TELEGRAM } from './permissions/keepers.ts';
import { type Grant, grantsOf, without } from './permissions/policy.ts';
import { play, type Shared, type Stage } from './permissions/stage.ts';
import { synthesizedTemplate } from './synthesized.ts';

/** Every function's part: what it does with each thing it may do. */
const DRILLS: Readonly<Record<FunctionName, (stage: Stage) => Promise<void>>> = {
  'take-snapshot': market.takeSnapshot,
  'backfill-history': market.backfillHistory,
  enrol: alerts.enrol,
  evaluate: alerts.evaluate,
  'release-due': alerts.releaseDue,
  'fan-out': delivery.fanOut,
  'deliver-telegram': delivery.deliverTelegram,
  'deliver-discord': delivery.deliverDiscord,
  'telegram-webhook': doors.telegramWebhook,
  'discord-interactions': doors.discordInteractions,
};
const names = Object.keys(DRILLS) as FunctionName[];

const FLEET = { joulesPerTerahash: 17.5, usdPerKwh: 0.08 };
const RECIPIENTS = JSON.stringify([
  { ...TELEGRAM, fleet: FLEET },
  { ...DISCORD, fleet: FLEET },
]);
const template = synthesizedTemplate({ recipients: RECIPIENTS });
const deployment = deploymentOf(template, { tableName: 'Table', sqsUrl: 'http://127.0.0.1' });

/** Used by Lambda with the function's role, and never by its code: its log, and polling the queues that start it. */
const LAMBDAS_OWN = /^(logs:|sqs:(?!SendMessage$))/;
const isLambdas = ({ action }: Grant) => LAMBDAS_OWN.test(action);
const allOf = (name: FunctionName) => grantsOf(deployment.policyOf(name));
const ownOf = (name: FunctionName) => allOf(name).filter((grant) => !isLambdas(grant));

/**
 * Powertools' own, which no contract asks for and without which a function does its work all the same. That a namespace
 * is needed, alarms.test.ts says: without it the alarms watch a namespace in which nothing is counted.
 */
const variablesOf = (name: FunctionName) =>
  Object.keys(deployment.variablesOf(name)).filter((variable) => !variable.startsWith('POWERTOOLS_'));

const said = ({ action, resource }: Grant) => `${action} ${resource}`;
const sorted = (grants: readonly Grant[]) => [...new Set(grants.map(said))].toSorted();

let shared: Shared;
beforeAll(async () => {
  shared = { template, sqs: await startSqs(queueSettings()), ssm: await startParameters(doors.PARAMETERS) };
});

const rows: string[] = [];
afterAll(async () => {
  await Promise.all([shared.sqs.stop(), shared.ssm.stop()]);
  process.stdout.write(`${rows.join('\n')}\n`);
});

describe.each(names)('%s', (name) => {
  it('is denied nothing, and uses whatever it may', async () => {
    const { allowed, denied, threw } = await play(name, DRILLS[name], shared);
    expect(sorted(denied)).toEqual([]);
    expect(threw).toBeUndefined();
    expect(sorted(allowed)).toEqual(sorted(ownOf(name)));
  });

  it('cannot do without any one of its grants', async () => {
    const survivors: string[] = [];
    for (const grant of ownOf(name)) {
      const { denied } = await play(name, DRILLS[name], shared, { policy: (whole) => without(whole, grant) });
      if (!sorted(denied).includes(said(grant))) survivors.push(said(grant));
    }
    expect(survivors).toEqual([]);
  });

  it('cannot do without any one of its variables', async () => {
    const survivors: string[] = [];
    for (const unset of variablesOf(name)) {
      const { threw } = await play(name, DRILLS[name], shared, { unset });
      if (threw === undefined) survivors.push(unset);
    }
    expect(survivors).toEqual([]);
  });

  it('may do for Lambda what Lambda does with its role, and nothing else', () => {
    const { start }: Spec = topology[name];
    const log = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${constructId(name)}Log:*`;
    const polling = ['ReceiveMessage', 'ChangeMessageVisibility', 'GetQueueUrl', 'DeleteMessage', 'GetQueueAttributes'];
    const expected = [
      ...['CreateLogStream', 'PutLogEvents'].map((action) => ({ action: `logs:${action}`, resource: log })),
      ...('queues' in start ? start.queues.flatMap(queueArns) : []).flatMap((resource) =>
        polling.map((action) => ({ action: `sqs:${action}`, resource })),
      ),
    ];
    expect(sorted(allOf(name).filter(isLambdas))).toEqual(sorted(expected));
  });
});
