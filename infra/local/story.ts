import { type Day, dayOf } from '../../functions/units/time.ts';
import type { Changed, Delivered, FilingRead, Listener, Taken } from './tally.ts';

/** What happened in a replay, gathered from what the functions said as they went along. */
export class Story implements Listener {
  snapshots = 0;
  lowest: Taken | undefined;
  latest: Taken | undefined;
  /** The last snapshot of each day: daily closes. */
  readonly days = new Map<Day, Taken>();
  /** Notices by what they say: fired, resolved, … */
  readonly notices = new Map<string, number>();
  /** What was not said, and why. */
  readonly heldBack = new Map<string, number>();
  /** Filings that were read, and those of which something was told. */
  filings = { read: 0, told: 0 };
  /** Deliveries by platform. */
  readonly sent = new Map<string, number>();
  readonly troubles: string[] = [];

  taken(snapshot: Taken): void {
    this.snapshots++;
    this.latest = snapshot;
    this.days.set(dayOf(snapshot.at), snapshot);
    if (this.lowest === undefined || snapshot.usdPerPhDay < this.lowest.usdPerPhDay) this.lowest = snapshot;
  }

  changed({ notice, to, from, because }: Changed): void {
    const unsaid = whatWasNotSaid(from, to);
    if (notice !== undefined) add(this.notices, eventOf(notice));
    else if (unsaid !== undefined) add(this.heldBack, `${unsaid}: ${because}`);
  }

  delivered({ send, because, recipient }: Delivered): void {
    if (send) add(this.sent, recipient.startsWith('telegram') ? 'Telegram' : 'Discord');
    else add(this.heldBack, `a delivery: ${because}`);
  }

  read({ event }: FilingRead): void {
    this.filings.read++;
    if (event !== undefined) this.filings.told++;
  }

  trouble(line: string): void {
    this.troubles.push(line);
  }
}

/** The key of a notice is `rule@since#event`, and a reminder's has its tick after that. */
const eventOf = (notice: string): string => notice.slice(notice.lastIndexOf('#') + 1).split('@')[0]!;

/** Changes of phase that might have been news, and are none. */
function whatWasNotSaid(from: string, to: string): string | undefined {
  if (from === 'pending' && to === 'calm') return 'an alert that would not have lasted';
  if (from === 'recovering' && to === 'firing') return 'an all-clear that would not have lasted';
  return to === 'calm' ? 'an end that this kind of alert does not tell' : undefined;
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
