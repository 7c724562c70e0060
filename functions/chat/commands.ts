import type { Key } from '../words/catalogue.ts';
import { CHARTS, type CommandName, FLEET_ACTIONS, SETTINGS, SPANS } from './command.ts';

/** What completes an option while it is typed: from our tables, or from what this chat has. */
export type Suggests = 'rigs' | 'tickers' | 'fleets' | 'topics';

/** @property name as in the command's shape. @property choices where only these are taken. */
export type OptionEntry = {
  name: string;
  describedBy: Extract<Key, `option.${string}`>;
  choices?: readonly string[];
  suggests?: Suggests;
};

export const GROUPS = ['market', 'mining', 'companies', 'alerts', 'chat'] as const;
export type Group = (typeof GROUPS)[number];

/**
 * One command as every platform lists it.
 *
 * @property who `all`: whoever may speak here. `configure`: in groups, those who may change what the group is told; the
 * others may look, and every change asks again. @property listed false: works, and is in no list.
 */
export type CommandEntry = {
  name: CommandName;
  group: Group;
  describedBy: Extract<Key, `command.${string}`>;
  who: 'all' | 'configure';
  where: readonly ('private' | 'group' | 'channel')[];
  options: readonly OptionEntry[];
  listed: boolean;
};

const EVERYWHERE = ['private', 'group', 'channel'] as const;

const entry = (
  name: CommandName,
  group: Group,
  who: CommandEntry['who'],
  options: readonly OptionEntry[] = [],
  listed = true,
): CommandEntry => ({ name, group, describedBy: `command.${name}`, who, where: EVERYWHERE, options, listed });

const option = (
  name: string,
  describedBy: OptionEntry['describedBy'],
  more: Pick<OptionEntry, 'choices' | 'suggests'> = {},
): OptionEntry => ({ name, describedBy, ...more });

/** In the order in which people need them; a platform's list is this list. */
export const CATALOGUE: readonly CommandEntry[] = [
  entry('start', 'chat', 'all', [], false),
  entry('hashprice', 'market', 'all'),
  entry('margin', 'mining', 'all', [option('fleet', 'option.fleet', { suggests: 'fleets' })]),
  entry('fleet', 'mining', 'configure', [
    option('action', 'option.fleet.action', { choices: FLEET_ACTIONS }),
    option('fleet', 'option.fleet', { suggests: 'fleets' }),
    option('machine', 'option.machine', { suggests: 'rigs' }),
    option('power', 'option.power'),
    option('called', 'option.called'),
    option('fee', 'option.fee'),
    option('pue', 'option.pue'),
    option('opex', 'option.opex'),
  ]),
  entry('alerts', 'alerts', 'configure'),
  entry('subscribe', 'alerts', 'configure', [option('what', 'option.subscribe', { suggests: 'topics' })]),
  entry('unsubscribe', 'alerts', 'configure', [option('what', 'option.unsubscribe', { suggests: 'topics' })]),
  entry('cost', 'market', 'all'),
  entry('difficulty', 'market', 'all'),
  entry('chart', 'market', 'all', [
    option('of', 'option.chart', { choices: CHARTS }),
    option('span', 'option.span', { choices: SPANS }),
    option('fleet', 'option.fleet', { suggests: 'fleets' }),
    option('ticker', 'option.ticker', { suggests: 'tickers' }),
  ]),
  entry('miners', 'companies', 'all'),
  entry('miner', 'companies', 'all', [option('ticker', 'option.ticker', { suggests: 'tickers' })]),
  entry('mute', 'alerts', 'configure', [option('for', 'option.mute')]),
  entry('history', 'alerts', 'all'),
  entry('test', 'alerts', 'configure'),
  entry('settings', 'chat', 'configure', [
    option('what', 'option.setting', { choices: SETTINGS }),
    option('value', 'option.value'),
  ]),
  entry('help', 'chat', 'all'),
  entry('privacy', 'chat', 'all'),
  entry('export', 'chat', 'configure'),
  entry('delete', 'chat', 'configure'),
];
