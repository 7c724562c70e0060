import * as z from 'zod';

/**
 * Every way in which stages may differ. All else is the same by construction: what works in one was tried in the other.
 */
const stageShape = z.strictObject({
  /**
   * From one snapshot to the next: whole minutes, as no scheduler is finer, that divide the hour; at most five, since
   * alarms look for a snapshot in every five.
   */
  tickSeconds: z.literal([60, 120, 180, 240, 300]),
  logLevel: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']),
  /** CloudWatch takes certain numbers of days only. */
  keepLogsDays: z.literal([1, 3, 5, 7, 14, 30, 60, 90]),
  /** How far back the table can be put; DynamoDB allows 35. It is paid by the table's size, whatever the number. */
  restorableDays: z.int().min(1).max(35),
  /** Whether CloudFormation refuses to delete the stack of the table. The table itself stays in any case. */
  keepStackOfTable: z.boolean(),
  /** What a month of the account may cost before somebody is told. */
  monthlyUsd: z.number().positive(),
  /** Who is told of alarms; ALARM_EMAIL says it for one deployment, without an address in the repository. */
  alarmEmail: z.email().optional(),
});
export type Stage = z.infer<typeof stageShape>;

/** The stages there are. A third is a third entry. */
export const STAGES = z.strictObject({ dev: stageShape, prod: stageShape }).parse({
  /** To try things out: five ticks in the time of one, every line, and no longer a memory than a week. */
  dev: {
    tickSeconds: 60,
    logLevel: 'DEBUG',
    keepLogsDays: 7,
    restorableDays: 7,
    keepStackOfTable: false,
    monthlyUsd: 10,
  },
  prod: {
    tickSeconds: 300,
    logLevel: 'INFO',
    keepLogsDays: 30,
    restorableDays: 35,
    keepStackOfTable: true,
    monthlyUsd: 20,
  },
});
export type StageName = keyof typeof STAGES;

/** What the stacks are called; the second holds what must outlive the first. */
export const stackNames = (stage: StageName) =>
  ({ bot: `hashprice-watch-${stage}`, data: `hashprice-watch-${stage}-data` }) as const;

export const tagsOf = (stage: StageName) => ({ project: 'hashprice-watch', stage });

/** A function's environment is at most 4 KB, names included; the rest of what `enrol` is told takes about 1 KB. */
const MAX_RECIPIENTS_BYTES = 2_500;
/** EDGAR turns away whoever leaves no name and address. As CloudFormation writes patterns, too. */
export const SEC_USER_AGENT_PATTERN = '^.*\\S@\\S.*$';
export const TELEGRAM_ACCESS_PATTERN = '^(open|invite|list:-?[0-9]{1,16}(,-?[0-9]{1,16})*)$';
export const DISCORD_ACCESS_PATTERN = '^(open|list:[0-9]{1,20}(,[0-9]{1,20})*)$';
export const USUAL_MOST_CHATS = 10_000;

const must = (what: string) => ({ error: ({ input }: { input?: unknown }) => `must be ${what}; it is "${input}"` });

/** What whoever deploys may say, in the environment of `cdk synth`. A blank is nothing said. */
const answersShape = z.object({
  STAGE: z.enum(Object.keys(STAGES) as StageName[], must('dev or prod')).default('prod'),
  RECIPIENTS: z
    .string()
    .refine(isList, { error: ({ input }) => `must be a JSON list; it begins with ${String(input).slice(0, 20)}` })
    .refine((json) => Buffer.byteLength(json) <= MAX_RECIPIENTS_BYTES, {
      error: `must be at most ${MAX_RECIPIENTS_BYTES} bytes: it travels in a function's environment`,
    })
    .default('[]'),
  ALARM_EMAIL: z.email(must('a mail address, as in "on-call@example.org"')).optional(),
  SEC_USER_AGENT: z
    .string()
    .regex(new RegExp(SEC_USER_AGENT_PATTERN), {
      error: ({ input }) => `must hold a mail address, as in "Jane Doe jane@example.com"; it is "${input}"`,
    })
    .optional(),
  TELEGRAM_ACCESS: z
    .string()
    .regex(new RegExp(TELEGRAM_ACCESS_PATTERN), must('open, invite or a list of chats, as in "list:42,-1001234567890"'))
    .default('open'),
  DISCORD_ACCESS: z
    .string()
    .regex(
      new RegExp(DISCORD_ACCESS_PATTERN),
      must('open or a list of servers and people, as in "list:290926798626357999"'),
    )
    .default('open'),
  MOST_CHATS: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, must('a number of chats, as in "500"'))
    .transform(Number)
    .default(USUAL_MOST_CHATS),
});

/** A stage, and what was said of this deployment of it; the template holds it all. */
export type Settings = Stage & {
  stage: StageName;
  recipients: string;
  secUserAgent?: string;
  /** Who may use the bot, and how many chats may; as functions/kit/env.contract.ts says. */
  telegramAccess: string;
  discordAccess: string;
  mostChats: number;
};

/** @throws {RangeError} naming every variable that is wrong, a line each. */
export function readSettings(source: Readonly<Record<string, string | undefined>>): Settings {
  const said = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const { success, data: answers, error } = answersShape.safeParse(said);
  if (!success)
    throw new RangeError(error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('\n'));
  return {
    ...STAGES[answers.STAGE],
    stage: answers.STAGE,
    recipients: answers.RECIPIENTS,
    telegramAccess: answers.TELEGRAM_ACCESS,
    discordAccess: answers.DISCORD_ACCESS,
    mostChats: answers.MOST_CHATS,
    ...(answers.ALARM_EMAIL === undefined ? {} : { alarmEmail: answers.ALARM_EMAIL }),
    ...(answers.SEC_USER_AGENT === undefined ? {} : { secUserAgent: answers.SEC_USER_AGENT }),
  };
}

function isList(json: string): boolean {
  try {
    return Array.isArray(JSON.parse(json));
  } catch {
    return false;
  }
}
