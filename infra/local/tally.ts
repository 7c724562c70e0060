import * as z from 'zod';
import { reasonOf } from '../../functions/kit/errors.ts';
import type { Facts, Log } from '../../functions/kit/log.ts';
import type { MetricName } from '../../functions/kit/names.contract.ts';

const instant = z.union([z.iso.datetime(), z.date()]).transform((at) => new Date(at));

const snapshotTaken = z.object({
  at: instant,
  usdPerPhDay: z.number(),
  usdPerBtc: z.number(),
  difficulty: z.number(),
  from: z.array(z.string()),
  ignored: z.array(z.object({ feed: z.string(), why: z.string() })),
});
export type Taken = z.output<typeof snapshotTaken>;

const ruleChanged = z.object({
  rule: z.string(),
  from: z.string(),
  to: z.string(),
  because: z.string(),
  /** `rule@since#event`, or nothing where the change is nobody's news. */
  notice: z.string().optional(),
});
export type Changed = z.output<typeof ruleChanged>;

const delivery = z.object({ send: z.boolean(), because: z.string(), recipient: z.string() });
export type Delivered = z.output<typeof delivery>;

const filingRead = z.object({
  company: z.string(),
  form: z.string(),
  category: z.string(),
  /** What was told of it, or nothing. */
  event: z.string().optional(),
});
export type FilingRead = z.output<typeof filingRead>;

const discordRegistered = z.object({
  commands: z.string(),
  scope: z.string(),
  invites: z.object({ server: z.string(), person: z.string() }),
});
export type DiscordRegistered = z.output<typeof discordRegistered>;

const checked = z.object({ failed: z.number(), asked: z.number().optional() });

/** Which line of a function tells what. The shape of each is checked, so that a renamed fact is seen and not lost. */
const LINES = {
  'snapshot taken': (facts, to) => to.taken?.(snapshotTaken.parse(facts)),
  'rule changed': (facts, to) => to.changed?.(ruleChanged.parse(facts)),
  'filing read': (facts, to) => to.read?.(filingRead.parse(facts)),
  delivery: (facts, to) => to.delivered?.(delivery.parse(facts)),
  'press feeds checked': (facts, to) => {
    const { failed, asked = 0 } = checked.parse(facts);
    if (failed === 0 && asked > 0) to.well?.('press');
  },
  'filings checked': (facts, to) => {
    if (checked.parse(facts).failed === 0) to.well?.('filings');
  },
  'Discord registered': (facts, to) => to.onDiscord?.(discordRegistered.parse(facts)),
} as const satisfies Record<string, (facts: Facts, to: Listener) => void>;

/** What somebody at the terminal wants to hear of what the functions do. */
export type Listener = {
  taken?(snapshot: Taken): void;
  changed?(change: Changed): void;
  delivered?(decision: Delivered): void;
  read?(filing: FilingRead): void;
  onDiscord?(registered: DiscordRegistered): void;
  /** Whoever was asked for these answered. */
  well?(what: 'press' | 'filings'): void;
  /** Something worth knowing. */
  remark?(line: string): void;
  /** Something a person should look at. */
  trouble?(line: string): void;
};

/** The functions' log, for a terminal: what it should know is passed on, the rest is counted or let go. */
export class Tally implements Log {
  readonly counts = new Map<MetricName, number>();
  readonly #listener: Listener;
  /** A function that logs an error and throws it on is heard once. */
  readonly #told = new WeakSet<object>();

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  info(message: string, facts: Facts = {}): void {
    if (message in LINES) LINES[message as keyof typeof LINES](facts, this.#listener);
  }

  warn(message: string, facts: Facts = {}): void {
    const named = Object.entries(facts).map(([name, value]) => `${name} ${String(value)}`);
    this.#listener.remark?.([message, ...named].join(', '));
  }

  error(message: string, error: unknown): void {
    if (typeof error === 'object' && error !== null) {
      if (this.#told.has(error)) return;
      this.#told.add(error);
    }
    const reason = reasonOf(error);
    this.#listener.trouble?.(reason.startsWith(message) ? reason : `${message}: ${reason}`);
  }

  count(metric: MetricName, by = 1): void {
    this.counts.set(metric, (this.counts.get(metric) ?? 0) + by);
  }
}
