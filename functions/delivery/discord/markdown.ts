import { linkable } from '../address.ts';
import { inOneLine, printable } from '../printable.ts';

type Part = Markdown | string | number;

/** Text already safe to show in Discord as markdown. Only this file can make one. */
export class Markdown {
  readonly markup: string;

  private constructor(markup: string) {
    this.markup = markup;
  }

  /** Everything interpolated is escaped, unless it is Markdown already. */
  static of(parts: TemplateStringsArray, ...values: readonly Part[]): Markdown {
    return new Markdown(
      String.raw(
        { raw: parts },
        ...values.map((part) => (part instanceof Markdown ? part.markup : escaped(String(part)))),
      ),
    );
  }

  /** Shown in the reader's own zone: `R` as "5 minutes ago", `f` as date and time. */
  static time(at: Date, style: 'R' | 'f'): Markdown {
    return new Markdown(`<t:${Math.floor(at.getTime() / 1_000)}:${style}>`);
  }

  /** A word that leads somewhere; only a word, where there is no such page. */
  static link(label: string, url: string): Markdown {
    const address = linkable(url);
    return new Markdown(address === undefined ? escaped(label) : `[${escaped(label)}](${address})`);
  }

  /** Somebody else's words, as a quotation: one line, whatever was in it. */
  static quote(text: string): Markdown {
    return new Markdown(`> ${escaped(inOneLine(text))}`);
  }

  /** By its present name, to whoever may see it. */
  static channel(id: string): Markdown {
    return new Markdown(/^\d{1,20}$/.test(id) ? `<#${id}>` : escaped(id));
  }

  static join(pieces: readonly Markdown[], between: string): Markdown {
    return new Markdown(pieces.map((piece) => piece.markup).join(between));
  }
}

export const md = Markdown.of;

/**
 * No emphasis, code, spoiler, quote, heading, list, link, mention, emoji or timestamp survives.
 *
 * A backslash before punctuation is not shown. Where a backslash would not help (`@everyone`, bare links) a zero-width
 * space takes the word apart; `allowed_mentions` keeps it from pinging in any case.
 */
const escaped = (text: string): string =>
  printable(text)
    .replace(/[\\*_~`|[\]<]/g, '\\$&')
    .replace(/^([ \t]*)([-+#>])/gm, '$1\\$2')
    .replace(/^([ \t]*\d+)([.)])/gm, '$1\\$2')
    .replaceAll('@', `@${ZERO_WIDTH}`)
    .replaceAll('://', `:${ZERO_WIDTH}//`);

const ZERO_WIDTH = '\u200b';
