import * as z from 'zod';
import { ANNOUNCEMENT_CLASSES } from '../filings/announcement.ts';
import { LOUDNESS, SUBJECTS } from '../subscriptions/settings.ts';
import { CURRENCIES, HASHPRICE_UNITS, LOCALES } from '../words/preferences.ts';
import { CHARTS, type CommandName, SETTINGS, SPANS } from './command.ts';
import { CATALOGUE } from './commands.ts';
import { FIELDS } from './conversation.ts';

const NAMES = CATALOGUE.map(({ name }) => name) as [CommandName, ...CommandName[]];

const reference = z.string().regex(/^[\w-]{8}$/);
/** Of a fleet or a rule of the chat's own: given once, never again. */
const id = z.string().regex(/^\d{1,9}$/);
const rig = z.string().regex(/^[a-z0-9+]{1,24}$/);
const page = z.coerce.number<string>().int().min(0).max(99);
const ticker = z.string().regex(/^[A-Z.]{1,6}$/);
const code = z.string().regex(/^[\w+-]{1,24}$/);
const turn = z.enum(['on', 'off']);

/**
 * What buttons can mean: the verb as it is written in a button, and its arguments.
 *
 * A verb is never given another meaning; one that is no longer here is answered as an old button is.
 */
const GRAMMAR = {
  /** Another command, without options. */
  command: ['c', z.tuple([z.enum(NAMES)])],
  newFleet: ['fn', z.tuple([])],
  /** The machine of a new fleet; then what its power costs, in thousandths of the chat's currency. */
  newRig: ['fr', z.tuple([rig])],
  newPrice: ['fp', z.tuple([rig, z.coerce.number<string>().int().min(1).max(1_000_000)])],
  otherRig: ['fo', z.tuple([])],
  fleet: ['f', z.tuple([id])],
  askField: ['fa', z.tuple([id, z.enum(FIELDS)])],
  fleetRig: ['fm', z.tuple([id, rig])],
  /** Its margin alone. */
  marginOf: ['mf', z.tuple([id])],
  dropFleet: ['fd', z.tuple([id])],
  reallyDropFleet: ['fx', z.tuple([id])],
  alerts: ['a', z.tuple([page])],
  dropRule: ['ad', z.tuple([reference])],
  editRule: ['ae', z.tuple([reference])],
  newLine: ['al', z.tuple([])],
  topics: ['t', z.tuple([])],
  topic: [
    'tt',
    z.tuple([z.enum(['filings', 'data', 'lowest', 'record', 'electricity', 'cash', 'regression', 'ai']), turn]),
  ],
  companies: ['tm', z.tuple([page])],
  /** By CIK: names and tickers move. */
  follow: ['tf', z.tuple([z.coerce.number<string>().int().positive(), turn, page])],
  /** Which announcements, and of how many coins at least; nought is any. */
  kinds: ['tn', z.tuple([])],
  kind: ['tk', z.tuple([z.enum(ANNOUNCEMENT_CLASSES), turn])],
  least: ['tb', z.tuple([z.coerce.number<string>().int().min(0).max(1_000_000)])],
  askLeast: ['ta', z.tuple([])],
  /** From an answer about one company. */
  followOne: ['to', z.tuple([ticker, turn])],
  miners: ['m', z.tuple([page])],
  holders: ['mh', z.tuple([page])],
  miner: ['mi', z.tuple([ticker])],
  chart: ['g', z.tuple([z.enum(CHARTS), z.enum(SPANS), z.union([id, ticker, z.literal('')])])],
  mute: ['u', z.tuple([code])],
  otherMute: ['uo', z.tuple([])],
  muteRule: ['ur', z.tuple([reference])],
  settings: ['s', z.tuple([])],
  setting: ['so', z.tuple([z.enum(SETTINGS)])],
  language: ['sl', z.tuple([z.enum(LOCALES)])],
  currency: ['sc', z.tuple([z.enum(CURRENCIES)])],
  unit: ['su', z.tuple([z.enum(HASHPRICE_UNITS)])],
  zone: ['sz', z.tuple([z.string().regex(/^[\w+/-]{1,40}$/)])],
  /** `22-7`, as it may be typed. */
  quiet: ['sq', z.tuple([code])],
  /** On Discord: no role is mentioned any more; and whether what is told is published to whoever follows. */
  unmention: ['sm', z.tuple([])],
  crosspost: ['sx', z.tuple([turn])],
  loudness: ['sv', z.tuple([z.enum(SUBJECTS), z.enum(LOUDNESS)])],
  digest: ['sd', z.tuple([z.enum(['off', 'day', 'week'])])],
  escalation: ['se', z.tuple([z.coerce.number<string>().int().min(0).max(1_440)])],
  /** A second chat: a code for it; call it no more; and, in the second, be called no more. */
  offerSecond: ['eo', z.tuple([])],
  dropSecond: ['ed', z.tuple([])],
  resign: ['er', z.tuple([])],
  /** What was asked, with nothing typed. */
  leave: ['q', z.tuple([])],
  erase: ['dx', z.tuple([z.enum(['yes', 'no'])])],
} as const satisfies Record<string, readonly [string, z.ZodType]>;

type Grammar = typeof GRAMMAR;
export type Verb = keyof Grammar;
/** A tap, read. */
export type Press = { [V in Verb]: { verb: V; args: z.output<Grammar[V][1]> } }[Verb];
type Given<V extends Verb> = z.input<Grammar[V][1]>;
/** Numbers are written as text. */
type Written<Args> = { [Place in keyof Args]: Args[Place] | number };
export type ArgsOf<V extends Verb> = Extract<Written<Given<V>>, readonly unknown[]>;

const VERSION = '1';
/** Telegram's limit, in bytes of UTF-8; Discord's is a hundred characters. */
export const MOST_BYTES = 64;

/** What a button sends back. @throws {RangeError} when it is too long, which is a mistake of ours. */
export function press<V extends Verb>(verb: V, ...args: ArgsOf<V>): string {
  const data = [VERSION, GRAMMAR[verb][0], ...args.map(String)].join(':');
  if (Buffer.byteLength(data) > MOST_BYTES) throw new RangeError(`a button of ${data.length} characters: ${data}`);
  return data;
}

const BY_CODE = new Map((Object.keys(GRAMMAR) as Verb[]).map((verb) => [GRAMMAR[verb][0] as string, verb]));

/** Reads what came back. @returns undefined for what no button of ours says today: an old one, or somebody's own. */
export function readPress(data: string): Press | undefined {
  if (data.length > MOST_BYTES) return undefined;
  const [version, written = '', ...args] = data.split(':');
  const verb = BY_CODE.get(written);
  if (version !== VERSION || verb === undefined) return undefined;
  const parsed = GRAMMAR[verb][1].safeParse(args);
  return parsed.success ? ({ verb, args: parsed.data } as Press) : undefined;
}
