import { mutedUntil } from '../subscriptions/mute.ts';
import { type Milliseconds, seconds } from '../units/time.ts';
import { attend } from './attend.ts';
import type { Drop, Wait } from './decide.ts';
import { begin } from './deliver.ts';
import { type ErrandOf, errandToJson, reminderOf, wakeOf } from './errand.ts';
import { byIncident, type Morning, morningOf } from './overnight.ts';
import { illustrate } from './pictures/illustrate.ts';
import { utteranceOf } from './sent.ts';
import type { Held } from './shelf.ts';
import { type DeliverDeps, inOrder, type Round, type Tools } from './stage.ts';
import { handOver } from './stages/leave.ts';
import { fingerprint, say } from './stages/say.ts';
import { takeSlot } from './stages/slot.ts';

/** As many as one look at the shelf takes down, and as many as one message tells of. */
const MOST_HELD = 300;
const MOST_TOLD = 10;
const AT_ONCE = seconds(0);
/** Whoever is saying something of it will have said it by then. */
const BUSY = seconds(30);

/**
 * A chat's night, or its silence, may be over: everything it held back is told in one message, each thing in it recorded
 * as said, so that what follows finds its beginning.
 *
 * What it tells is what lies on the shelf when it looks, and it claims each thing by itself: a copy of this errand, a
 * notice that came late, or the other end of one of them cannot be said beside it. What is over ten alerts goes into a
 * second message. When the night is not over (the chat has changed its clock, or its mind), it waits on.
 *
 * @throws like deliver.
 */
export async function wake<Rendered>(
  deps: DeliverDeps<Rendered>,
  errand: ErrandOf<'wake'>,
  deadline: Date,
): Promise<void> {
  const { recipient } = errand;
  await finish(deps, recipient);
  const shelf = await deps.shelf.of(recipient, MOST_HELD);
  if (shelf.length === 0 || !(await isHome(deps, recipient, shelf))) return;
  const settings = await deps.settings.read(recipient);
  const ready = await sortOut(deps, shelf, settings);
  const mornings = await lookAt(deps, ready);
  for (const { settled, drop } of mornings) {
    for (const { held, because } of drop) await letBe(deps, held, because);
    for (const held of settled) await deps.shelf.remove(held);
  }
  // One message for all: what somebody else is saying, or died while saying, is waited for.
  if (mornings.some(({ busy }) => busy)) return again(deps, errand, BUSY);
  const telling = mornings.filter(({ told }) => told.length > 0);
  const now = telling.slice(0, MOST_TOLD);
  const isOver = now.length === 0 || (await tellAll(deps, now, errand, settings, deadline));
  if (!isOver) return;
  const isMore = telling.length > now.length || (shelf.length === MOST_HELD && ready.length > 0);
  if (isMore) await again(deps, errand, AT_ONCE);
}

/** What was said in one message and not recorded in full, since somebody died, is recorded now. */
async function finish({ shelf, sent, clock }: Tools, recipient: Held['delivery']['recipient']): Promise<void> {
  for (const telltale of await shelf.noted(recipient)) {
    for (const utterance of telltale.covers) {
      const { messageId } = telltale;
      await sent.record(utterance, { state: 'sent', because: 'told in the morning', messageId }, clock.now());
    }
    await shelf.forget(telltale);
  }
}

/** One that is gone, paused or elsewhere is not told here; then everything on its shelf goes the way of other messages. */
async function isHome(deps: Tools, recipient: Held['delivery']['recipient'], shelf: readonly Held[]): Promise<boolean> {
  const standing = await deps.book.standing(recipient);
  if (standing.state === 'active') return true;
  for (const held of shelf) {
    if (standing.state === 'moved') {
      await handOver(held.delivery, deps, standing.to);
      await deps.shelf.remove(held);
    } else {
      await letBe(deps, held, standing.state === 'gone' ? 'the chat is gone' : 'the chat will not let us write');
    }
  }
  return false;
}

/** What may be said now. What the chat does not want any more is dropped; what must wait is looked at when it may not. */
async function sortOut(deps: Tools, shelf: readonly Held[], settings: Round['settings']): Promise<Held[]> {
  const now = deps.clock.now();
  const ready: Held[] = [];
  let next: Date | undefined;
  for (const held of shelf) {
    const wish = attend(held.delivery, settings, now);
    if (wish.to === 'say') {
      ready.push(held);
      continue;
    }
    // A silence that began in the night does not take away what the night held back.
    const until = wish.to === 'hold' ? wish.until : mutedUntil(settings, now);
    if (until && wish.because !== 'switched off here' && wish.because !== 'muted until it recovers') {
      next = next && next < until ? next : until;
    } else if (wish.to === 'drop') await letBe(deps, held, wish.because);
  }
  const [first] = shelf;
  if (next && first) await deps.due.remind(reminderOf(wakeOf(first.delivery.recipient), next));
  return ready;
}

type Looked = Morning & { incident: string; known: string };

async function lookAt({ sent, clock }: Tools, ready: readonly Held[]): Promise<Looked[]> {
  const looked: Looked[] = [];
  for (const [incident, held] of byIncident(ready)) {
    const heard = await sent.about(utteranceOf(held[0]!.delivery).recipient, incident);
    const morning = morningOf(held, heard, clock.now());
    const covered = morning.covers.map(({ delivery }) => delivery.notice.key);
    const known = fingerprint(heard.filter(({ notice }) => !covered.includes(notice)));
    looked.push({ ...morning, incident, known });
  }
  return looked;
}

/** @returns whether it is over, one way or another; if not, this errand has been put back to wait. */
async function tellAll<Rendered>(
  deps: DeliverDeps<Rendered>,
  mornings: readonly Looked[],
  errand: ErrandOf<'wake'>,
  settings: Round['settings'],
  deadline: Date,
): Promise<boolean> {
  const covers = mornings.flatMap((morning) => morning.covers);
  const deliveries = covers.map(({ delivery }) => delivery);
  const told = mornings.flatMap((morning) => morning.told);
  const [first] = told;
  const carrier = deliveries.find(({ notice }) => notice.key === first?.notice.key);
  if (carrier === undefined) return true;
  const round: Round = {
    ...begin({ ...carrier, lane: 'direct', postponed: errand.postponed }, deadline),
    settings,
    ...(covers.every(({ delivery }) => isSilent(delivery, settings, deps.clock.now())) ? { silent: true } : {}),
    verdict: { to: 'say', as: 'itself', because: 'told in the morning' },
    night: {
      because: covers.some(({ because }) => because === 'quiet hours') ? 'quiet hours' : 'muted for now',
      told,
      covers: deliveries.map(utteranceOf),
      deliveries,
      known: Object.fromEntries(mornings.map(({ incident, known }) => [incident, known])),
    },
    errand,
  };
  const decision = await inOrder<DeliverDeps<Rendered>>(takeSlot, say)(round, deps);
  deps.log.info('morning', { ...decision, recipient: round.key, notices: deliveries.map(({ notice }) => notice.key) });
  if (!decision.send && isWaiting(decision.because)) return false;
  if (told.length === 1) await illustrate(deps, carrier, round.key, decision);
  // Last on purpose: what is still on the shelf after a crash is found settled, and taken down, by the repeat.
  for (const held of covers) await deps.shelf.remove(held);
  await finish(deps, round.delivery.recipient);
  return true;
}

const isSilent = (delivery: Held['delivery'], settings: Round['settings'], now: Date): boolean => {
  const wish = attend(delivery, settings, now);
  return wish.to === 'say' && wish.silent === true;
};

const OVER: readonly (Wait | Drop)[] = [
  'the chat is gone',
  'the chat will not let us write',
  'the chat lives on under another id',
];
const isWaiting = (because: Wait | Drop): boolean => !OVER.includes(because);

async function letBe(deps: Tools, held: Held, because: Drop): Promise<void> {
  await deps.sent.record(utteranceOf(held.delivery), { state: 'dropped', because }, deps.clock.now());
  deps.log.count('NoticeHeldBack');
  await deps.shelf.remove(held);
}

const again = ({ lanes }: Tools, errand: ErrandOf<'wake'>, wait: Milliseconds): Promise<void> =>
  lanes.direct.put([errandToJson({ ...errand, postponed: 0 })], wait);
