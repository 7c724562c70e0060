import { type Press, readPress } from '../button.ts';
import { CATALOGUE, type CommandEntry } from '../commands.ts';

/** Whose matter something is: nobody's in particular, usually that of whoever asks, or usually the channel's. */
export type Matter = CommandEntry['usually'];

const usually = (name: string): Matter => CATALOGUE.find((entry) => entry.name === name)?.usually ?? 'all';

/** A chart with a fleet in it shows what somebody earns. */
export const matterOf = (command: string, options: Readonly<Record<string, unknown>>): Matter =>
  command === 'chart' && options['fleet'] !== undefined ? 'me' : usually(command);

/** The same of a button, by what it sends back. What is under an alert is the matter of whoever was alerted. */
export function matterOfTap(data: string): Matter {
  const press = readPress(data);
  return press === undefined ? 'channel' : matterOfPress(press);
}

function matterOfPress({ verb, args }: Press): Matter {
  switch (verb) {
    case 'command':
      return usually(args[0]);
    case 'miners':
    case 'miner':
      return 'all';
    case 'chart':
      return args[0] === 'hashprice' && args[2] !== '' ? 'me' : 'all';
    case 'newFleet':
    case 'newRig':
    case 'newPrice':
    case 'otherRig':
    case 'fleet':
    case 'marginOf':
      return 'me';
    default:
      return 'channel';
  }
}
