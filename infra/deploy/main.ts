import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Command, CommanderError, Option } from 'commander';
import { BotError, reasonOf } from '../../functions/kit/errors.ts';
import { sourceWith } from '../local/settings.ts';
import { platformsIn } from '../platforms.ts';
import { STAGES, type StageName } from '../stages.ts';
import { type Answer, completed, FLAGS, flagOf, type Source } from './answers.ts';
import { awsPorts } from './aws.ts';
import { cdkWith } from './cdk.ts';
import { deploy } from './deploy.ts';
import { destroy } from './destroy.ts';
import type { Ask, Ports } from './ports.ts';
import { askable, regionIn, signedIn } from './region.ts';
import { terminalAsk } from './terminal.ts';
import { PROMPTS } from './words.ts';

type Given = { stage?: StageName; ci?: boolean; yes?: boolean; secrets?: boolean } & Record<string, unknown>;

const keyOf = (name: Answer): string => flagOf(name).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

const source = sourceWith('.env', process.env);

const sourceOf = (given: Given): Source => ({
  ...source,
  ...Object.fromEntries(
    FLAGS.flatMap((name) => (typeof given[keyOf(name)] === 'string' ? [[name, given[keyOf(name)] as string]] : [])),
  ),
});

const askOf = ({ ci }: Given): Ask =>
  ci || process.env['CI'] || !process.stdin.isTTY || !process.stdout.isTTY ? null : terminalAsk();

const stageOf = ({ stage }: Given): StageName => stage ?? ((source['STAGE'] || 'prod') as StageName);

/** With nobody to ask, what is missing is said later, together with everything else. */
async function regionOf(given: Source, ask: Ask): Promise<string | undefined> {
  const region = await regionIn(given);
  if (ask === null) return region;
  return (await completed(region === undefined ? {} : { AWS_REGION: region }, ask, ['AWS_REGION'])).AWS_REGION;
}

const portsFor = (region: string, ask: Ask): Ports => ({
  ...awsPorts(region),
  cdk: cdkWith(process.env),
  ask,
  say: (line) => process.stdout.write(`${line}\n`),
  secret: () => randomBytes(32).toString('base64url'),
  now: () => new Date(),
  sleep: (ms) => wait(ms),
});

const program = new Command('hashprice-watch').exitOverride();
const stageOption = () => new Option('--stage <stage>', 'which bot').choices(Object.keys(STAGES));

const deployCommand = program
  .command('deploy')
  .description(
    'from a clone to a bot that answers; asks for what is missing, or reads it from the environment and .env',
  )
  .addOption(stageOption())
  .option('--ci', 'never ask; name what is missing')
  .addHelpText('after', '\nTokens: TELEGRAM_TOKEN and DISCORD_TOKEN, in the environment or .env.');
for (const name of FLAGS) deployCommand.option(`--${flagOf(name)} <text>`, PROMPTS[name]);
deployCommand.action(async (given: Given) => {
  const told = sourceOf(given);
  const ask = askOf(given);
  const region = await regionOf(told, ask);
  await deploy(portsFor(askable(region), ask), {
    stage: stageOf(given),
    region,
    source: told,
    platforms: platformsIn(told),
  });
});

program
  .command('destroy')
  .description('takes the bot down; the table stays, and tokens unless told otherwise')
  .addOption(stageOption())
  .option('--region <text>', PROMPTS.AWS_REGION)
  .option('--yes', 'do not ask')
  .option('--secrets', 'delete tokens and settings, too')
  .action(async (given: Given) => {
    const ask = askOf(given);
    const told = sourceOf(given);
    const region = (ask && (await regionOf(told, ask))) ?? (await signedIn(told)).region;
    const { yes: isSure = false, secrets } = given;
    await destroy(portsFor(region, ask), {
      stage: stageOf(given),
      region,
      isSure,
      ...(secrets === undefined ? {} : { secrets }),
    });
  });

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = 1;
  if (error instanceof CommanderError) process.exitCode = error.exitCode;
  // Somebody pressed Ctrl-C at a question.
  else if (error instanceof Error && error.name === 'ExitPromptError') process.exitCode = 130;
  else
    process.stderr.write(
      `${error instanceof BotError ? error.message : `This should not happen: ${reasonOf(error)}`}\n`,
    );
}
