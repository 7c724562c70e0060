import type { Probe } from './probe.ts';
import type { Settings } from './settings.ts';
import type { Changed, DiscordRegistered, Taken } from './tally.ts';

const usd = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const wholeUsd = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 0 });
export const timeOf = (at: Date): string => `${at.toISOString().slice(11, 19)}Z`;

/** What works and what does not, before anything else happens. */
export function sourceLines(probes: readonly Probe[], settings: Settings): string[] {
  const well = probes.filter(({ why }) => why === undefined);
  const ill = probes.filter(({ why }) => why !== undefined);
  return [
    `Sources that answer: ${well.length === 0 ? 'none' : well.map(({ source }) => source).join(', ')}.`,
    ...(ill.length === 0 ? [] : ['Sources that do not answer as they should:']),
    ...ill.map(({ source, host, why }) => `  - ${source} at ${host}: ${why}`),
    ...(settings.variables.SEC_USER_AGENT === undefined
      ? ['Filings are off: SEC_USER_AGENT is not set (name and mail address, as the SEC asks for).']
      : []),
  ];
}

/** One line for each tick: time, price, hashprice, who was asked, who was not believed. */
export function tickLine({ at, usdPerBtc, usdPerPhDay, from, ignored }: Taken): string {
  const not = ignored.map(({ feed, why }) => `${feed} (${why})`).join(', ');
  return [
    timeOf(at),
    `bitcoin ${wholeUsd.format(usdPerBtc)}`,
    `hashprice ${usd.format(usdPerPhDay)}/PH/s/day`,
    `from ${from.join(', ')}`,
    ...(not === '' ? [] : [`ignored ${not}`]),
  ].join('  ');
}

export const changeLine = ({ rule, from, to, because }: Changed): string => `  ${rule}: ${from} → ${to}, ${because}`;

/** Where the commands are, and how others get at them. */
export const discordLines = ({ commands, scope, invites }: DiscordRegistered): string[] => [
  `Discord lists the commands ${scope === 'global' ? 'everywhere' : `in the server ${scope}`} (${commands}).`,
  `  - to add the bot to a server: ${invites.server}`,
  `  - to use it yourself, anywhere: ${invites.person}`,
];
