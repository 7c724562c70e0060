import * as z from 'zod';
import type { PlainCommand } from '../answer.ts';

/** @see https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-type */
const PING = 1;
const APPLICATION_COMMAND = 2;

/** Until it has the whole command core. */
const ANSWERED: readonly PlainCommand[] = ['hashprice', 'help'];

const interactionShape = z.object({
  type: z.int(),
  data: z.object({ name: z.string().max(100).optional() }).optional(),
});

export type Asked = { kind: 'ping' } | { kind: 'command'; command: PlainCommand } | { kind: 'unknown' };

/** Reads an interaction that was verified. Unknown kinds are answered, never thrown. */
export function readInteraction(value: unknown): Asked {
  const parsed = interactionShape.safeParse(value);
  if (!parsed.success) return { kind: 'unknown' };
  if (parsed.data.type === PING) return { kind: 'ping' };
  const command = ANSWERED.find((name) => name === parsed.data.data?.name);
  return parsed.data.type === APPLICATION_COMMAND && command ? { kind: 'command', command } : { kind: 'unknown' };
}
