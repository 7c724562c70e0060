import { describe, expect, it } from 'vitest';
import '../support/every-language.ts';
import { aBot, GROUP, type Talk } from './talking.ts';

const QUESTIONS: readonly (readonly [string, ...string[]])[] = [
  ['/quiet'],
  ['/timezone'],
  ['/settings digest'],
  ['/mute', 'Other …'],
  ['/subscribe', 'Hashprice line'],
  ['/miner'],
  ['/fleet'],
];

describe.each([{ twice: false }, { twice: true }])('a question that waits for something typed %o', ({ twice }) => {
  it.each(QUESTIONS)('is over with a fleet and its price: %s', async (...asked) => {
    const ann = (await aBot({ twice })).chat();
    await opens(ann, asked);
    await ann.types('S21 0.07');
    expect(ann.title).toBe('Watching S21');
    await ann.types('/fleet');
    expect(ann.title).toBe('1 of 5 fleets');
  });

  it.each(QUESTIONS)('is over with a line: %s', async (...asked) => {
    const ann = (await aBot({ twice })).chat();
    await opens(ann, asked);
    await ann.types('below 30');
    expect(ann.title).toBe('Watching: Hashprice under $30/PH/day');
  });

  it.each(QUESTIONS.filter(([command]) => command !== '/timezone'))('is over with a company: %s', async (...asked) => {
    const ann = (await aBot({ twice })).chat();
    await opens(ann, asked);
    await ann.types('MARA');
    expect(ann.title).toContain('MARA');
  });

  it('stays open for a second try, and is left by a tap', async () => {
    const ann = (await aBot({ twice })).chat();
    await ann.types('/quiet');
    expect(ann.keyboard.flat()).toContain('✗ Leave it');
    await ann.types('at night');
    expect(ann.title).toBe('I did not get that');
    await ann.taps('Leave it');
    expect(ann.title).toBe('Never mind');
    await ann.types('22-7');
    expect(ann.title).toBe('What shall I do with that?');
  });

  it('is over in a group as well, and what follows is no business of ours', async () => {
    const ann = (await aBot({ twice })).chat(GROUP);
    await ann.types('/quiet');
    await ann.types('S21 0.07');
    expect(ann.title).toBe('Watching S21');
    await ann.types('22-7');
    expect(ann.isSilent).toBe(true);
  });

  it('is not over with an hour that could be a machine at a price', async () => {
    const ann = (await aBot({ twice })).chat();
    await ann.types('/quiet');
    await ann.types('22 at 7');
    expect(ann.title).toBe('I did not get that');
  });
});

async function opens(ann: Talk, [command = '', ...taps]: readonly string[]): Promise<void> {
  await ann.types(command);
  for (const label of taps) await ann.taps(label);
}
