/** What differs between two deployments. Read from the environment at synth, so that the template holds it all. */
export type Settings = { stage: string; recipients: string; alarmEmail?: string; secUserAgent?: string };

/** A function's environment is at most 4 KB, names included; the rest of what `enrol` is told takes about 1 KB. */
const MAX_RECIPIENTS_BYTES = 2_500;

/** EDGAR turns away whoever leaves no name and address. As CloudFormation writes patterns, too. */
export const SEC_USER_AGENT_PATTERN = '^.*\\S@\\S.*$';

/** @throws {RangeError} naming the variable that is wrong. */
export function readSettings(source: Readonly<Record<string, string | undefined>>): Settings {
  const {
    STAGE: stage = 'production',
    RECIPIENTS: recipients = '[]',
    ALARM_EMAIL: alarmEmail,
    SEC_USER_AGENT: secUserAgent,
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
  return { stage, recipients, ...(alarmEmail ? { alarmEmail } : {}), ...(secUserAgent ? { secUserAgent } : {}) };
}

function isList(json: string): boolean {
  try {
    return Array.isArray(JSON.parse(json));
  } catch {
    return false;
  }
}
