import { digestOf } from '../../kit/digest.ts';
import { Refused, Unreachable } from '../../kit/errors.ts';
import { type Prepared, preparePicture } from '../../pictures/prepare.ts';
import { type Recipient, recipientKey } from '../../subscriptions/recipient.ts';
import { quantity } from '../../units/quantity.ts';
import { elapsed, hours, later, type Milliseconds, minutes, seconds } from '../../units/time.ts';
import { finishThinking } from './finish-thinking.ts';
import type { Photo, PhotoChannel, PhotoOutcome } from './photo.ts';
import { type PictureTask, pictureTaskToJson } from './task.ts';
import {
  drawWith,
  no,
  type PictureDecision,
  pictureOf,
  type SendPictureDeps,
  threadOf,
  utteranceOf,
  wait,
} from './tools.ts';
import type { Uploaded } from './uploads.ts';

/** Whoever is not told within this time has moved on. */
const FRESH = hours(3);
/** Longer than this function may run (30 s): an expired claim means that its owner is dead. */
const LEASE = minutes(2);
const SEND_WITHIN = seconds(12);
const AFTERWARDS = seconds(3);
/** A slot further off than this is waited for elsewhere. */
const WORTH_SLEEPING = seconds(5);
const OTHERS_DRAW = seconds(3);

/**
 * Shows one picture in one chat, once; drawn by whoever comes first. Where a platform keeps it, it is sent by
 * its file id to everybody else.
 *
 * @throws {Unreachable} perhaps sent, or a keeper failed. @throws {Refused} the platform refused it, for good.
 */
export async function sendPicture(deps: SendPictureDeps, task: PictureTask, deadline: Date): Promise<PictureDecision> {
  const { interaction } = task;
  const decision = interaction
    ? await finishThinking(deps, { ...task, interaction }, deadline)
    : await decide(deps, task, deadline);
  deps.log.info('picture', { ...decision, recipient: recipientKey(task.recipient), picture: task.key });
  return decision;
}

async function decide(deps: SendPictureDeps, task: PictureTask, deadline: Date): Promise<PictureDecision> {
  const { clock, channels, book, sent } = deps;
  const { recipient } = task;
  const channel = channels[recipient.platform];
  if (channel === undefined) return no(`no pictures on ${recipient.platform}`);
  if (elapsed(task.at, clock.now()) > FRESH) return no('too late to be of use');
  const standing = await book.standing(recipient);
  if (standing.state === 'moved') return moveOn(deps, task, standing.to);
  if (standing.state !== 'active') return no(`the chat is ${standing.state}`);
  const said = (await sent.about(recipientKey(recipient), threadOf(task)))[0];
  if (said && said.state === 'rejected') throw new Refused(`refused before: ${said.because}`, { picture: task.key });
  if (said && said.state !== 'claimed') return no('already sent');

  const picture = await pictureOf(deps, task);
  const prepared = picture && (await preparePicture(deps, picture, await deps.settings.read(recipient), task.tick));
  if (prepared === undefined) return no('nothing to draw');
  const known = channel.keeps ? await deps.uploads.find(prepared.key) : undefined;
  if (channel.keeps && known === undefined && !(await claimed(deps, prepared.key))) {
    return wait(deps, task, OTHERS_DRAW, 'somebody else is drawing it');
  }
  return show(deps, task, { channel, prepared, known, deadline });
}

const claimed = ({ uploads, clock }: SendPictureDeps, key: string): Promise<boolean> => {
  const now = clock.now();
  return uploads.claim(key, later(now, LEASE), now);
};

/** @property known the file that the platform has; without it the picture is ours to draw. */
type Shown = { channel: PhotoChannel; prepared: Prepared; known: Uploaded | undefined; deadline: Date };

/** Drawn only when there is a slot for it: in a crash of the market most have to wait. */
async function show(deps: SendPictureDeps, task: PictureTask, shown: Shown): Promise<PictureDecision> {
  const { sent, clock } = deps;
  const { channel, deadline } = shown;
  const busy = await slotIn(deps, task, deadline);
  if (busy !== undefined) {
    await leaveToOthers(deps, shown);
    return wait(deps, task, busy, 'no slot yet');
  }
  const photo = await photoOf(deps, shown);
  const now = clock.now();
  const claim = await sent.claim(utteranceOf(task), later(now, LEASE), now);
  if (!claim.granted) {
    await leaveToOthers(deps, shown);
    return claim.because === 'already said' ? no('already sent') : wait(deps, task, LEASE, claim.because);
  }
  const within = quantity<Milliseconds>(Math.min(SEND_WITHIN, Math.max(0, elapsed(now, deadline) - AFTERWARDS)));
  return settle(
    deps,
    task,
    shown,
    photo,
    await channel.send(task.recipient, photo, nonceOf(task), within, task.answering),
  );
}

async function photoOf(deps: SendPictureDeps, shown: Shown): Promise<Photo> {
  if (shown.known) return shown.known;
  try {
    const { prepared, channel } = shown;
    // Where the platform keeps it, one process has the only copy to draw; elsewhere each draws its own once.
    return await (channel.keeps
      ? drawWith(deps, prepared)
      : deps.drawn.of(prepared.key, () => drawWith(deps, prepared)));
  } catch (error) {
    await leaveToOthers(deps, shown);
    throw error;
  }
}

async function settle(
  deps: SendPictureDeps,
  task: PictureTask,
  shown: Shown,
  photo: Photo,
  outcome: PhotoOutcome,
): Promise<PictureDecision> {
  const { sent, uploads, pace, clock } = deps;
  const { prepared, known } = shown;
  const utterance = utteranceOf(task);
  const now = clock.now();
  if (outcome.kind === 'sent') {
    // First, so that a crash in between costs at most this one chat a second picture, and nobody a second drawing.
    const fileId = 'fileId' in outcome ? outcome.fileId : undefined;
    if ('png' in photo && fileId !== undefined)
      await uploads.keep(prepared.key, { fileId, caption: photo.caption }, now);
    await sent.record(utterance, { state: 'sent', because: 'its picture', messageId: outcome.messageId }, now);
    return { sent: true, because: 'png' in photo ? 'drawn' : 'uploaded before' };
  }
  await leaveToOthers(deps, shown);
  switch (outcome.kind) {
    case 'again':
      if (known) await uploads.release(prepared.key, known.fileId);
      await sent.release(utterance);
      return wait(deps, task, seconds(1), outcome.why);
    case 'retry': {
      const limits = deps.budgets(task.recipient, task.lane);
      const held = outcome.scope === 'platform' ? limits.at(-1) : limits[0];
      if (held) await pace.hold(held, later(now, outcome.after));
      await sent.release(utterance);
      return wait(deps, task, outcome.after, outcome.why);
    }
    case 'unknown':
      // Here a repeat is the message that was already sent.
      if (!shown.channel.keeps) await sent.release(utterance);
      throw new Unreachable(`perhaps sent: ${outcome.why}`, { picture: task.key });
    case 'moved':
      await sent.record(utterance, { state: 'dropped', because: outcome.why }, now);
      return moveOn(deps, task, { platform: 'telegram', chat: outcome.to });
    case 'rejected':
      await sent.record(utterance, { state: 'rejected', because: outcome.why }, now);
      throw new Refused(`the platform refused the picture: ${outcome.why}`, { picture: task.key });
    default:
      // Whether the chat can be reached at all is for its words to find out: it may take those.
      await sent.record(utterance, { state: 'dropped', because: outcome.why }, now);
      return no(outcome.why);
  }
}

/** What was claimed to be drawn and is not uploaded: the next one may begin at once. */
const leaveToOthers = ({ uploads }: SendPictureDeps, { known, prepared, channel }: Shown): Promise<void> =>
  known || !channel.keeps ? Promise.resolve() : uploads.release(prepared.key);

/** The same for the same picture in the same chat; 25 characters are what Discord takes. */
const nonceOf = (task: PictureTask): string => digestOf(`${recipientKey(task.recipient)} ${threadOf(task)}`, 25);

/** @returns how long to wait elsewhere; undefined when the slot is ours now. */
async function slotIn(
  { pace, clock, budgets }: SendPictureDeps,
  { recipient, lane }: PictureTask,
  deadline: Date,
): Promise<Milliseconds | undefined> {
  const [own, ...shared] = budgets(recipient, lane);
  for (const limits of [own ? [own] : [], shared]) {
    if (limits.length === 0) continue;
    const now = clock.now();
    const left = elapsed(now, deadline) - SEND_WITHIN - AFTERWARDS;
    if (left < 0) return seconds(1);
    const lease = await pace.lease(limits, quantity(Math.min(left, WORTH_SLEEPING)), now);
    if (!lease.granted) return elapsed(now, lease.notBefore);
    if (lease.at > now) await clock.sleep(elapsed(now, lease.at));
  }
  return undefined;
}

/** Under the new id its message has another number, too. */
async function moveOn(deps: SendPictureDeps, task: PictureTask, to: Recipient): Promise<PictureDecision> {
  const { answering: _, ...rest } = task;
  await deps.pictures.put([pictureTaskToJson({ ...rest, recipient: to })]);
  return no('the chat lives on under another id');
}
