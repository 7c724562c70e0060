import type { Recipient } from '../../subscriptions/recipient.ts';
import type { Milliseconds } from '../../units/time.ts';
import { clip } from '../clip.ts';
import type { Photo, PhotoChannel, PhotoOutcome } from '../pictures/photo.ts';
import { inOneLine } from '../printable.ts';
import { md } from './markdown.ts';
import { type PostDeps, post } from './post.ts';

const SUPPRESS_NOTIFICATIONS = 1 << 12;
/** "Max 1024 characters". @see https://discord.com/developers/docs/resources/message#attachment-object */
const LONGEST_ALT = 1_024;
const LONGEST_CAPTION = 900;
export const FILE_NAME = 'chart.png';

/** What somebody hears of a picture who does not see it. */
export const altText = (caption: string): string => clip(inOneLine(caption), LONGEST_ALT) || 'chart';

/** Pictures to Discord's channels and people, uploaded each time: what lies there has an address, and it expires. */
export class DiscordPhotos implements PhotoChannel {
  readonly keeps = false;
  readonly #deps: PostDeps;

  constructor(deps: PostDeps) {
    this.#deps = deps;
  }

  async send(
    to: Recipient,
    photo: Photo,
    nonce: string,
    within: Milliseconds,
    answering?: string,
  ): Promise<PhotoOutcome> {
    if (!('png' in photo)) throw new TypeError('Discord keeps no picture that could be shown again');
    const body = {
      content: md`${clip(photo.caption, LONGEST_CAPTION)}`.markup,
      attachments: [{ id: '0', filename: FILE_NAME, description: altText(photo.caption) }],
      allowed_mentions: { parse: [] },
      flags: SUPPRESS_NOTIFICATIONS,
      ...(answering === undefined ? {} : { message_reference: { message_id: answering, fail_if_not_exists: false } }),
      nonce,
      enforce_nonce: true,
    };
    const files = [{ name: FILE_NAME, data: photo.png, contentType: 'image/png' }];
    return (await post(this.#deps, to, { body, files }, within)).outcome;
  }
}
