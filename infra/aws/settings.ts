/** What differs between two deployments. Read from the environment at synth, so that the template holds it all. */
export type Settings = {
  stage: string;
  recipients: string;
  alarmEmail?: string;
  secUserAgent?: string;
  /** Who may use the bot, and how many chats may; as functions/kit/env.contract.ts says. */
  telegramAccess?: string;
  mostChats?: number;
};

/** A function's environment is at most 4 KB, names included; the rest of what `enrol` is told takes about 1 KB. */
const MAX_RECIPIENTS_BYTES = 2_500;

/** EDGAR turns away whoever leaves no name and address. As CloudFormation writes patterns, too. */
export const SEC_USER_AGENT_PATTERN = '^.*\\S@\\S.*$';

export const TELEGRAM_ACCESS_PATTERN = '^(open|invite|list:-?[0-9]{1,16}(,-?[0-9]{1,16})*)$';
export const USUAL_MOST_CHATS = 10_000;

/** @throws {RangeError} naming the variable that is wrong. */
export function readSettings(source: Readonly<Record<string, string | undefined>>): Settings {
  const {
    STAGE: stage = 'production',
    RECIPIENTS: recipients = '[]',
    ALARM_EMAIL: alarmEmail,
    SEC_USER_AGENT: secUserAgent,
    TELEGRAM_ACCESS: telegramAccess,
    MOST_CHATS: mostChats,
  } = source;
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(stage))
    throw new RangeError(`STAGE must be a short lower-case word, as in "production"; it is "${stage}"`);
  if (!isList(recipients))
    throw new RangeError(`RECIPIENTS must be a JSON list; it begins with ${recipients.slice(0, 20)}`);
  if (Buffer.byteLength(recipients) > MAX_RECIPIENTS_BYTES)
    throw new RangeError(
      `RECIPIENTS must be at most ${MAX_RECIPIENTS_BYTES} bytes: it travels in a function's environment`,
    );
  if (secUserAgent && !new RegExp(SEC_USER_AGENT_PATTERN).test(secUserAgent))
    throw new RangeError(
      `SEC_USER_AGENT must hold a mail address, as in "Jane Doe jane@example.com"; it is "${secUserAgent}"`,
    );
  if (telegramAccess && !new RegExp(TELEGRAM_ACCESS_PATTERN).test(telegramAccess))
    throw new RangeError(
      `TELEGRAM_ACCESS must be open, invite or a list of chats, as in "list:42,-1001234567890"; it is "${telegramAccess}"`,
    );
  if (mostChats && !/^[1-9]\d{0,5}$/.test(mostChats))
    throw new RangeError(`MOST_CHATS must be a number of chats, as in "500"; it is "${mostChats}"`);
  return {
    stage,
    recipients,
    ...(alarmEmail ? { alarmEmail } : {}),
    ...(secUserAgent ? { secUserAgent } : {}),
    ...(telegramAccess ? { telegramAccess } : {}),
    ...(mostChats ? { mostChats: Number(mostChats) } : {}),
  };
}

function isList(json: string): boolean {
  try {
    return Array.isArray(JSON.parse(json));
  } catch {
    return false;
  }
}
