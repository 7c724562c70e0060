import { BotError, Refused, reasonOf } from '../../kit/errors.ts';
import { preparePicture } from '../../pictures/prepare.ts';
import { recipientKey } from '../../subscriptions/recipient.ts';
import type { Settings } from '../../subscriptions/settings.ts';
import { spoken } from '../../subscriptions/spoken.ts';
import { quantity } from '../../units/quantity.ts';
import { elapsed, later, type Milliseconds, seconds } from '../../units/time.ts';
import { madeAt } from '../discord/snowflake.ts';
import { wordsFor } from '../words-for.ts';
import type { DrawnPicture } from './drawn.ts';
import type { Interaction, PictureTask } from './task.ts';
import type { Edited, Thinking } from './thinking.ts';
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

/** Until then Discord may not have taken the deferral in, and says "Unknown Webhook" of what will be there. */
const PERHAPS_TOO_EARLY = seconds(10);
const LOOK_AGAIN = seconds(1);
const EDIT_WITHIN = seconds(12);
const AFTERWARDS = seconds(3);
type Thought = PictureTask & { interaction: Interaction };
type Deps = SendPictureDeps & { thinking: Thinking };

/**
 * Puts the picture into the answer that is "thinking", or the words for why there is none: nobody is left waiting. It is
 * for somebody who looks at it now, so neither nights nor slots concern it; an interaction has limits of its own.
 *
 * @throws {Refused} Discord did not want it. @throws whatever a keeper or a drawing throws, after it was said that there is
 * no picture: a repeat may still bring it.
 */
export async function finishThinking(
  { thinking, ...tools }: SendPictureDeps,
  task: Thought,
  deadline: Date,
): Promise<PictureDecision> {
  if (thinking === undefined) return no('nobody here answers interactions');
  const deps = { ...tools, thinking };
  const { clock, sent, log } = deps;
  if (clock.now() >= task.interaction.until) return no('too late: Discord has forgotten the question');
  const said = (await sent.about(recipientKey(task.recipient), threadOf(task)))[0];
  if (said !== undefined) return no('already answered');
  let shown: DrawnPicture | string;
  let chosen: Settings | undefined;
  try {
    chosen = await spokenTo(deps, task);
    shown = (await draw(deps, task, chosen)) ?? (await wordsFor(chosen)).say('picture.nothing', {});
  } catch (error) {
    log.warn('no picture for somebody who waits', { picture: task.key, why: reasonOf(error) });
    await excuse(deps, task, chosen, deadline);
    throw error;
  }
  const edited = await edit(deps, task, shown, deadline);
  switch (edited.kind) {
    case 'edited':
      await record(deps, task, 'sent', 'its picture');
      return { sent: true, because: typeof shown === 'string' ? 'said that there is nothing' : 'drawn' };
    case 'too early':
      log.warn('an answer was not there to be edited', { picture: task.key, why: edited.why });
      await record(deps, task, 'dropped', edited.why);
      return no(edited.why);
    case 'later':
      return wait(deps, task, edited.after, edited.why);
    case 'refused':
      await excuse(deps, task, chosen, deadline);
      await record(deps, task, 'rejected', edited.why);
      throw new Refused(`the platform refused the picture: ${edited.why}`, { picture: task.key });
  }
}

async function draw(deps: SendPictureDeps, task: Thought, settings: Settings): Promise<DrawnPicture | undefined> {
  const picture = await pictureOf(deps, task);
  const prepared = picture && (await preparePicture(deps, picture, settings, task.tick));
  if (prepared === undefined) return undefined;
  return deps.drawn.of(prepared.key, () => drawWith(deps, prepared));
}

/** Tried again where what we edit may not be there yet, while there is time. */
async function edit(deps: Deps, task: Thought, shown: DrawnPicture | string, end: Date): Promise<Edited> {
  const { clock, thinking } = deps;
  const { interaction } = task;
  const until = later(madeAt(interaction.id), PERHAPS_TOO_EARLY);
  for (;;) {
    const left = quantity<Milliseconds>(elapsed(clock.now(), end) - AFTERWARDS);
    if (left <= 0) return { kind: 'later', after: seconds(1), why: 'too little time left in this invocation' };
    const within = quantity<Milliseconds>(Math.min(EDIT_WITHIN, left));
    const edited = await thinking.finish(interaction, shown, within);
    if (edited.kind !== 'too early' || clock.now() >= until) return edited;
    await clock.sleep(LOOK_AGAIN);
  }
}

/** At least the words. What becomes of them changes nothing: the reason that there is no picture is the one that counts. */
async function excuse(deps: Deps, task: Thought, chosen: Settings | undefined, end: Date): Promise<void> {
  try {
    const words = await wordsFor(chosen ?? (await spokenTo(deps, task)));
    await edit(deps, task, words.say('picture.failed', {}), end);
  } catch (error) {
    deps.log.warn('not even an excuse', {
      picture: task.key,
      why: error instanceof BotError ? error.message : 'error',
    });
  }
}

/** As long as nothing was chosen, in the language of whoever asked. */
const spokenTo = async ({ settings }: SendPictureDeps, { recipient, interaction }: Thought): Promise<Settings> =>
  spoken(await settings.read(recipient), interaction.language);

const record = (
  { sent, clock }: SendPictureDeps,
  task: Thought,
  state: 'sent' | 'dropped' | 'rejected',
  because: string,
): Promise<void> => sent.record(utteranceOf(task), { state, because }, clock.now());
