import type { Probe } from './probe.ts';
import type { Settings } from './settings.ts';
import type { DiscordRegistered, Taken } from './tally.ts';

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
      : ['Filings are on: EDGAR and the press wires are asked, under the name in SEC_USER_AGENT.']),
  ];
}

/** A length of time as people say it: `10 s`, `5 min`, `1 h`. */
export function lengthOf(seconds: number): string {
  if (seconds % 3_600 === 0) return `${seconds / 3_600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

/**
 * One line for each tick: time, price, hashprice, who was asked, who was not believed.
 *
 * @param before who was not believed at the tick before: why is not said again.
 */
export function tickLine(
  { at, usdPerBtc, usdPerPhDay, from, ignored }: Taken,
  before: ReadonlySet<string> = new Set(),
): string {
  const not = ignored.map(({ feed, why }) => (before.has(feed) ? feed : `${feed} (${why})`)).join(', ');
  return [
    timeOf(at),
    `bitcoin ${wholeUsd.format(usdPerBtc)}`,
    `hashprice ${usd.format(usdPerPhDay)}/PH/day`,
    `from ${from.join(', ')}`,
    ...(not === '' ? [] : [`ignored ${not}`]),
  ].join('  ');
}

/** Where the commands are, and how others get at them. */
export const discordLines = ({ commands, scope, invites }: DiscordRegistered): string[] => [
  `Discord lists the commands ${scope === 'global' ? 'everywhere' : `in the server ${scope}`} (${commands}).`,
  `  - to add the bot to a server: ${invites.server}`,
  `  - to use it yourself, anywhere: ${invites.person}`,
];
