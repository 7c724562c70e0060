import { onTestFinished, vi } from 'vitest';
import { awsPorts } from '../../../infra/deploy/aws.ts';
import { type Deployment, deploy } from '../../../infra/deploy/deploy.ts';
import { type Destruction, destroy } from '../../../infra/deploy/destroy.ts';
import type { Ask, Ports } from '../../../infra/deploy/ports.ts';
import { json, serve } from '../../../infra/local/loopback/serve.ts';
import { type FakeAws, startAws } from './aws.ts';

export const TELEGRAM = '123456:AAE-telegram-token-that-nobody-sees';
export const DISCORD = 'MTk4NjIy.discord.token-that-nobody-sees';
export const GIVEN = {
  TELEGRAM_TOKEN: TELEGRAM,
  DISCORD_TOKEN: DISCORD,
  SEC_USER_AGENT: 'Jane Doe jane@example.com',
  ALARM_EMAIL: 'on-call@example.org',
  TEST_CHAT: 'telegram:42',
};
const URLS = {
  TelegramWebhookUrl: 'https://abc.execute-api.us-east-1.amazonaws.com/telegram',
  DiscordInteractionsUrl: 'https://abc.execute-api.us-east-1.amazonaws.com/discord',
  PageUrl: 'https://abc.execute-api.us-east-1.amazonaws.com/',
  DashboardUrl: 'https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#dashboards/dashboard/Bot',
};

export type World = {
  aws: FakeAws;
  said: string[];
  /** What was asked. */
  asked: string[];
  cdk: { args: readonly string[]; environment: Readonly<Record<string, string>> }[];
  /** The next run of the CDK ends so. */
  failNext(...causes: string[]): void;
  /** Whether platforms were told. */
  registers: boolean;
  /** The next deployment has something new to deploy. */
  codeIsNew(): void;
  deploy(source: Deployment['source'], answers?: Readonly<Record<string, string>>): Promise<void>;
  destroy(how: Partial<Destruction>, yes?: readonly boolean[]): Promise<void>;
};

/** Everything but AWS's own work: real SDK over loopback, platforms that know two tokens, a CDK that makes stacks at once. */
export async function openWorld(): Promise<World> {
  const aws = await startAws();
  vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  const told = { telegram: '', discord: '' };
  const platforms = await serve(({ path, headers }) => {
    if (path.startsWith('/bot')) {
      if (!path.startsWith(`/bot${TELEGRAM}/`)) return json({ ok: false, description: 'Unauthorized' }, 401);
      const isMe = path.endsWith('/getMe');
      return json({ ok: true, result: isMe ? { id: 123456, username: 'hash_bot' } : { url: told.telegram } });
    }
    if (headers.authorization !== `Bot ${DISCORD}`) return json({ message: '401: Unauthorized', code: 0 }, 401);
    return json({ id: '845027738276462632', name: 'Hashprice', interactions_endpoint_url: told.discord || null });
  });
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await Promise.all([aws.stop(), platforms.stop()]);
  });

  let clock = new Date('2026-11-24T12:00:00Z').getTime();
  let failing: string[] | undefined;
  let isNew = true;
  const world = { said: [] as string[], asked: [] as string[], cdk: [] as World['cdk'] };

  const cdk: Ports['cdk'] = async (args, environment) => {
    world.cdk.push({ args, environment });
    clock += 1_000;
    const [command, ...names] = args;
    if (failing !== undefined) {
      const at = new Date(clock);
      for (const cause of failing)
        aws.events.unshift({ stack: names[1] ?? '', at, resource: 'Thing', status: 'CREATE_FAILED', reason: cause });
      aws.stacks.set(String(names[1]), { status: 'ROLLBACK_COMPLETE', changedAt: at, outputs: {}, resources: [] });
      failing = undefined;
      return 1;
    }
    if (command === 'bootstrap') aws.stacks.set('CDKToolkit', made(clock, { BootstrapVersion: '28' }));
    else if (command === 'destroy') aws.stacks.delete(String(names[0]));
    else if (isNew) {
      aws.stacks.set(String(names[0]), made(clock, { TableName: 'the-table' }));
      aws.stacks.set(String(names[1]), made(clock, URLS));
      if (opened.registers)
        Object.assign(told, { telegram: URLS.TelegramWebhookUrl, discord: URLS.DiscordInteractionsUrl });
      isNew = false;
    }
    return 0;
  };
  const portsWith = (ask: Ask): Ports => ({
    ...awsPorts('us-east-1'),
    cdk,
    ask,
    say: (line) => void world.said.push(line),
    secret: () => 'a-generated-secret',
    now: () => new Date(clock),
    sleep: async (ms) => {
      clock += ms;
    },
  });

  const opened: World = {
    ...world,
    aws,
    registers: true,
    failNext: (...causes) => {
      failing = causes;
    },
    codeIsNew: () => {
      isNew = true;
    },
    deploy: (source, answers) =>
      deploy(
        portsWith(
          answers === undefined
            ? null
            : {
                text: async ({ message, wrong }) => {
                  world.asked.push(message);
                  const answer = answers[message] ?? '';
                  const why = wrong(answer);
                  if (why !== undefined) throw new Error(`${message} → "${answer}": ${why}`);
                  return answer;
                },
                yes: async () => false,
              },
        ),
        {
          stage: 'prod',
          region: 'us-east-1',
          source,
          platforms: { TELEGRAM_API_URL: platforms.url, DISCORD_API_URL: platforms.url },
        },
      ),
    destroy: (how, yes) => {
      const left = [...(yes ?? [])];
      const ask: Ask =
        (yes && {
          text: () => Promise.reject(new Error('nobody need be asked')),
          yes: async (message) => {
            world.asked.push(message);
            return left.shift() ?? false;
          },
        }) ||
        null;
      return destroy(portsWith(ask), { stage: 'prod', region: 'us-east-1', isSure: false, ...how });
    },
  };
  return opened;
}

const made = (at: number, outputs: Record<string, string>) => ({
  status: 'CREATE_COMPLETE',
  changedAt: new Date(at),
  outputs,
  resources: [
    { logicalId: 'TelegramDirectQueue0A1B2C3D', physicalId: 'https://sqs/telegram-direct', type: 'AWS::SQS::Queue' },
    { logicalId: 'RegisterTelegram0A1B2C3D', physicalId: 'register-telegram-x', type: 'AWS::Lambda::Function' },
    { logicalId: 'RegisterTelegramLog0A1B2C3D', physicalId: 'log', type: 'AWS::Logs::LogGroup' },
    { logicalId: 'RegisterDiscord0A1B2C3D', physicalId: 'register-discord-x', type: 'AWS::Lambda::Function' },
  ],
});
