import widths from './fonts/widths.json' with { type: 'json' };

/** A font of ours; there are no others (infra/fonts/subset.ts). */
export type Font = { size: number; bold?: boolean };

const tableOf = (advances: readonly number[]): ReadonlyMap<string, number> =>
  new Map([...widths.western].map((character, i) => [character, advances[i]!]));
const REGULAR = tableOf(widths.regular);
const BOLD = tableOf(widths.bold);
const CHINESE = new Set(widths.chinese);

/** Whether our fonts have it; what they have not is drawn as an empty box. */
export const canDraw = (character: string): boolean => REGULAR.has(character) || CHINESE.has(character);

/** How wide a line of text will be drawn, to the pixel: the fonts are bundled, so every machine agrees. */
export function widthOf(text: string, { size, bold = false }: Font): number {
  const table = bold ? BOLD : REGULAR;
  let thousandths = 0;
  for (const character of text) thousandths += table.get(character) ?? 1_000;
  return (thousandths * size) / 1_000;
}

/** Without what no font of ours has: emoji in a fleet's name, scripts that no catalogue is written in. */
export const drawable = (text: string): string =>
  [...text.normalize('NFC')]
    .filter(canDraw)
    .join('')
    .replaceAll(/\s{2,}/g, ' ')
    .trim();

/** The largest of these sizes at which a line fits; cut with an ellipsis where none does. */
export function fitted(
  text: string,
  sizes: readonly [number, ...number[]],
  most: number,
  bold = false,
): { text: string; size: number } {
  const fits = (line: string, size: number) => widthOf(line, { size, bold }) <= most;
  const size = sizes.find((one) => fits(text, one));
  if (size !== undefined) return { text, size };
  const smallest = sizes.at(-1)!;
  const characters = [...text];
  let length = characters.length;
  while (length > 0 && !fits(`${characters.slice(0, length).join('').trimEnd()}…`, smallest)) length--;
  return { text: `${characters.slice(0, length).join('').trimEnd()}…`, size: smallest };
}
