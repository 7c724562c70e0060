import type { Clock } from '../../kit/clock.ts';
import { shareOf } from '../../kit/digest.ts';
import type { Due } from '../../kit/due.ts';
import type { Log } from '../../kit/log.ts';
import type { Budget, Pace } from '../../kit/pace.ts';
import { LONGEST_DELAY_SECONDS, type Queue } from '../../kit/queue.ts';
import type { Picture } from '../../pictures/picture.ts';
import type { PictureSources, Prepared } from '../../pictures/prepare.ts';
import type { Book } from '../../subscriptions/book.ts';
import type { OwnKeeper } from '../../subscriptions/own.ts';
import { type Recipient, recipientKey } from '../../subscriptions/recipient.ts';
import type { SettingsKeeper } from '../../subscriptions/settings.ts';
import { quantity } from '../../units/quantity.ts';
import { later, type Milliseconds, seconds } from '../../units/time.ts';
import type { Lane } from '../delivery.ts';
import type { SentLog, Utterance } from '../sent.ts';
import type { Drawn, DrawnPicture } from './drawn.ts';
import { pictureOfQuestion } from './of-question.ts';
import type { PhotoChannel } from './photo.ts';
import { type PictureTask, type PictureTaskJson, pictureTaskToJson } from './task.ts';
import type { Thinking } from './thinking.ts';
import type { Uploads } from './uploads.ts';

export type SendPictureDeps = PictureSources & {
  own: Pick<OwnKeeper, 'read'>;
  settings: Pick<SettingsKeeper, 'read'>;
  book: Pick<Book, 'standing'>;
  sent: SentLog;
  uploads: Uploads;
  pace: Pace;
  due: Due;
  /** Where a picture goes back to wait. */
  pictures: Queue<PictureTaskJson>;
  /** Absent where a platform has none. */
  channels: Partial<Record<Recipient['platform'], PhotoChannel>>;
  /** What is shown as "thinking…"; absent where nobody asks by interactions. */
  thinking?: Thinking;
  /** What was drawn here lately. */
  drawn: Drawn;
  /** SVG to PNG. */
  render(svg: string): Promise<Uint8Array>;
  budgets(recipient: Recipient, lane: Lane): readonly Budget[];
  clock: Clock;
  log: Log;
};

/** What became of one picture. */
export type PictureDecision = { sent: boolean; because: string };

export const no = (because: string): PictureDecision => ({ sent: false, because });

/** Back to the queue, a little later each time, each picture differently; what is too long for a queue waits in the index. */
export async function wait(
  { pictures, due, clock, log }: SendPictureDeps,
  task: PictureTask,
  least: Milliseconds,
  because: string,
): Promise<PictureDecision> {
  const body = pictureTaskToJson({ ...task, postponed: task.postponed + 1 });
  const name = `${recipientKey(task.recipient)} ${task.key}`;
  const share = shareOf(name);
  const delay = quantity<Milliseconds>(least + share * 1_000 * 2 ** Math.min(task.postponed, 8));
  const { interaction } = task;
  if (interaction && later(clock.now(), delay) >= interaction.until) {
    // Its token would be kept for longer than it is of any use.
    log.warn('an answer would come when Discord has forgotten the question', { picture: task.key, why: because });
    return no('too late: Discord will have forgotten the question');
  }
  if (delay <= seconds(LONGEST_DELAY_SECONDS)) await pictures.put([body], delay);
  else await due.remind({ key: `picture:${name}`, at: later(clock.now(), delay), queue: 'pictures', body });
  return no(because);
}

export const pictureOf = async (
  { own }: SendPictureDeps,
  { what, recipient }: PictureTask,
): Promise<Picture | undefined> => ('picture' in what ? what.picture : pictureOfQuestion(what.asked, recipient, own));

/** In the delivery log beside the words, as a thing of its own. */
export const threadOf = ({ key }: PictureTask): string => `picture:${key}`;
export const utteranceOf = (task: PictureTask): Utterance => ({
  recipient: recipientKey(task.recipient),
  incident: threadOf(task),
  notice: threadOf(task),
  event: 'fired',
});

export async function drawWith({ render }: Pick<SendPictureDeps, 'render'>, prepared: Prepared): Promise<DrawnPicture> {
  const { svg, caption } = await prepared.draw();
  return { png: await render(svg), caption };
}
