import type { Answer } from './answers.ts';

/** What a person is asked, by what is answered with it. README's section on deploying names exactly these. */
export const PROMPTS = {
  AWS_REGION: 'AWS region',
  TELEGRAM_TOKEN: 'Telegram bot token, from @BotFather (empty: no Telegram)',
  DISCORD_TOKEN: 'Discord bot token, from https://discord.com/developers/applications (empty: no Discord)',
  SEC_USER_AGENT: 'Your name and mail address, which EDGAR wants to know',
  ALARM_EMAIL: 'Mail address for alarms (empty: none)',
  TELEGRAM_ACCESS: 'Who may use the bot in Telegram (open, invite, or list:<ids of chats>)',
  TELEGRAM_INVITE: 'Invitation code',
  TEST_CHAT: 'Chat that gets a test alert, like telegram:42 or discord:645027906669510667 (empty: none)',
} as const satisfies Record<Answer, string>;

export const CONFIRMATIONS = {
  destroy: 'Take the bot of stage {stage} down?',
  secrets: 'Delete its tokens and settings from the Parameter Store, too?',
} as const;

/** What is printed, with what differs in braces. README's section on deploying names exactly these. */
export const OUTPUTS = {
  account: 'AWS account {account}, region {region}, stage {stage}',
  telegramKnown: 'Telegram knows the bot @{name}',
  discordKnown: 'Discord knows the application {name}',
  secretsStored: 'Stored in the Parameter Store: {names}',
  secretsKept: 'The Parameter Store has it all already',
  bootstrapped: 'The CDK is at home here already',
  bootstrapping: 'Making a home for the CDK here (cdk bootstrap) …',
  deploying: 'Deploying {stacks} …',
  deployed: 'Deployed',
  unchanged: 'Nothing had to be changed',
  telegramRegistered: 'Telegram brings its updates to {url}',
  telegramUnregistered:
    'Telegram does not bring its updates here yet; `npm run bot -- doctor --stage {stage}` says why',
  discordRegistered: 'Discord brings its interactions to {url}',
  discordUnregistered:
    'Discord does not bring its interactions here yet; `npm run bot -- doctor --stage {stage}` says why',
  testSent: 'A test alert is on its way to {chat}',
  testUnsent: 'For a test alert, write /test to the bot',
  telegramInvitation: 'In a Telegram chat:   {link}',
  telegramGroup: 'In a Telegram group:  {link}',
  discordServer: 'On a Discord server:  {link}',
  discordPerson: 'For a Discord user:   {link}',
  page: 'The page:             {link}',
  dashboard: 'Dashboard:            {link}',
  cost: 'To expect a month:    {idle} USD idle, {hundred} with 100 subscribers, {tenThousand} with 10,000',
  alarms: 'Alarms are mailed once you confirm the mail that AWS has sent to {address}',
  destroying: 'Taking down {stack} …',
  destroyed: 'The bot is gone',
  absent: 'There is no bot of stage {stage} here',
  undestroyed: 'Nothing was changed',
  secretsDeleted: 'Deleted from the Parameter Store: {names}',
  tableKept: 'Kept: the table {table} (stack {stack}), with every subscription; the next deployment goes on from it',
  secretsKeptThere: 'Kept: tokens and settings under {path} in the Parameter Store',
  removeSecrets: '  To remove them:     npm run destroy -- --stage {stage} --secrets --yes',
  removeTable: '  To remove it:       {command}',
  toolkitKept: 'Kept: the stack CDKToolkit, which other projects may use',
} as const;
export type Output = keyof typeof OUTPUTS;

/** @throws {RangeError} for a brace that nobody fills. */
export const filled = (text: string, facts: Readonly<Record<string, string>> = {}): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name];
    if (fact === undefined) throw new RangeError(`nobody says {${name}} in "${text}"`);
    return fact;
  });
