import type { Platform } from '../subscriptions/recipient.ts';
import type { Key } from '../words/catalogue.ts';
import { CHARTS, type CommandName, FLEET_ACTIONS, SETTINGS, SPANS } from './command.ts';

/** What completes an option while it is typed: from our tables, or from what this chat has. */
export type Suggests = 'rigs' | 'tickers' | 'fleets' | 'topics' | 'alerts';

/**
 * @property name as in the command's shape. @property choices where only these are taken. @property takes something else
 * than text. @property only the one platform that has it.
 */
export type OptionEntry = {
  name: string;
  describedBy: Extract<Key, `option.${string}`>;
  choices?: readonly string[];
  suggests?: Suggests;
  takes?: 'role' | 'yes or no';
  only?: Platform;
};

/** Whose is meant where several people share a channel; Discord has it as an option, and nobody else's commands do. */
export const WHOSE = ['me', 'channel'] as const;
export type Whose = (typeof WHOSE)[number];

export const GROUPS = ['market', 'mining', 'companies', 'alerts', 'chat'] as const;
export type Group = (typeof GROUPS)[number];

/**
 * One command as every platform lists it.
 *
 * @property who `all`: whoever may speak here. `configure`: in groups, those who may change what the group is told; the
 * others may look, and every change asks again. @property listed false: works, and is in no list. @property usually whose
 * things it is about in a server of Discord's, unless its option `for` says otherwise; `all`: nobody's in particular.
 */
export type CommandEntry = {
  name: CommandName;
  group: Group;
  describedBy: Extract<Key, `command.${string}`>;
  who: 'all' | 'configure';
  where: readonly ('private' | 'group' | 'channel')[];
  options: readonly OptionEntry[];
  listed: boolean;
  usually: Whose | 'all';
};

const EVERYWHERE = ['private', 'group', 'channel'] as const;

const entry = (
  name: CommandName,
  group: Group,
  who: CommandEntry['who'],
  options: readonly OptionEntry[] = [],
  { usually = 'all', listed = true }: Partial<Pick<CommandEntry, 'usually' | 'listed'>> = {},
): CommandEntry => ({
  name,
  group,
  describedBy: `command.${name}`,
  who,
  where: EVERYWHERE,
  options: usually === 'all' ? options : [...options, option('for', 'option.for', { choices: WHOSE, only: 'discord' })],
  listed,
  usually,
});

const option = (
  name: string,
  describedBy: OptionEntry['describedBy'],
  more: Omit<OptionEntry, 'name' | 'describedBy'> = {},
): OptionEntry => ({ name, describedBy, ...more });

const CHANNEL = { usually: 'channel' } as const;

/** In the order in which people need them; a platform's list is this list. */
export const CATALOGUE: readonly CommandEntry[] = [
  entry('start', 'chat', 'all', [], { listed: false }),
  entry('hashprice', 'market', 'all'),
  entry('margin', 'mining', 'all', [option('fleet', 'option.fleet', { suggests: 'fleets' })], { usually: 'me' }),
  entry(
    'fleet',
    'mining',
    'configure',
    [
      option('action', 'option.fleet.action', { choices: FLEET_ACTIONS }),
      option('fleet', 'option.fleet', { suggests: 'fleets' }),
      option('machine', 'option.machine', { suggests: 'rigs' }),
      option('power', 'option.power'),
      option('called', 'option.called'),
      option('fee', 'option.fee'),
      option('pue', 'option.pue'),
      option('opex', 'option.opex'),
    ],
    { usually: 'me' },
  ),
  entry('alerts', 'alerts', 'configure', [], CHANNEL),
  entry('subscribe', 'alerts', 'configure', [option('what', 'option.subscribe', { suggests: 'topics' })], CHANNEL),
  entry('unsubscribe', 'alerts', 'configure', [option('what', 'option.unsubscribe', { suggests: 'alerts' })], CHANNEL),
  entry('cost', 'market', 'all'),
  entry('difficulty', 'market', 'all'),
  entry('chart', 'market', 'all', [
    option('of', 'option.chart', { choices: CHARTS }),
    option('span', 'option.span', { choices: SPANS }),
    option('fleet', 'option.fleet', { suggests: 'fleets' }),
    option('ticker', 'option.ticker', { suggests: 'tickers' }),
  ]),
  entry('ai', 'mining', 'all', [option('fleet', 'option.ai', { suggests: 'fleets' })], { usually: 'me' }),
  entry('miners', 'companies', 'all'),
  entry('production', 'companies', 'all'),
  entry('miner', 'companies', 'all', [option('ticker', 'option.ticker', { suggests: 'tickers' })]),
  entry('mute', 'alerts', 'configure', [option('time', 'option.mute')], CHANNEL),
  entry('history', 'alerts', 'all', [], CHANNEL),
  entry('test', 'alerts', 'configure', [], CHANNEL),
  entry(
    'settings',
    'chat',
    'configure',
    [
      option('what', 'option.setting', { choices: SETTINGS }),
      option('value', 'option.value'),
      option('mention', 'option.mention', { takes: 'role', only: 'discord' }),
      option('crosspost', 'option.crosspost', { takes: 'yes or no', only: 'discord' }),
    ],
    CHANNEL,
  ),
  entry('help', 'chat', 'all'),
  entry('privacy', 'chat', 'all'),
  entry('export', 'chat', 'configure', [], CHANNEL),
  entry('delete', 'chat', 'configure', [], CHANNEL),
];
