import {
  type CHARTS,
  type Command,
  type CommandName,
  commandShape,
  FLEET_ACTIONS,
  SETTINGS,
  type Setting,
  type SPANS,
} from './command.ts';
import { CATALOGUE } from './commands.ts';
import { chosen } from './parse/choice.ts';
import { plainly } from './parse/read.ts';

/** A command, or one that is none of ours, with the nearest that is. */
export type CommandRead = { command: Command } | { unknown: string; nearest?: CommandName };

const SHAPE = /^\/([a-z_]{1,32})(?:@\w{1,64})?(?:\s+([\s\S]*))?$/i;

/** What other bots call it. */
const NAMES: Readonly<Record<CommandName, readonly string[]>> = {
  start: [],
  hashprice: ['price', 'hp', 'now'],
  margin: ['profit', 'profitability', 'breakeven'],
  fleet: ['fleets', 'rig', 'rigs', 'machine', 'machines', 'setup'],
  cost: ['costs'],
  difficulty: ['diff', 'retarget'],
  chart: ['charts', 'graph'],
  ai: ['hpc', 'lease', 'leases', 'switchover'],
  miners: ['companies'],
  production: ['issuance', 'accumulation', 'treasuries'],
  miner: ['company'],
  alerts: ['alert', 'rules', 'list'],
  subscribe: ['sub', 'add', 'follow'],
  unsubscribe: ['unsub', 'unfollow'],
  mute: ['snooze', 'unmute', 'silence'],
  settings: ['setting', 'config', 'preferences', 'language', 'timezone', 'quiet'],
  test: [],
  history: ['log'],
  help: ['commands'],
  privacy: [],
  export: [],
  delete: ['forget', 'erase'],
};

/** `/hashprice`, `/Miner@the_bot mara`, `/start filings`. @returns undefined when it does not begin like a command. */
export function readCommand(text: string): CommandRead | undefined {
  const [, word, rest = ''] = SHAPE.exec(text.trim()) ?? [];
  if (word === undefined) return undefined;
  const said = word.toLowerCase();
  const exact = CATALOGUE.find(({ name }) => name === said)?.name ?? alias(said);
  if (exact === undefined) {
    const nearest = chosen(said, NAMES);
    return { unknown: said, ...(nearest && { nearest }) };
  }
  const parsed = commandShape.safeParse({ name: exact, ...fieldsOf(exact, said, plainly(rest)) });
  return parsed.success ? { command: parsed.data } : { unknown: said, nearest: exact };
}

/** A command as a platform with options gives it; what is no option of it is not looked at. */
export function commandFrom(name: string, options: Readonly<Record<string, string | number | boolean>>): CommandRead {
  const given = Object.fromEntries(Object.entries(options).map(([option, value]) => [option, String(value)]));
  const parsed = commandShape.safeParse({ ...given, name });
  return parsed.success ? { command: parsed.data } : { unknown: plainly(name).slice(0, 32) };
}

const alias = (said: string): CommandName | undefined =>
  (Object.keys(NAMES) as CommandName[]).find((name) => NAMES[name].includes(said));

/** What was typed behind a command, by the option it must have been meant for. */
function fieldsOf(name: CommandName, said: string, rest: string): Readonly<Record<string, unknown>> {
  switch (name) {
    case 'start':
      return { payload: rest };
    case 'margin':
    case 'ai':
      return { fleet: rest };
    case 'miner':
      return { ticker: rest };
    case 'mute':
      return { time: said === 'unmute' ? 'off' : rest };
    case 'subscribe':
    case 'unsubscribe':
      return { what: rest };
    case 'fleet':
      return fleetFields(rest);
    case 'chart':
      return chartFields(rest);
    case 'settings':
      return settingFields(said, rest);
    default:
      return {};
  }
}

const ACTIONS: Readonly<Record<(typeof FLEET_ACTIONS)[number], readonly string[]>> = {
  add: ['new'],
  change: ['edit', 'set'],
  rename: [],
  remove: ['delete', 'drop'],
};

/** `S21 XP 7c`, `add S21 0.07`, `rename A to B`, `remove A`. */
function fleetFields(rest: string): Readonly<Record<string, unknown>> {
  const [, first = '', after = ''] = /^(\S+)\s*(.*)$/.exec(rest) ?? [];
  const action = FLEET_ACTIONS.find((one) => one === first.toLowerCase() || ACTIONS[one].includes(first.toLowerCase()));
  if (action === undefined) return { machine: rest };
  if (action === 'add') return { action, machine: after };
  if (action !== 'rename') return { action, fleet: after };
  const [, from = after, to] = /^(.+?)\s+(?:to|=|->|>)\s+(.+)$/i.exec(after) ?? [];
  return { action, fleet: from, called: to };
}

const SPAN_WORDS: Readonly<Record<(typeof SPANS)[number], readonly string[]>> = {
  '7d': ['week', '1w', '7', 'w'],
  '30d': ['month', '1m', '30', 'm'],
  '90d': ['quarter', '3m', '90', '3mo'],
  '1y': ['year', '365d', '12m', 'y'],
  all: ['max', 'ever', 'everything'],
};
const CHART_WORDS: Readonly<Record<(typeof CHARTS)[number], readonly string[]>> = {
  hashprice: ['price', 'hp', 'margin'],
  cost: ['costs'],
  difficulty: ['diff', 'retarget'],
  miner: ['company', 'sales', 'holdings'],
  panel: ['miners', 'listed'],
  ai: ['hpc', 'lease', 'leases'],
  production: ['issued', 'bought', 'treasuries'],
};

/** `30d`, `difficulty 1y`, `MARA`, `hashprice Texas 90d`: what is neither a span nor a chart is a ticker or a fleet. */
function chartFields(rest: string): Readonly<Record<string, unknown>> {
  const others: string[] = [];
  const found: { of?: string; span?: string } = {};
  for (const word of rest.split(' ').filter((one) => one !== '')) {
    const span = found.span ?? exactly(word, SPAN_WORDS);
    const of = found.of ?? exactly(word, CHART_WORDS);
    if (found.span === undefined && span !== undefined) found.span = span;
    else if (found.of === undefined && of !== undefined) found.of = of;
    else others.push(word);
  }
  const other = others.join(' ');
  return { ...found, ...(found.of === 'miner' ? { ticker: other } : { fleet: other }) };
}

const exactly = <Choice extends string>(
  word: string,
  choices: Readonly<Record<Choice, readonly string[]>>,
): Choice | undefined =>
  word.toLowerCase() in choices || word.length > 0 ? match(word.toLowerCase(), choices) : undefined;

const match = <Choice extends string>(
  word: string,
  choices: Readonly<Record<Choice, readonly string[]>>,
): Choice | undefined => (Object.keys(choices) as Choice[]).find((one) => one === word || choices[one].includes(word));

const SETTING_WORDS: Readonly<Record<Setting, readonly string[]>> = {
  language: ['lang', 'locale'],
  currency: ['money'],
  unit: ['units'],
  zone: ['timezone', 'tz', 'time'],
  quiet: ['night', 'dnd', 'hours'],
  loudness: ['sound', 'sounds', 'loud', 'silent'],
  digest: ['summary', 'report'],
  escalation: ['escalate', 'repeat'],
};

/** `zone Berlin`, `quiet 22-7`; `/timezone Berlin` is the same. */
function settingFields(said: string, rest: string): Readonly<Record<string, unknown>> {
  const named = match(said, SETTING_WORDS) ?? SETTINGS.find((one) => one === said);
  if (named) return { what: named, value: rest };
  const [, first = '', value = ''] = /^(\S+)\s*(.*)$/.exec(rest.replace(/^quiet hours/i, 'quiet')) ?? [];
  const what = chosen(first, SETTING_WORDS);
  return what === undefined ? {} : { what, value };
}
