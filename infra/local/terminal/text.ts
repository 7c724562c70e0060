import pc from 'picocolors';

export type Style = 'bold' | 'italic' | 'underline' | 'strikethrough' | 'dim' | 'cyan';
/**
 * A piece of text in one style. A line break inside it is one in the terminal, too.
 * `quoted`: somebody else's words, with a mark before each of their lines.
 */
export type Run = { text: string; styles: readonly Style[]; quoted?: true };

/** How to write styled text: with escape codes, or, for a file, a pipe or NO_COLOR, without any. */
export type Paint = {
  styled(text: string, styles: readonly Style[]): string;
  /** @param rgb as Discord counts colours: 0xRRGGBB. */
  coloured(text: string, rgb: number): string;
};

export function paintFor(colours: boolean): Paint {
  const colors = pc.createColors(colours);
  return {
    styled: (text, styles) => styles.reduce((painted, style) => colors[style](painted), text),
    coloured: (text, rgb) =>
      colours ? `\x1b[38;2;${(rgb >> 16) & 255};${(rgb >> 8) & 255};${rgb & 255}m${text}\x1b[39m` : text,
  };
}

/** Colours on a terminal only, unless FORCE_COLOR says otherwise; NO_COLOR wins. @see https://no-color.org */
export const wantsColour = (
  stream: { isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): boolean => !environment['NO_COLOR'] && (Boolean(environment['FORCE_COLOR']) || stream.isTTY === true);

const QUOTE_MARK = '▎';

/** Breaks styled text into lines of at most `width` columns, at spaces; a longer word stands alone. */
export function wrap(runs: readonly Run[], width: number, paint: Paint): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  let mark = 0;
  const newLine = () => {
    lines.push(line);
    line = '';
    used = 0;
    mark = 0;
  };
  for (const { text, styles, quoted } of runs) {
    for (const word of text.split(/(\n| +)/)) {
      if (word === '') continue;
      if (word === '\n') newLine();
      else if (word.startsWith(' ')) {
        if (used === 0) continue;
        line += word;
        used += word.length;
      } else {
        if (used > mark && used + word.length > width && line.endsWith(' ')) newLine();
        if (quoted && used === 0) {
          line = `${paint.styled(QUOTE_MARK, ['dim'])} `;
          used = mark = QUOTE_MARK.length + 1;
        }
        line += paint.styled(word, styles);
        used += word.length;
      }
    }
  }
  newLine();
  return lines.map((text) => text.trimEnd());
}

/** Where a link leads, for readers who cannot point at it. */
export const addressRun = (address: string): Run => ({ text: ` (${address})`, styles: ['dim'] });
