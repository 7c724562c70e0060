import * as z from 'zod';

/** As much as anybody types behind a command; more is cut before it is read. */
const LONGEST = 400;
const text = z
  .string()
  .transform((given) => given.slice(0, LONGEST).toWellFormed().trim())
  .optional()
  .transform((given) => (given === '' ? undefined : given));

export const FLEET_ACTIONS = ['add', 'change', 'rename', 'remove'] as const;
export const CHARTS = ['hashprice', 'cost', 'difficulty', 'miner', 'panel', 'ai', 'production'] as const;
export const SPANS = ['7d', '30d', '90d', '1y', 'all'] as const;
export type Span = (typeof SPANS)[number];
export const SETTINGS = ['language', 'currency', 'unit', 'zone', 'quiet', 'loudness', 'digest', 'escalation'] as const;
export type Setting = (typeof SETTINGS)[number];

/** What can be asked, whichever platform it comes from. What is typed freely stays text until its answer reads it. */
export const commandShape = z.discriminatedUnion('name', [
  z.object({ name: z.literal('start'), payload: text }),
  z.object({ name: z.literal('hashprice') }),
  z.object({ name: z.literal('margin'), fleet: text }),
  z.object({
    name: z.literal('fleet'),
    action: z.enum(FLEET_ACTIONS).optional(),
    fleet: text,
    machine: text,
    power: text,
    called: text,
    fee: text,
    pue: text,
    opex: text,
  }),
  z.object({ name: z.literal('cost') }),
  z.object({ name: z.literal('difficulty') }),
  z.object({
    name: z.literal('chart'),
    of: z.enum(CHARTS).optional(),
    span: z.enum(SPANS).optional(),
    fleet: text,
    ticker: text,
  }),
  z.object({ name: z.literal('ai'), fleet: text }),
  z.object({ name: z.literal('production') }),
  z.object({ name: z.literal('miners') }),
  z.object({ name: z.literal('miner'), ticker: text }),
  z.object({ name: z.literal('alerts') }),
  z.object({ name: z.literal('subscribe'), what: text }),
  z.object({ name: z.literal('unsubscribe'), what: text }),
  z.object({ name: z.literal('mute'), time: text }),
  z.object({
    name: z.literal('settings'),
    what: z.enum(SETTINGS).optional(),
    value: text,
    /** Discord's own: a role by its id, and whether to publish. */
    mention: text,
    crosspost: z.enum(['true', 'false']).optional(),
  }),
  z.object({ name: z.literal('test') }),
  z.object({ name: z.literal('history') }),
  z.object({ name: z.literal('help') }),
  z.object({ name: z.literal('privacy') }),
  z.object({ name: z.literal('export') }),
  z.object({ name: z.literal('delete') }),
]);
export type Command = z.output<typeof commandShape>;
export type CommandName = Command['name'];
export type CommandOf<Name extends CommandName> = Extract<Command, { name: Name }>;
