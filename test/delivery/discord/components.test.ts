import { describe, expect, it } from 'vitest';
import { buttonRows, customId, readCustomId } from '../../../functions/delivery/discord/components.ts';
import { type Embed, embedsShape } from '../../../functions/delivery/discord/embed.ts';

const taps = (n: number, prefix = 'd') =>
  Array.from({ length: n }, (_, i) => ({ label: `${i}`, data: `${prefix}:${i}` }));
const shape = (rows: Parameters<typeof buttonRows>[0]) =>
  (buttonRows(rows, 'c') ?? []).map(({ components }) => components.length);

describe('rows of buttons', () => {
  it.each([
    [[], []],
    [[[]], []],
    [[taps(7)], [5, 2]],
    [Array.from({ length: 7 }, (_, i) => taps(2, `r${i}`)), [4, 4, 4, 2]],
    [[taps(40)], [5, 5, 5, 5, 5]],
  ])('are no more than five of five: %#', (rows, lengths) => {
    expect(shape(rows)).toEqual(lengths);
  });

  it('have no two that send back the same: Discord would refuse the message', () => {
    expect(shape([taps(2), taps(3)])).toEqual([2, 1]);
  });

  it('cut a label that is too long, and have one where there is none', () => {
    const [row] =
      buttonRows(
        [
          [
            { label: 'x'.repeat(100), data: 'a' },
            { label: ' \n', data: 'b' },
          ],
        ],
        'c',
      ) ?? [];
    expect(row?.components.map(({ label }) => label.length)).toEqual([80, 1]);
  });

  it.each(['', 'x'.repeat(99), 'ä'])('refuse what no button may send back: %j', (data) => {
    expect(() => buttonRows([[{ label: 'a', data }]], 'u1')).toThrow();
  });
});

describe('what a button sends back', () => {
  it.each(['c', 'a', 'u53908232506183680'] as const)('says whose it is: %s', (owner) => {
    expect(readCustomId(customId(owner, 's:1LtYww0BPWDbRxqv'))).toEqual({ owner, data: 's:1LtYww0BPWDbRxqv' });
  });

  it.each(['', 'c', 'c|', '|a', 'x|a', 'u|a', 'ux|a', `u${'1'.repeat(21)}|a`, `c|${'a'.repeat(100)}`, 'c|a\nb'])(
    'is none of ours: %j',
    (text) => {
      expect(readCustomId(text)).toBeUndefined();
    },
  );
});

describe('the embeds of one message', () => {
  const embed = (length: number): Embed => ({
    title: 't',
    description: 'd'.repeat(length - 1),
    color: 0,
    fields: [],
    timestamp: '2026-02-24T13:05:30.000Z',
  });

  it('hold 6,000 characters together, and are ten at most', () => {
    expect(embedsShape.safeParse([embed(3_000), embed(3_000)]).success).toBe(true);
    expect(embedsShape.safeParse([embed(3_000), embed(3_001)]).success).toBe(false);
    expect(embedsShape.safeParse(Array.from({ length: 11 }, () => embed(2))).success).toBe(false);
  });

  it.each([
    { title: 'x'.repeat(257) },
    { title: ' ' },
    { description: 'x'.repeat(4_097) },
    { color: 0x1000000 },
    { fields: Array.from({ length: 26 }, () => ({ name: 'n', value: 'v' })) },
    { fields: [{ name: 'x'.repeat(257), value: 'v' }] },
    { fields: [{ name: 'n', value: 'x'.repeat(1_025) }] },
    { footer: { text: 'x'.repeat(2_049) } },
    { image: { url: 'https://example.com/a.png' } },
    { timestamp: 'today' },
  ])('keep every published limit: %#', (wrong) => {
    expect(embedsShape.safeParse([{ ...embed(10), ...wrong }]).success).toBe(false);
  });
});
