import { describe, expect, it } from 'vitest';
import { QUEUES } from '../../functions/kit/names.contract.ts';
import { queueSettings } from '../../infra/local/cloud.ts';
import { posted, queued, scheduled } from '../../infra/local/functions.ts';
import { replay } from '../../infra/local/replay.ts';
import type { Screen } from '../../infra/local/screen.ts';
import { paintFor } from '../../infra/local/terminal/text.ts';
import { topology } from '../../infra/topology.ts';

function paper(): Screen & { lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    paint: paintFor(false),
    width: 100,
    canDraw: false,
    print: (...more) => void lines.push(...more),
    progress: () => ({ at: () => undefined, end: () => undefined }),
  };
}

describe('the local reading of the topology', () => {
  it('starts every function in the way the topology says', () => {
    const started = [...Object.keys(scheduled), ...Object.keys(queued), ...Object.keys(posted)];
    expect(started.toSorted()).toEqual(Object.keys(topology).toSorted());
  });

  it('gives every queue one reader, whose time and attempts it keeps', () => {
    const settings = queueSettings();
    expect(Object.keys(settings)).toEqual([...QUEUES]);
    expect(settings.evaluate).toEqual({
      visibilitySeconds: 6 * topology.evaluate.seconds,
      attempts: topology.evaluate.start.attempts,
    });
  });
});

describe('the whole bot over 5 February 2026, on the emulators', () => {
  const day = { from: new Date('2026-02-04T23:00:00Z'), to: new Date('2026-02-05T23:00:00Z') };

  it('takes a snapshot every hour, tells who is concerned, and leaves nothing behind', async () => {
    const screen = paper();
    const story = await replay(screen, { span: day, daily: true });
    expect(story.troubles).toEqual([]);
    expect(story.snapshots).toBe(25);
    expect(story.lowest?.usdPerPhDay).toBeCloseTo(28.17, 1);
    expect(Object.fromEntries(story.sent)).toMatchObject({ Telegram: expect.any(Number), Discord: expect.any(Number) });

    const page = screen.lines.join('\n');
    // The older rig goes under on the 5th, after two ticks of it, and its owner alone is told.
    expect(page).toMatch(/2026-02-05 02:00 UTC {2}Telegram → S19 XP at \$0\.06\n│ .*Mining at a loss/);
    // What concerns the network goes to everybody: one text to both chats, one embed to the channel.
    expect(page).toMatch(/Telegram → S21 at \$0\.08, S19 XP at \$0\.06\n│ .*Bitcoin is under its regression cost/);
    expect(page).toMatch(/Discord → #mining\n┃ Bitcoin is under its regression cost/);
    expect(page).toMatch(/2026-02-05 {2}hashprice \$28\.17/);
    expect(page).toMatch(/Snapshots +25/);
  });

  it('tells the same story when it is told again', async () => {
    const [one, other] = [paper(), paper()];
    await replay(one, { span: day });
    await replay(other, { span: day });
    const told = ({ lines }: { lines: string[] }) => lines.filter((line) => !/^ {2}Took/.test(line)).toSorted();
    expect(told(one)).toEqual(told(other));
  });
});
