import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FunctionName } from '../../functions/kit/env.contract.ts';
import { constructId } from '../../infra/construct-id.ts';
import { ACCOUNT, REGION } from '../../infra/local/context.ts';
import { type Spec, topology } from '../../infra/topology.ts';
import { isMissedAtOnce } from './missed.ts';
import { deploymentOf, queueArns } from './permissions/deployment.ts';
import * as alerts from './permissions/drills-alerts.ts';
import * as delivery from './permissions/drills-delivery.ts';
import * as doors from './permissions/drills-doors.ts';
import * as filings from './permissions/drills-filings.ts';
import * as market from './permissions/drills-market.ts';
import * as pictures from './permissions/drills-pictures.ts';
import { type Guarded, type Mutation, startGuarded } from './permissions/guarded.ts';
import { DISCORD, TELEGRAM } from './permissions/keepers.ts';
import { type Grant, grantsOf, without } from './permissions/policy.ts';
import { type Drill, type Played, play } from './permissions/stage.ts';
import { Tally } from './permissions/tally.ts';
import { synthesizedTemplate } from './synthesized.ts';

/** Every function's part: something for each thing it may do. */
const DRILLS: Readonly<Record<FunctionName, Drill>> = {
  'take-snapshot': market.takeSnapshot,
  'backfill-history': market.backfillHistory,
  enrol: alerts.enrol,
  'release-due': alerts.releaseDue,
  'watch-filings': filings.watchFilings,
  'read-financials': filings.readFinancials,
  'watch-press': filings.watchPress,
  'read-filing': filings.readFiling,
  evaluate: alerts.evaluate,
  'fan-out': delivery.fanOut,
  'deliver-telegram': delivery.deliverTelegram,
  'deliver-discord': delivery.deliverDiscord,
  'send-picture': pictures.sendPicture,
  'telegram-webhook': doors.telegramWebhook,
  'register-telegram': doors.registerTelegram,
  'check-telegram': doors.checkTelegram,
  'discord-interactions': doors.discordInteractions,
  'register-discord': doors.registerDiscord,
  page: doors.page,
};
const names = Object.keys(DRILLS) as FunctionName[];

const FLEET = { joulesPerTerahash: 17.5, usdPerKwh: 0.08 };
const RECIPIENTS = [TELEGRAM, DISCORD].map((recipient) => ({ ...recipient, fleet: FLEET }));
const template = synthesizedTemplate({
  recipients: JSON.stringify(RECIPIENTS),
  secUserAgent: filings.USER_AGENT,
  telegramAccess: 'invite',
  discordAccess: `list:${doors.SERVER}`,
  mostChats: doors.MOST_CHATS,
});
const deployment = deploymentOf(template, { tableName: 'Table', sqsUrl: 'http://127.0.0.1' });

/** Where Lambda lays aside what a daily function failed at. */
const ASIDE: Grant = { action: 'sqs:SendMessage', resource: `arn:aws:sqs:${REGION}:${ACCOUNT}:SchedulesDeadLetters` };
/**
 * Done by Lambda with the function's role, and never by its code: writing its log, polling the queues that start it, and
 * laying aside what failed.
 */
const isLambdas = ({ action, resource }: Grant) =>
  action.startsWith('logs:') || POLLING.includes(action) || (action === ASIDE.action && resource === ASIDE.resource);
const POLLING = ['ReceiveMessage', 'ChangeMessageVisibility', 'GetQueueUrl', 'DeleteMessage', 'GetQueueAttributes'].map(
  (action) => `sqs:${action}`,
);
const allOf = (name: FunctionName) => grantsOf(deployment.policyOf(name));
const ownOf = (name: FunctionName) => allOf(name).filter((grant) => !isLambdas(grant));

/**
 * Powertools' own are left out: no contract asks for them, and without them a function does its work all the same. Its
 * name and `INFO` are what the code says anyway; what the namespace is for, and that it is there, alarms.test.ts says.
 */
const variablesOf = (name: FunctionName) =>
  Object.keys(deployment.variablesOf(name)).filter((variable) => !variable.startsWith('POWERTOOLS_'));

/** Without the number of the table, which is another one in each run. */
const said = ({ action, resource }: Grant) => `${action} ${resource.replace(/\bTable\.\d+/, 'Table')}`;
const sorted = (grants: readonly Grant[]) => [...new Set(grants.map(said))].toSorted();

let guarded: Guarded;
beforeAll(async () => {
  guarded = await startGuarded(template, doors.PARAMETERS);
});

const tally = new Tally();
afterAll(async () => {
  await guarded.stop();
  process.stdout.write(tally.table());
});

const run = async (name: FunctionName, mutation?: Mutation): Promise<Played> =>
  play(name, DRILLS[name], guarded, await guarded.admit(name, mutation));

describe.each(names)('%s', (name) => {
  it('is denied nothing, and uses whatever it may', async () => {
    const { allowed, denied, threw } = await run(name);
    expect(sorted(denied)).toEqual([]);
    expect(threw).toBeUndefined();
    expect(sorted(allowed)).toEqual(sorted(ownOf(name)));
  });

  it('cannot do without any one of its grants', async () => {
    const survivors: string[] = [];
    for (const grant of ownOf(name)) {
      const lacks = (one: Grant) => said(one) === said(grant);
      const { denied } = await run(name, {
        policy: (whole) => grantsOf(whole).filter(lacks).reduce(without, whole),
      });
      // Nothing else is denied either: what is taken away is that one grant.
      const killed = denied.length > 0 && denied.every(lacks);
      tally.add(name, 'grants', killed);
      if (!killed) survivors.push(said(grant));
    }
    expect(survivors).toEqual([]);
  });

  it('cannot do without any one of its variables', async () => {
    const survivors: string[] = [];
    for (const unset of variablesOf(name)) {
      const { threw } = await run(name, { unset });
      tally.add(name, 'variables', threw !== undefined);
      if (threw === undefined) survivors.push(unset);
    }
    expect(survivors).toEqual([]);
  });

  it('may do for Lambda what Lambda does with its role, and nothing else', () => {
    const { start }: Spec = topology[name];
    const log = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${constructId(name)}Log:*`;
    const queues = 'queues' in start ? start.queues.flatMap(queueArns) : [];
    const expected = [
      ...['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => ({ action, resource: log })),
      ...queues.flatMap((resource) => POLLING.map((action) => ({ action, resource }))),
      ...('every' in start && !isMissedAtOnce(name) ? [ASIDE] : []),
    ];
    expect(sorted(allOf(name).filter(isLambdas))).toEqual(sorted(expected));
  });
});
