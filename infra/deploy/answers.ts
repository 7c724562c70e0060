import { type BotError, Misconfigured, reasonOf } from '../../functions/kit/errors.ts';
import { recipientFromKey } from '../../functions/subscriptions/recipient.ts';
import { SEC_USER_AGENT_PATTERN, TELEGRAM_ACCESS_PATTERN } from '../stages.ts';
import type { Ask } from './ports.ts';
import { PROMPTS } from './words.ts';

export type Source = Readonly<Record<string, string | undefined>>;

/** What is asked, in this order. */
export const ANSWERS = [
  'AWS_REGION',
  'TELEGRAM_TOKEN',
  'DISCORD_TOKEN',
  'SEC_USER_AGENT',
  'ALARM_EMAIL',
  'TELEGRAM_ACCESS',
  'TELEGRAM_INVITE',
  'TEST_CHAT',
] as const;
export type Answer = (typeof ANSWERS)[number];
/** What is used when somebody says it, and never asked. */
const UNASKED = ['RECIPIENTS', 'MOST_CHATS', 'DISCORD_ACCESS', 'DISCORD_GUILD'] as const;
const SECRET_ANSWERS = ['TELEGRAM_TOKEN', 'DISCORD_TOKEN', 'TELEGRAM_INVITE'] as const;
/** What is remembered with the stage, so that the next deployment is told the same by anybody, from anywhere. */
export const REMEMBERED = [
  'SEC_USER_AGENT',
  'ALARM_EMAIL',
  'TELEGRAM_ACCESS',
  'TEST_CHAT',
  ...UNASKED,
] as const satisfies readonly (Answer | (typeof UNASKED)[number])[];
export type Answers = Partial<Record<Answer | (typeof UNASKED)[number], string>>;

/** Secrets have no flag: a process's arguments are everybody's to read. */
export const FLAGS = ANSWERS.filter((name) => !SECRET_ANSWERS.some((secret) => secret === name));
export const flagOf = (name: Answer): string => name.toLowerCase().replaceAll('_', '-').replace(/^aws-/, '');

/** What is suggested, and where AWS is asked who is signed in while nobody has said a region. */
export const USUAL_REGION = 'us-east-1';

type Kind = { usual?: string; isNeeded(given: Answers): boolean; wrong?(answer: string): string | undefined };

const matching =
  (pattern: string, example: string) =>
  (answer: string): string | undefined =>
    new RegExp(pattern).test(answer) ? undefined : `It must look like ${example}`;

/** How a token must look is said without repeating it. */
const KINDS: Readonly<Record<Answer, Kind>> = {
  AWS_REGION: {
    usual: USUAL_REGION,
    isNeeded: () => true,
    wrong: matching('^[a-z]{2}(-[a-z]+)+-\\d$', USUAL_REGION),
  },
  TELEGRAM_TOKEN: {
    isNeeded: ({ DISCORD_TOKEN }) => !DISCORD_TOKEN,
    wrong: matching('^\\d+:[\\w-]{10,}$', '123456789:AAE…, as @BotFather shows it'),
  },
  DISCORD_TOKEN: {
    isNeeded: ({ TELEGRAM_TOKEN }) => !TELEGRAM_TOKEN,
    wrong: matching('^[\\w.-]{20,}$', 'MTk4NjIy….Cl2FMQ.ZnCjm1…, as the Developer Portal shows it'),
  },
  SEC_USER_AGENT: { isNeeded: () => true, wrong: matching(SEC_USER_AGENT_PATTERN, 'Jane Doe jane@example.com') },
  ALARM_EMAIL: { isNeeded: () => false, wrong: matching('^\\S+@\\S+\\.\\S+$', 'on-call@example.org') },
  TELEGRAM_ACCESS: {
    usual: 'open',
    isNeeded: () => false,
    wrong: matching(TELEGRAM_ACCESS_PATTERN, 'open, invite or list:42,-1001234567890'),
  },
  TELEGRAM_INVITE: {
    isNeeded: ({ TELEGRAM_ACCESS }) => TELEGRAM_ACCESS === 'invite',
    wrong: matching('^[\\w-]{4,64}$', 'miners-of-2026: 4 to 64 letters, digits, - and _'),
  },
  TEST_CHAT: { isNeeded: () => false, wrong: chatIsWrong },
};

function chatIsWrong(answer: string): string | undefined {
  try {
    recipientFromKey(answer);
    return undefined;
  } catch (error) {
    return `It must look like telegram:42 (${reasonOf(error)})`;
  }
}

/** Whether it looks as it must, so that whoever it is for can be asked whether he knows it. */
export const isWellFormed = (name: Answer, given: string): boolean => KINDS[name].wrong?.(given) === undefined;

export const isRegion = (text: string | undefined): text is string =>
  text !== undefined && KINDS.AWS_REGION.wrong?.(text) === undefined;

/** Of what is around, what deploying uses; a blank is nothing said. */
export const answersIn = (source: Source): Answers =>
  Object.fromEntries(
    [...ANSWERS, ...UNASKED].flatMap((name) => {
      const value = source[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );

/**
 * Completes what is known: asks a person for what nobody has said, and nothing that has no answer to wait for.
 *
 * @param hurdle what keeps us from AWS, where somebody who is told of it must be told of everything else as well.
 * @throws {Misconfigured} naming everything that is wrong, and with nobody to ask everything that is missing, at once.
 */
export async function completed(
  known: Answers,
  ask: Ask,
  wanted: readonly Answer[] = ANSWERS,
  hurdle?: BotError,
): Promise<Answers> {
  const wrong = wanted.flatMap((name) => {
    const value = known[name];
    const why = value === undefined ? undefined : KINDS[name].wrong?.(value);
    return why === undefined ? [] : [`${name}: ${why}`];
  });
  if (wrong.length > 0 && ask !== null) throw new Misconfigured(listed('Not as it should be', wrong));

  let answers = known;
  if (ask !== null) {
    for (const name of wanted) {
      if (answers[name] !== undefined || isSettled(name, answers)) continue;
      const given = (await ask.text(questionOf(name, answers))).trim();
      if (given !== '') answers = { ...answers, [name]: given };
    }
  }
  const missing = wanted.filter((name) => answers[name] === undefined && KINDS[name].isNeeded(answers));
  if (wrong.length + missing.length > 0) throw new Misconfigured(everything(wrong, missing, hurdle));
  if (hurdle !== undefined) throw hurdle;
  return answers;
}

function everything(wrong: readonly string[], missing: readonly Answer[], hurdle: BotError | undefined): string {
  const advice = missing.map((name) => {
    const { usual } = KINDS[name];
    const flag = FLAGS.includes(name) ? ` (--${flagOf(name)})` : '';
    return `${name}${flag}: ${PROMPTS[name]}${usual === undefined ? '' : `, like ${usual}`}`;
  });
  const isUnsure = hurdle !== undefined && missing.some((name) => name !== 'AWS_REGION');
  return [
    ...(hurdle === undefined ? [] : [listed('In the way', [hurdle.message])]),
    ...(wrong.length === 0 ? [] : [listed('Not as it should be', wrong)]),
    ...(missing.length === 0 ? [] : [listed('Missing', advice), 'Say it in the environment, in .env, or as a flag.']),
    ...(isUnsure ? ['What a deployment before was told is looked up once AWS can be asked.'] : []),
  ].join('\n');
}

/** An invitation code has no use while nobody needs one; a bot that is not on Telegram lets nobody in there. */
const isSettled = (name: Answer, { TELEGRAM_ACCESS, TELEGRAM_TOKEN }: Answers): boolean =>
  (name === 'TELEGRAM_INVITE' && TELEGRAM_ACCESS !== 'invite') || (name === 'TELEGRAM_ACCESS' && !TELEGRAM_TOKEN);

function questionOf(name: Answer, answers: Answers) {
  const { usual, isNeeded, wrong } = KINDS[name];
  // With no Telegram yet, Discord is still to come.
  const mayBeEmpty = name === 'TELEGRAM_TOKEN' || !isNeeded(answers);
  return {
    message: PROMPTS[name],
    isSecret: SECRET_ANSWERS.some((secret) => secret === name),
    ...(usual === undefined ? {} : { usual }),
    wrong: (given: string) => {
      const text = given.trim();
      if (text === '') return mayBeEmpty ? undefined : 'It cannot do without';
      return wrong?.(text);
    },
  };
}

export const listed = (title: string, lines: readonly string[]): string =>
  [`${title}:`, ...lines.map((line) => `  - ${line}`)].join('\n');
