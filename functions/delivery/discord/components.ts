import * as z from 'zod';
import type { Recipient } from '../../subscriptions/recipient.ts';
import { clip } from '../clip.ts';
import { printable } from '../printable.ts';

/** What a tap sends back, or where it leads. @property leads shown as the way on. */
export type DiscordButton = { label: string; data: string; leads?: boolean } | { label: string; url: string };

/**
 * Whose things a tap is about: `c` the channel's, `u53908232506183680` that person's, and `a` those of whoever taps.
 * It says nothing of what anybody may: that is asked when the tap comes.
 */
export type Owner = 'c' | 'a' | `u${string}`;

export const ownerOf = (recipient: Recipient): Owner =>
  recipient.platform === 'discord' && 'user' in recipient ? `u${recipient.user}` : 'c';

const CUSTOM_ID = /^(c|a|u\d{1,20})\|([\x20-\x7e]{1,72})$/;
export const customId = (owner: Owner, data: string): string => `${owner}|${data}`;

/** What somebody sends back, who may have made it up. @returns undefined for what is none of ours. */
export function readCustomId(text: string): { owner: Owner; data: string } | undefined {
  const [, owner, data] = CUSTOM_ID.exec(text) ?? [];
  return owner === undefined || data === undefined ? undefined : { owner: owner as Owner, data };
}

/** @see https://discord.com/developers/docs/components/reference */
const ROW = 1;
const BUTTON = 2;
const PRIMARY = 1;
const SECONDARY = 2;
const LINK = 5;
const MOST = { rows: 5, inRow: 5, label: 80, url: 512, customId: 100 } as const;

const label = z.string().trim().min(1).max(MOST.label);
const buttonShape = z.union([
  z.strictObject({
    type: z.literal(BUTTON),
    style: z.union([z.literal(PRIMARY), z.literal(SECONDARY)]),
    label,
    custom_id: z.string().regex(CUSTOM_ID).max(MOST.customId),
  }),
  z.strictObject({ type: z.literal(BUTTON), style: z.literal(LINK), label, url: z.url().max(MOST.url) }),
]);
const rowShape = z.strictObject({ type: z.literal(ROW), components: z.array(buttonShape).min(1).max(MOST.inRow) });
/** Rows of buttons under a message; no two of them alike. */
export const componentsShape = z
  .array(rowShape)
  .max(MOST.rows)
  .refine(areDistinct, 'two buttons of a message are the same');
type Row = z.infer<typeof rowShape>;
export type Components = z.infer<typeof componentsShape>;

/**
 * Rows of buttons as Discord takes them, five at most, of five at most; undefined where there are none. More rows than
 * that are moved together, and what still has no room is left out, from the end.
 *
 * @param owner of each button; or of each by what it sends back.
 */
export function buttonRows(
  rows: readonly (readonly DiscordButton[])[] = [],
  owner: Owner | ((data: string) => Owner),
): Components | undefined {
  const whose = typeof owner === 'function' ? owner : () => owner;
  const distinct = withoutDoubles(rows.map((row) => row.map((one) => buttonOf(one, whose))));
  const fitting = fitted(distinct).map((components) => ({ type: ROW, components }));
  return fitting.length === 0 ? undefined : componentsShape.parse(fitting);
}

type Button = z.infer<typeof buttonShape>;

function buttonOf(button: DiscordButton, owner: (data: string) => Owner): Button {
  const text = clip(printable(button.label).replaceAll('\n', ' ').trim(), MOST.label) || '·';
  if ('url' in button) return { type: BUTTON, style: LINK, label: text, url: button.url };
  const style = button.leads ? PRIMARY : SECONDARY;
  return { type: BUTTON, style, label: text, custom_id: customId(owner(button.data), button.data) };
}

function fitted(rows: readonly (readonly Button[])[]): Button[][] {
  const wrapped = rows.flatMap((row) => inFives(row)).filter((row) => row.length > 0);
  if (wrapped.length <= MOST.rows) return wrapped;
  const joined: Button[][] = [];
  for (const row of wrapped) {
    const last = joined.at(-1);
    if (last && last.length + row.length <= MOST.inRow) last.push(...row);
    else joined.push([...row]);
  }
  return joined.length <= MOST.rows ? joined : inFives(joined.flat()).slice(0, MOST.rows);
}

const inFives = (row: readonly Button[]): Button[][] =>
  Array.from({ length: Math.ceil(row.length / MOST.inRow) }, (_, i) => row.slice(i * MOST.inRow, (i + 1) * MOST.inRow));

/** Discord refuses the whole message over two that send back the same. */
function withoutDoubles(rows: readonly (readonly Button[])[]): Button[][] {
  const seen = new Set<string>();
  return rows.map((row) =>
    row.filter((one) => {
      const what = 'custom_id' in one ? one.custom_id : undefined;
      if (what === undefined) return true;
      if (seen.has(what)) return false;
      seen.add(what);
      return true;
    }),
  );
}

function areDistinct(rows: readonly Row[]): boolean {
  const ids = rows.flatMap(({ components }) =>
    components.flatMap((one) => ('custom_id' in one ? [one.custom_id] : [])),
  );
  return new Set(ids).size === ids.length;
}
