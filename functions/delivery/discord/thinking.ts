import { quantity } from '../../units/quantity.ts';
import { type Milliseconds, seconds } from '../../units/time.ts';
import type { DrawnPicture } from '../pictures/drawn.ts';
import type { Interaction } from '../pictures/task.ts';
import type { Edited, Thinking } from '../pictures/thinking.ts';
import type { Attachment } from './api.ts';
import { md } from './markdown.ts';
import { altText, FILE_NAME } from './photo.ts';
import { counted, type PostDeps } from './post.ts';

/** Unknown Message, Unknown Webhook, Invalid Webhook Token: it is not there yet, or not any more; people dismiss it, too. */
const NOT_THERE = new Set([10008, 10015, 50027]);

/** Edits what an interaction was first answered with. The token in its address is all that it takes. */
export class DiscordThinking implements Thinking {
  readonly #deps: Omit<PostDeps, 'direct'>;

  constructor(deps: Omit<PostDeps, 'direct'>) {
    this.#deps = deps;
  }

  async finish(interaction: Interaction, shown: DrawnPicture | string, within: Milliseconds): Promise<Edited> {
    const { application, token } = interaction;
    const route = `/webhooks/${application}/${encodeURIComponent(token)}/messages/@original` as const;
    const answered = await counted(
      this.#deps,
      { method: 'PATCH', route, ...written(interaction, shown), open: true },
      within,
    );
    if (answered.kind === 'ok') return { kind: 'edited' };
    if (answered.kind !== 'refused') return { kind: 'later', after: seconds(2), why: answered.why };
    const { status, code, message, limited } = answered.refusal;
    const why = `${status} ${code ?? 'without a code'}: ${message}`;
    if (limited) return { kind: 'later', after: quantity(Math.max(1_000, Math.ceil(limited.ms))), why };
    if (code !== undefined && NOT_THERE.has(code)) return { kind: 'too early', why };
    return status >= 500 ? { kind: 'later', after: seconds(5), why } : { kind: 'refused', why };
  }
}

type Written = { body: Readonly<Record<string, unknown>>; files?: readonly Attachment[] };

/** Under its words, as they were rendered; or by itself. What was there before goes. */
function written({ message }: Interaction, shown: DrawnPicture | string): Written {
  const components = message?.components ?? [];
  const common = { components, allowed_mentions: { parse: [] } };
  if (typeof shown === 'string')
    return { body: { ...common, content: md`${shown}`.markup, embeds: [], attachments: [] } };
  const [first, ...others] = message?.embeds ?? [];
  const image = { url: `attachment://${FILE_NAME}` };
  return {
    body: {
      ...common,
      content: first === undefined ? md`${shown.caption}`.markup : '',
      embeds: first === undefined ? [] : [{ ...first, image }, ...others],
      attachments: [{ id: '0', filename: FILE_NAME, description: altText(shown.caption) }],
    },
    files: [{ name: FILE_NAME, data: shown.png, contentType: 'image/png' }],
  };
}
