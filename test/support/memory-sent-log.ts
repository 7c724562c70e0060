import { NOTICE_EVENTS } from '../../functions/alerts/notice.ts';
import type { Claim, Entry, SentLog, Utterance } from '../../functions/delivery/sent.ts';
import type { Clock } from '../../functions/kit/clock.ts';
import type { RecipientKey } from '../../functions/subscriptions/recipient.ts';
import { days, later } from '../../functions/units/time.ts';

const KEPT = days(90);

/** The delivery log in memory. */
export class MemorySentLog implements SentLog {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #entries = new Map<string, { about: string; entry: Entry }>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  async about(recipient: RecipientKey, incident: string): Promise<Entry[]> {
    const place = ({ event, notice }: Entry) => `${NOTICE_EVENTS.indexOf(event)}#${notice}`;
    return [...this.#entries.values()]
      .filter(({ about, entry }) => about === `${recipient} ${incident}` && this.#isLive(entry))
      .map(({ entry }) => structuredClone(entry))
      .sort((a, b) => (place(a) < place(b) ? -1 : 1));
  }

  async claim(utterance: Utterance, leaseUntil: Date, now: Date): Promise<Claim> {
    const there = this.#read(utterance);
    if (there === undefined || (there.state === 'claimed' && there.leaseUntil! <= now)) {
      this.#write(utterance, { state: 'claimed', because: 'claimed', leaseUntil }, now);
      return { granted: true };
    }
    if (there.state !== 'claimed') return { granted: false, because: 'already said' };
    return { granted: false, because: 'somebody else is saying it', until: there.leaseUntil! };
  }

  async record(utterance: Utterance, entry: Parameters<SentLog['record']>[1], now: Date): Promise<void> {
    const there = this.#read(utterance);
    const may = entry.state === 'sent' ? there?.state !== 'sent' : (there?.state ?? 'claimed') === 'claimed';
    if (may) this.#write(utterance, entry, now);
  }

  async release(utterance: Utterance): Promise<void> {
    if (this.#read(utterance)?.state === 'claimed') this.#entries.delete(keyOf(utterance));
  }

  async erase(recipient: RecipientKey): Promise<string[]> {
    const mine = [...this.#entries].filter(([, { about }]) => about.startsWith(`${recipient} `));
    for (const [key] of mine) this.#entries.delete(key);
    return mine.map(([, { entry }]) => entry.notice);
  }

  #read(utterance: Utterance): Entry | undefined {
    const found = this.#entries.get(keyOf(utterance))?.entry;
    return found && this.#isLive(found) ? found : undefined;
  }

  #write(utterance: Utterance, entry: Omit<Entry, 'v' | 'event' | 'notice' | 'at'>, at: Date): void {
    const { recipient, incident, event, notice } = utterance;
    const about = `${recipient} ${incident}`;
    this.#entries.set(keyOf(utterance), { about, entry: { v: 1, event, notice, at, ...entry } });
  }

  #isLive = ({ at }: Entry): boolean => later(at, KEPT) > this.#clock.now();
}

const keyOf = ({ recipient, incident, event, notice }: Utterance): string =>
  `${recipient} ${incident} ${event} ${notice}`;
