import { BotError, Misconfigured, Unreachable } from '../../functions/kit/errors.ts';
import { monthlyAt } from '../cost/monthly.ts';
import {
  discordApplication,
  discordInvitations,
  type Platforms,
  telegramInvitations,
  telegramWebhook,
} from '../platforms.ts';
import { type StageName, stackNames } from '../stages.ts';
import { ANSWERS, type Answers, answersIn, completed, isRegion, REMEMBERED, type Source } from './answers.ts';
import { type Known, knownBy, withUnknownTokens } from './known.ts';
import type { Ports, StackState } from './ports.ts';
import { readStored, type Stored, store } from './stored.ts';
import { testAlert } from './test-alert.ts';
import { filled, OUTPUTS, type Output } from './words.ts';

export type Deployment = {
  stage: StageName;
  /** Undefined when nobody has said it, and there is nobody to ask. */
  region: string | undefined;
  /** Flags before variables before `.env`. */
  source: Source;
  platforms: Platforms;
};

/** As infra/aws names them. */
const TELEGRAM_URL = 'TelegramWebhookUrl';
const DISCORD_URL = 'DiscordInteractionsUrl';
const PAGE_URL = 'PageUrl';
const DASHBOARD_URL = 'DashboardUrl';

/**
 * From credentials to a bot that answers. Every step looks first and leaves alone what is right, so it may be run again
 * after it failed anywhere, and a second time changes nothing.
 *
 * @throws {Misconfigured} naming what a person has to do. @throws {Unreachable} when another try may do.
 */
export async function deploy(ports: Ports, deployment: Deployment): Promise<void> {
  const { stage, platforms } = deployment;
  const { account, region, stored, answers } = await begin(ports, deployment);
  const say = sayTo(ports, { stage, region });
  const known = await knownBy(answers, platforms);
  if (known.telegram) say('telegramKnown', { name: known.telegram.username });
  if (known.discord) say('discordKnown', { name: known.discord.name });

  await bootstrap(ports, { account, region });
  const names = await store(ports, stage, answers, stored);
  if (names.length > 0) say('secretsStored', { names: names.join(', ') });
  else say('secretsKept');

  const { bot, before } = await deployStacks(ports, { stage, region, answers });
  const isChanged = before?.changedAt !== bot.changedAt;
  if (!isChanged && names.some((name) => name !== 'settings')) await registerAgain(ports, stage, known);
  say(isChanged ? 'deployed' : 'unchanged');

  await sayRegistered(say, ports, { answers, known, platforms, bot });
  const isFirst = before === undefined;
  if (isFirst) await sayTested(say, ports, { stage, answers });
  sayWhere(say, known, bot, isFirst ? answers.ALARM_EMAIL : undefined);
}

type Begun = { account: string; region: string; stored: Stored; answers: Answers };

/** With nobody to ask, what keeps us from AWS is said together with everything else that is missing. */
async function begin(ports: Ports, { stage, region, source, platforms }: Deployment): Promise<Begun> {
  const told = { ...answersIn(source), ...(region !== undefined && { AWS_REGION: region }) };
  const account = await ports.account.who().catch((error: unknown) => {
    if (ports.ask === null && error instanceof BotError) return error;
    throw error;
  });
  if (typeof account !== 'string' || !isRegion(region)) {
    await completed(told, null, ANSWERS, typeof account === 'string' ? undefined : account);
    throw new Misconfigured('nobody has said a region that can be one, like us-east-1');
  }
  sayTo(ports, { stage, region })('account', { account });
  const stored = await readStored(ports, stage);
  const known = { ...stored.told, ...stored.secrets, ...told };
  const answers = await completed(known, ports.ask).catch(async (error: unknown) => {
    throw await withUnknownTokens(error, known, platforms);
  });
  return { account, region, stored, answers };
}

type Say = (output: Output, facts?: Readonly<Record<string, string>>) => void;

export const sayTo =
  (ports: Pick<Ports, 'say'>, usual: Readonly<Record<string, string>>): Say =>
  (output, facts = {}) =>
    ports.say(filled(OUTPUTS[output], { ...usual, ...facts }));

/** What the CDK's newest templates ask for; an older home is renewed. */
const NEWEST_HOME = 6;

/** Looks first: making a home takes a minute, and rights that somebody who only deploys may not have. */
async function bootstrap(ports: Ports, { account, region }: { account: string; region: string }): Promise<void> {
  const home = await ports.stacks.find('CDKToolkit');
  const isGood = home && /^(?:CREATE|UPDATE|UPDATE_ROLLBACK|IMPORT)_COMPLETE$/.test(home.status);
  if (isGood && Number(home.outputs['BootstrapVersion'] ?? 0) >= NEWEST_HOME) {
    ports.say(OUTPUTS.bootstrapped);
    return;
  }
  ports.say(OUTPUTS.bootstrapping);
  const code = await ports.cdk(['bootstrap', `aws://${account}/${region}`], { AWS_REGION: region });
  if (code !== 0) throw new Unreachable('cdk bootstrap failed, and said why above; nothing was deployed');
}

type ToDeploy = { stage: StageName; region: string; answers: Answers };

async function deployStacks(
  ports: Ports,
  { stage, region, answers }: ToDeploy,
): Promise<{ bot: StackState; before: StackState | undefined }> {
  const names = stackNames(stage);
  const before = await ports.stacks.find(names.bot);
  const began = ports.now();
  ports.say(filled(OUTPUTS.deploying, { stacks: `${names.data}, ${names.bot}` }));
  const code = await ports.cdk(
    [
      'deploy',
      names.data,
      names.bot,
      ...['--require-approval', 'never', '--progress', 'events'],
      ...parametersOf(names.bot, answers),
    ],
    environmentOf({ stage, region, answers }),
  );
  if (code !== 0) throw await deploymentFailed(ports, [names.data, names.bot], began);
  const bot = await ports.stacks.find(names.bot);
  if (bot === undefined) throw new Unreachable(`the CDK deployed, and yet there is no stack ${names.bot}`);
  return { bot, before };
}

/** What infra/aws/answers.ts asks for. */
export const STACK_PARAMETERS = {
  SEC_USER_AGENT: 'SecUserAgent',
  TELEGRAM_ACCESS: 'TelegramAccess',
  DISCORD_ACCESS: 'DiscordAccess',
  MOST_CHATS: 'MostChats',
} as const satisfies Partial<Record<keyof Answers, string>>;

/** A parameter that is not given keeps its last value, whatever the template's new default. */
const parametersOf = (stack: string, answers: Answers): string[] =>
  Object.entries(STACK_PARAMETERS).flatMap(([name, parameter]) => {
    const value = answers[name as keyof typeof STACK_PARAMETERS];
    return value === undefined ? [] : ['--parameters', `${stack}:${parameter}=${value}`];
  });

/** What the template is made from; no secret. */
const environmentOf = ({ stage, region, answers }: ToDeploy): Record<string, string> => ({
  STAGE: stage,
  AWS_REGION: region,
  CDK_DEFAULT_REGION: region,
  ...Object.fromEntries(
    REMEMBERED.flatMap((name) => (name === 'TEST_CHAT' || !answers[name] ? [] : [[name, answers[name]]])),
  ),
});

async function deploymentFailed(ports: Ports, names: readonly string[], began: Date): Promise<Unreachable> {
  const causes: string[] = [];
  for (const name of names) {
    if (await ports.stacks.find(name)) causes.push(...(await ports.stacks.failures(name, began)));
  }
  return new Unreachable(
    [
      'The deployment failed; AWS has put back what was there before, and the secrets are stored.',
      ...causes.map((cause) => `  - ${cause}`),
      'Run it again when that is mended: it goes on from there.',
    ].join('\n'),
  );
}

/** CloudFormation registers when code or address have changed; a new token is neither. */
async function registerAgain(ports: Ports, stage: StageName, known: Known): Promise<void> {
  const resources = await ports.stacks.resources(stackNames(stage).bot);
  const wanted = [...(known.telegram ? ['RegisterTelegram'] : []), ...(known.discord ? ['RegisterDiscord'] : [])];
  for (const { type, logicalId, physicalId } of resources) {
    const isIt =
      type === 'AWS::Lambda::Function' && wanted.some((name) => new RegExp(`^${name}[0-9A-F]{8}$`).test(logicalId));
    if (isIt && !(await ports.start(physicalId))) throw new Unreachable(`${logicalId} failed; its log says why`);
  }
}

/** Platforms need a moment. */
const LOOKS = 5;
const BETWEEN_LOOKS_MS = 2_000;

async function sayRegistered(
  say: Say,
  ports: Ports,
  { answers, known, platforms, bot }: { answers: Answers; known: Known; platforms: Platforms; bot: StackState },
): Promise<void> {
  const { TELEGRAM_TOKEN: telegram, DISCORD_TOKEN: discord } = answers;
  const urls = { telegram: bot.outputs[TELEGRAM_URL] ?? '', discord: bot.outputs[DISCORD_URL] ?? '' };
  if (telegram && known.telegram) {
    const isRight = await until(ports, async () => (await telegramWebhook(telegram, platforms)).url === urls.telegram);
    say(isRight ? 'telegramRegistered' : 'telegramUnregistered', { url: urls.telegram });
  }
  if (discord && known.discord) {
    const isRight = await until(
      ports,
      async () => (await discordApplication(discord, platforms)).interactions_endpoint_url === urls.discord,
    );
    say(isRight ? 'discordRegistered' : 'discordUnregistered', { url: urls.discord });
  }
}

async function until(ports: Ports, isSo: () => Promise<boolean>): Promise<boolean> {
  for (let look = 1; ; look++) {
    if (await isSo()) return true;
    if (look === LOOKS) return false;
    await ports.sleep(BETWEEN_LOOKS_MS);
  }
}

async function sayTested(
  say: Say,
  ports: Ports,
  { stage, answers }: { stage: StageName; answers: Answers },
): Promise<void> {
  const chat = answers.TEST_CHAT;
  if (chat === undefined) say('testUnsent');
  else {
    const { queue, body } = testAlert(chat, ports.now());
    const resources = await ports.stacks.resources(stackNames(stage).bot);
    const found = resources.find(
      ({ type, logicalId }) => type === 'AWS::SQS::Queue' && new RegExp(`^${queue}Queue[0-9A-F]{8}$`).test(logicalId),
    );
    if (found === undefined) throw new Misconfigured(`the stack has no queue ${queue}`);
    await ports.send(found.physicalId, body);
    say('testSent', { chat });
  }
}

function sayWhere(say: Say, known: Known, bot: StackState, newAddress: string | undefined): void {
  if (known.telegram) {
    const { chat, group } = telegramInvitations(known.telegram);
    say('telegramInvitation', { link: chat });
    say('telegramGroup', { link: group });
  }
  if (known.discord) {
    const { server, person } = discordInvitations(known.discord);
    say('discordServer', { link: server });
    say('discordPerson', { link: person });
  }
  const page = bot.outputs[PAGE_URL];
  if (page !== undefined) say('page', { link: page });
  const dashboard = bot.outputs[DASHBOARD_URL];
  if (dashboard !== undefined) say('dashboard', { link: dashboard });
  const [idle, hundred, tenThousand] = [0, 100, 10_000].map((subscribers) => monthlyAt(subscribers).toFixed(2));
  say('cost', { idle: idle!, hundred: hundred!, tenThousand: tenThousand! });
  if (newAddress !== undefined) say('alarms', { address: newAddress });
}
