import { linkable } from '../address.ts';
import { printable } from '../printable.ts';

type Part = Html | string | number;

/**
 * Text already safe to send to Telegram as HTML. Only this file can make one, so unescaped text cannot be sent.
 *
 * `text` is what remains after Telegram has parsed the entities: that is what its limits count, in UTF-16 units.
 */
export class Html {
  readonly markup: string;
  readonly text: string;

  private constructor(markup: string, text: string) {
    this.markup = markup;
    this.text = text;
  }

  /** Everything interpolated is escaped, unless it is Html already. The literal parts may hold tags, but no entities. */
  static of(parts: TemplateStringsArray, ...values: readonly Part[]): Html {
    const join = (literal: (part: string) => string, value: (part: Part) => string) =>
      parts.map((part, i) => literal(part) + (i < values.length ? value(values[i]!) : '')).join('');
    return new Html(
      join(
        (part) => part,
        (part) => (part instanceof Html ? part.markup : escaped(String(part))),
      ),
      join(
        (part) => part.replace(TAG, ''),
        (part) => (part instanceof Html ? part.text : visible(String(part))),
      ),
    );
  }

  /** A word that leads somewhere; only a word, where there is no such page. */
  static link(label: string, url: string): Html {
    const address = linkable(url);
    return new Html(
      address === undefined ? escaped(label) : `<a href="${escaped(address)}">${escaped(label)}</a>`,
      visible(label),
    );
  }

  /** Somebody else's words, as a quotation. Telegram links and mentions by itself what looks so: here it does not. */
  static quote(text: string): Html {
    const still = text.replaceAll('@', `@${ZERO_WIDTH}`).replaceAll('://', `:${ZERO_WIDTH}//`);
    return html`<blockquote>${still}</blockquote>`;
  }

  static join(pieces: readonly Html[], between: string): Html {
    return new Html(
      pieces.map((piece) => piece.markup).join(escaped(between)),
      pieces.map((piece) => piece.text).join(between),
    );
  }
}

export const html = Html.of;

const TAG = /<[^>]*>/g;

/** `"` as well: the same text may stand in an attribute. */
const escaped = (text: string): string =>
  visible(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Without what Telegram refuses or drops. */
const visible = printable;

const ZERO_WIDTH = '\u200b';
