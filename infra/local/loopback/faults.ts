import { type Answer, html, type Reply, text } from './serve.ts';
import type { Page } from './world.ts';

/** Everything that has gone wrong with somebody's feed. `frozen` keeps saying what was true when it began. */
export const FAULTS = [
  'html',
  'empty',
  'error-inside-200',
  'numbers-as-strings',
  'minus-one',
  'nan',
  'tenfold',
  'frozen',
  '429',
  '403',
  '500',
  '503',
  'hang',
  'huge',
  'truncated',
  'redirect',
] as const;
export type Fault = (typeof FAULTS)[number];

const HUGE_BYTES = 10 * 1024 * 1024;

/** The numbers a reader is after; times, heights and volumes are left alone, so that it is the number that must be noticed. */
const VALUES = new Set(
  'price last close c USD EUR GBP difficulty currentDifficulty currentHashrate totalFee avgFees total_fees_btc'.split(
    ' ',
  ),
);

/** The page as a server with this fault sends it. */
export function spoil(fault: Fault | undefined, page: Page, errorInside: unknown): Answer {
  switch (fault) {
    case undefined:
    case 'frozen':
      return write(page);
    case 'html':
      return html('Just a moment...');
    case 'empty':
      return { status: 200, headers: { 'content-type': 'application/json' }, body: '' };
    case 'error-inside-200':
      return write({ json: errorInside });
    case 'numbers-as-strings':
      return write(
        change(
          page,
          () => true,
          (n) => String(n),
        ),
      );
    case 'minus-one':
      return write(change(page, isValue, () => -1));
    case 'tenfold':
      return write(change(page, isValue, (n) => n * 10));
    case 'nan':
      return write(change(page, isValue, () => Number.NaN));
    case '429':
      return html('Too Many Requests', 429);
    case '403':
      return html('Forbidden', 403);
    case '500':
      return text('Internal Server Error', 500);
    case '503':
      return text('Service Unavailable', 503);
    case 'hang':
      return 'hang';
    case 'huge':
      return { status: 200, headers: { 'content-type': 'application/json' }, body: `[${' '.repeat(HUGE_BYTES)}]` };
    case 'truncated': {
      const whole = write(page);
      return { ...whole, body: whole.body.slice(0, Math.ceil(whole.body.length / 2)) };
    }
    case 'redirect':
      return { status: 301, headers: { location: '/moved' }, body: '' };
  }
}

const BARE_NAN = '@NaN@';

/** A number that is none is written bare, as a careless writer of JSON does it; JSON.stringify alone would say null. */
const write = (page: Page): Reply => {
  if ('text' in page) return text(page.text);
  const body = JSON.stringify(page.json, (_, value: unknown) => (Number.isNaN(value) ? BARE_NAN : value));
  return {
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: body.replaceAll(`"${BARE_NAN}"`, 'NaN'),
  };
};

const isValue = (key: string): boolean => VALUES.has(key);

/** Numbers, and numbers in strings, under the keys that `concerns` picks; a number in a string stays one. */
function change(page: Page, concerns: (key: string) => boolean, to: (n: number) => number | string): Page {
  if ('text' in page) return /^\d+$/.test(page.text) ? { text: String(to(Number(page.text))) } : page;
  const walk = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => walk(item, key));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, walk(item, name)]));
    if (!concerns(key)) return value;
    if (typeof value === 'number') return to(value);
    return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? String(to(Number(value))) : value;
  };
  return { json: walk(page.json, '') };
}
