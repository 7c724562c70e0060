import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { FunctionName } from '../../../functions/kit/env.contract.ts';
import { topology } from '../../../infra/topology.ts';
import { type Death, WHENS } from './life.ts';
import { openOutside } from './outside.ts';
import { ANSWER } from './process.ts';
import { type Row, report } from './report.ts';
import { STORIES } from './stories/all.ts';
import { type Again, type Story, tell } from './story.ts';
import { copiesAllowed, damage, roughDamage } from './verdict.ts';
import { type View, viewOf } from './view.ts';

const PATIENCE_MS = 180_000;
/** Of all the ways to die twice, so many in each story; the same ones each time. */
const TWICE = 8;

const rows: Row[] = [];
afterAll(() => void process.stdout.write(report(rows)));

/** Everything is made ready once; each run begins with it as it was. */
async function open(story: Story) {
  const outside = await openOutside('2026-02-24T13:05:03.000Z', story.variables);
  await story.before(outside);
  const state = await outside.save();
  const run = async (deaths: readonly Death[] = [], again?: Again) => {
    await outside.restore(state);
    const lives = await tell(story, outside, deaths, again);
    return { lives, view: await viewOf(outside) };
  };
  const undisturbed = await run();
  expect(undisturbed.view.wrong).toEqual([]);
  if (story.messages !== undefined) expect(messagesIn(undisturbed.view)).toBe(story.messages);
  return { run, undisturbed: undisturbed.view, calls: undisturbed.lives[0]!.calls };
}

const messagesIn = ({ heard }: View): number => [...heard.values()].reduce((sum, times) => sum + times, 0);

/** Every call, before and after its effect; an answer has none, it is only heard or not. */
const deathsAt = (calls: readonly string[]): Death[] =>
  calls.flatMap((at) => (at === ANSWER ? WHENS.slice(0, 1) : WHENS).map((when): Death => ({ at, when })));

/** How a queue may give a message again; whoever is not started by a queue has a way of his own. */
const waysBack = (story: Story): readonly Again[] =>
  'queues' in topology[story.of].start ? ['when its visibility ends', 'at once'] : ['at once'];

const inWords = ({ at, when }: Death): string => `killed at ${at}, ${when}`;

async function dieEverywhere(story: Story): Promise<string[]> {
  const begun = performance.now();
  const { run, undisturbed, calls } = await open(story);
  const found: string[] = [];
  const deaths = waysBack(story).flatMap((again) => deathsAt(calls).map((death) => ({ death, again })));
  for (const { death, again } of deaths) {
    const { lives, view } = await run([death], again);
    const judge = story.rough?.includes(again) ? roughDamage : damage;
    const harm = judge(undisturbed, view, copiesAllowed(lives));
    found.push(...harm.map((one) => `${inWords(death)}, and started again ${again}: ${one.slice(0, 600)}`));
  }
  rows.push({ of: story.of, calls: calls.length, deaths: deaths.length, ms: performance.now() - begun });
  return found;
}

describe('a process that dies at any call of the outside loses no alert and says none twice', () => {
  it.each(STORIES)('$of: $name', { timeout: PATIENCE_MS }, async (story) => {
    expect(await dieEverywhere(story)).toEqual([]);
  });

  it('would notice a queue that gives nothing again, and a chat that reads one thing twice', async () => {
    const story = STORIES.find(({ of }) => of === 'deliver-telegram')!;
    const { run, undisturbed, calls } = await open(story);
    const harmAt = async (at: string, again?: Again) =>
      damage(undisturbed, (await run([{ at, when: 'after its effect' }], again)).view, 0).join('\n');
    expect(await harmAt(calls[0]!, 'never')).toContain('lost: telegram:42');
    expect(await harmAt('POST telegram/sendMessage')).toContain('said once too often: telegram:42');
  });

  it.each(STORIES)('nor when the next process dies, too: $of: $name', { timeout: PATIENCE_MS }, async (story) => {
    const { run, undisturbed } = await open(story);
    const judge = story.rough ? roughDamage : damage;
    const death = fc.record({ at: fc.integer({ min: 1, max: 30 }), when: fc.constantFrom(...WHENS) });
    await fc.assert(
      fc.asyncProperty(death, death, fc.constantFrom(...waysBack(story)), async (first, second, again) => {
        const { lives, view } = await run([first, second], again);
        expect(judge(undisturbed, view, copiesAllowed(lives))).toEqual([]);
      }),
      { numRuns: TWICE, seed: 20_260_224 },
    );
  });

  it('has such calls in every function of the topology that may leave something half done', () => {
    // Whoever only reads for whoever asks has nothing to leave.
    const names = (Object.keys(topology) as FunctionName[]).filter((name) => !('get' in topology[name].start));
    expect(names.filter((name) => !rows.some(({ of, deaths }) => of === name && deaths > 0))).toEqual([]);
  });
});
