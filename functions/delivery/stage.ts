import type { Clock } from '../kit/clock.ts';
import type { Due } from '../kit/due.ts';
import { Misconfigured } from '../kit/errors.ts';
import type { Log } from '../kit/log.ts';
import type { Budget, Pace } from '../kit/pace.ts';
import type { Queue } from '../kit/queue.ts';
import type { Snapshot } from '../market/snapshot.ts';
import type { Book, Standing } from '../subscriptions/book.ts';
import type { Recipient, RecipientKey } from '../subscriptions/recipient.ts';
import type { Settings, SettingsKeeper } from '../subscriptions/settings.ts';
import type { Channel } from './channel.ts';
import type { Decision, Verdict } from './decide.ts';
import type { Delivery, deliveryToJson, Lane } from './delivery.ts';
import type { Errand, errandToJson } from './errand.ts';
import type { Manner } from './manner.ts';
import type { Night } from './overnight.ts';
import type { PictureTaskJson } from './pictures/task.ts';
import type { SentLog, Utterance } from './sent.ts';
import type { Shelf } from './shelf.ts';
import type { Telling } from './telling.ts';

export type LaneJson = ReturnType<typeof deliveryToJson> | ReturnType<typeof errandToJson>;

/** What every stage may use. */
export type Tools = {
  sent: SentLog;
  book: Book;
  settings: Pick<SettingsKeeper, 'read'>;
  shelf: Shelf;
  pace: Pace;
  /** Where a delivery goes back to wait: the two lanes of its platform. */
  lanes: Readonly<Record<Lane, Queue<LaneJson>>>;
  due: Due;
  clock: Clock;
  log: Log;
  /** Where pictures are asked for, on platforms that have any. */
  pictures?: Queue<PictureTaskJson>;
  /** First the recipient's own, last the platform's. */
  budgets(recipient: Recipient, lane: Lane): readonly Budget[];
  /** Whether a repeat of the same nonce is harmless. */
  idempotent: boolean;
  /** The newest snapshot, for its rates. */
  latest?(): Promise<Snapshot | undefined>;
  /** A chat has another id: whatever is kept under the old one goes over. */
  moved?(from: Recipient, to: Recipient): Promise<void>;
  /** A chat is gone for good: whatever is kept for it can go. */
  gone?(recipient: Recipient, why: string): Promise<void>;
};

/** The tools, and the voice of one platform. */
export type DeliverDeps<Rendered> = Tools & {
  channel: Channel<Rendered>;
  /** @param to whose it is: what a button does may be for nobody else. */
  render(telling: Telling, manner: Manner, to: Recipient): Rendered;
};

/** One delivery on its way through the stages. */
export type Round = {
  delivery: Delivery;
  key: RecipientKey;
  utterance: Utterance;
  /** When this invocation ends. */
  deadline: Date;
  verdict: Verdict & { to: 'say' };
  /** How the chat wants to be told; known from {@link heedSettings} on. */
  settings: Settings;
  silent?: boolean;
  /** The chat would not let us write on another day; this is how we find out whether it does now. */
  trial?: Standing & { state: 'paused' };
  /** Several things told in one message: what `delivery` and `utterance` are the first of. */
  night?: Night;
  /** What goes back to the lane when it has to wait, where that is not the delivery. */
  errand?: Errand;
};

/** It goes on to the next stage, or this is what became of it. */
export type Step = { on: Round } | { end: Decision };
export type Stage<Deps> = (round: Round, deps: Deps) => Promise<Step>;

/** Stages in order, until one of them ends it. */
export const inOrder =
  <Deps>(...stages: readonly Stage<Deps>[]) =>
  async (round: Round, deps: Deps): Promise<Decision> => {
    let step: Step = { on: round };
    for (const stage of stages) {
      step = await stage(step.on, deps);
      if ('end' in step) return step.end;
    }
    throw new Misconfigured('the last stage of a delivery must end it');
  };
