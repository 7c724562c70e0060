import { clip } from '../clip.ts';
import { printable } from '../printable.ts';

/** What a tap sends back, or where it leads. `data` is 1 to 64 bytes of UTF-8. */
export type TelegramButton = { label: string; data: string } | { label: string; url: string };

/** @see https://core.telegram.org/bots/api#inlinekeyboardmarkup */
export type InlineKeyboard = {
  inline_keyboard: readonly (readonly ({ text: string; callback_data: string } | { text: string; url: string })[])[];
};

const MOST_DATA_BYTES = 64;
/** Telegram shows no more of a row on a phone, and cuts a keyboard of more than a hundred. */
const WIDEST_ROW = 8;
const MOST_BUTTONS = 100;
const LONGEST_LABEL = 64;

/**
 * Rows of buttons as Telegram takes them; undefined where there are none.
 *
 * A button that Telegram would refuse is refused here, by name: a whole message would be lost over it.
 *
 * @throws {RangeError} data of no or too many bytes, which is a mistake of ours.
 */
export function keyboardOf(rows: readonly (readonly TelegramButton[])[] = []): InlineKeyboard | undefined {
  const filled = rows.flatMap(wrapped).filter((row) => row.length > 0);
  if (filled.length === 0) return undefined;
  if (filled.flat().length > MOST_BUTTONS) throw new RangeError(`a keyboard has at most ${MOST_BUTTONS} buttons`);
  return { inline_keyboard: filled.map((row) => row.map(buttonOf)) };
}

function buttonOf(button: TelegramButton): InlineKeyboard['inline_keyboard'][number][number] {
  // A label of nothing but blanks is refused with the whole message.
  const text = clip(printable(button.label).replaceAll('\n', ' ').trim(), LONGEST_LABEL) || '·';
  if ('url' in button) return { text, url: button.url };
  const bytes = Buffer.byteLength(button.data);
  if (bytes < 1 || bytes > MOST_DATA_BYTES)
    throw new RangeError(`a button sends back 1 to ${MOST_DATA_BYTES} bytes; "${button.data}" has ${bytes}`);
  return { text, callback_data: button.data };
}

const wrapped = (row: readonly TelegramButton[]): (readonly TelegramButton[])[] =>
  Array.from({ length: Math.ceil(row.length / WIDEST_ROW) }, (_, i) => row.slice(i * WIDEST_ROW, (i + 1) * WIDEST_ROW));
