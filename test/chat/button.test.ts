import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rigCode, rigFrom } from '../../functions/chat/answers/rig-buttons.ts';
import { MOST_BYTES, press, readPress } from '../../functions/chat/button.ts';
import { RIGS } from '../../functions/market/rigs.ts';

describe('a button', () => {
  it('comes back as what it was', () => {
    expect(readPress(press('chart', 'miner', '1y', 'MARA'))).toEqual({ verb: 'chart', args: ['miner', '1y', 'MARA'] });
    expect(readPress(press('chart', 'hashprice', '30d', ''))).toEqual({
      verb: 'chart',
      args: ['hashprice', '30d', ''],
    });
    expect(readPress(press('follow', 1_507_605, 'on', 2))).toEqual({ verb: 'follow', args: [1_507_605, 'on', 2] });
    expect(readPress(press('unit', 'money/PH'))).toEqual({ verb: 'unit', args: ['money/PH'] });
    expect(readPress(press('zone', 'America/Argentina/Buenos_Aires'))).toMatchObject({ verb: 'zone' });
    expect(readPress(press('topics'))).toEqual({ verb: 'topics', args: [] });
  });

  it('carries every machine of the table, with a price', () => {
    for (const rig of RIGS) {
      expect(readPress(press('newPrice', rigCode(rig.name), 1_000_000)), rig.name).toBeDefined();
      expect(rigFrom(rigCode(rig.name)), rig.name).toBe(rig);
    }
  });

  it('that is too long is a mistake of ours', () => {
    expect(() => press('zone', 'x'.repeat(80))).toThrow(RangeError);
  });

  it('of another version, of another bot, or made up, is none', () => {
    for (const data of [
      '',
      ':',
      '2:c:help',
      '1:c:launch',
      '1:c',
      '1:c:help:more',
      '1:a:1.5',
      '1:sl:xx',
      '1:t:1',
      's:x',
    ]) {
      expect(readPress(data), data).toBeUndefined();
    }
  });

  it('never throws, whatever somebody sends', () => {
    const pieces = fc.constantFrom('1', ':', 'c', 'a', 'g', 'fn', 'fp', 'help', '-1', '9e9', '%00', '..', '🗑');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(pieces).map((all) => all.join('')),
        ),
        (data) => {
          const read = readPress(data);
          if (read)
            expect(Buffer.byteLength(press(read.verb as 'topics', ...(read.args as [])))).toBeLessThanOrEqual(
              MOST_BYTES,
            );
        },
      ),
    );
  });
});
