import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { QUEUES } from '../../functions/kit/names.contract.ts';
import { floorTo, hours, later, type Milliseconds, minutes } from '../../functions/units/time.ts';
import { queueSettings } from '../../infra/local/cloud.ts';
import { got, posted, queued, scheduled } from '../../infra/local/functions.ts';
import { recordedFilings } from '../../infra/local/recordings/filings.ts';
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
    const started = [...Object.keys(scheduled), ...Object.keys(queued), ...Object.keys(posted), ...Object.keys(got)];
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
    const report = join(mkdtempSync(join(tmpdir(), 'report-')), 'new', 'report.html');
    onTestFinished(() => rmSync(dirname(dirname(report)), { recursive: true }));
    const story = await replay(screen, { span: day, daily: true, report });
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

    // The page as it was at the end, as one file.
    expect(page).toContain(`Report     ${report}`.slice(0, 80));
    const file = readFileSync(report, 'utf8');
    expect(file).toMatch(/Hashprice \$28\.\d\d\/PH\/day[\s\S]*As of 2026-02-05 23:00 UTC/);
    expect(file).not.toMatch(/<script|role="alert"/);
  });

  it('tells the same story when it is told again', async () => {
    const [one, other] = [paper(), paper()];
    await replay(one, { span: day });
    await replay(other, { span: day });
    const told = ({ lines }: { lines: string[] }) => lines.filter((line) => !/^ {2}Took/.test(line)).toSorted();
    expect(told(one)).toEqual(told(other));
  });
});

describe('the bot on the days on which MARA spoke', () => {
  const filed = (form: string) => recordedFilings().find((filing) => filing.cik === 1507605 && filing.form === form)!;

  it.each([
    ['10-K', 'that it may sell, on 2 March', /MARA Holdings \(MARA\) may now sell its bitcoin reserves/],
    ['8-K', 'that it sold, on 26 March', /MARA Holdings \(MARA\) sold 15,133 BTC from its reserves/],
  ])('tells everybody what its %s says, %s, within a minute of its acceptance', async (form, _, title) => {
    const screen = paper();
    const { acceptedAt } = filed(form);
    const span = {
      from: later(floorTo(acceptedAt, hours(1)), -hours(1) as Milliseconds),
      to: later(acceptedAt, hours(1)),
    };
    const story = await replay(screen, { span });
    expect(story.troubles).toEqual([]);

    const told = cardsIn(screen.lines).filter(({ words }) => title.test(words));
    expect(told.map(({ to }) => to)).toEqual(['Telegram → S21 at $0.08, S19 XP at $0.06', 'Discord → #mining']);
    for (const { at } of told) {
      expect(at.getTime()).toBeGreaterThanOrEqual(floorTo(acceptedAt, minutes(1)).getTime());
      expect(at.getTime()).toBeLessThanOrEqual(acceptedAt.getTime() + minutes(1));
    }
  });

  it('holds the sale against the permission that came before', async () => {
    const screen = paper();
    await replay(screen, { span: { from: new Date('2026-03-26T11:00:00Z'), to: new Date('2026-03-26T13:00:00Z') } });
    expect(screen.lines.join('\n')).toMatch(/Policy before: may sell reserves \(10-K of 2026-03-02\)/);
  });
});

/** What was said to whom, and when: `╭─ 2026-03-26 12:31 UTC  Telegram → S21 at $0.08`, and the lines below it. */
const cardsIn = (lines: readonly string[]): { at: Date; to: string; words: string }[] =>
  lines
    .join('\n')
    .split(/^[╭┏][─━] /m)
    .slice(1)
    .map((card) => {
      const [head = '', ...words] = card.split('\n');
      const [at = '', to = ''] = head.split(' UTC  ');
      return { at: new Date(`${at.replace(' ', 'T')}:00Z`), to, words: words.join('\n') };
    });
