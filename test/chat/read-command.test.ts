import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandShape } from '../../functions/chat/command.ts';
import { CATALOGUE } from '../../functions/chat/commands.ts';
import { commandFrom, readCommand } from '../../functions/chat/read-command.ts';

const read = (text: string) => {
  const found = readCommand(text);
  if (found === undefined || !('command' in found)) return found;
  return Object.fromEntries(Object.entries(found.command).filter(([, value]) => value !== undefined));
};

describe('a command', () => {
  it.each([
    ['/hashprice', { name: 'hashprice' }],
    ['/HashPrice@the_bot', { name: 'hashprice' }],
    ['  /price ', { name: 'hashprice' }],
    ['/start', { name: 'start' }],
    ['/start miner_MARA', { name: 'start', payload: 'miner_MARA' }],
    ['/miner mara', { name: 'miner', ticker: 'mara' }],
    ['/fleet S21 XP 0.07', { name: 'fleet', machine: 'S21 XP 0.07' }],
    ['/fleet add S21 XP', { name: 'fleet', action: 'add', machine: 'S21 XP' }],
    ['/fleet rename A B to C', { name: 'fleet', action: 'rename', fleet: 'A B', called: 'C' }],
    ['/fleet delete A', { name: 'fleet', action: 'remove', fleet: 'A' }],
    ['/chart 1y difficulty', { name: 'chart', of: 'difficulty', span: '1y' }],
    ['/chart month', { name: 'chart', span: '30d' }],
    ['/chart miner MARA 90d', { name: 'chart', of: 'miner', span: '90d', ticker: 'MARA' }],
    ['/mute 2h', { name: 'mute', time: '2h' }],
    ['/unmute', { name: 'mute', time: 'off' }],
    ['/settings quiet hours 22-7', { name: 'settings', what: 'quiet', value: '22-7' }],
    ['/timezone Berlin', { name: 'settings', what: 'zone', value: 'Berlin' }],
    ['/settings', { name: 'settings' }],
  ])('is read from %s', (text, command) => {
    expect(read(text)).toEqual(command);
  });

  it('that is none of ours is answered with the nearest', () => {
    expect(read('/hashprce')).toEqual({ unknown: 'hashprce', nearest: 'hashprice' });
    expect(read('/xyzzy')).toEqual({ unknown: 'xyzzy' });
    expect(read('hashprice')).toBeUndefined();
    expect(read('/')).toBeUndefined();
  });

  it('comes with a platform’s options as well, of which only its own count', () => {
    expect(commandFrom('fleet', { machine: 'S21', fee: 2, bogus: true })).toMatchObject({
      command: { name: 'fleet', machine: 'S21', fee: '2' },
    });
    expect(commandFrom('chart', { span: 'century' })).toEqual({ unknown: 'chart' });
  });

  it('never throws, and what it reads has its shape', () => {
    const names = fc.constantFrom(...CATALOGUE.map(({ name }) => name));
    fc.assert(
      fc.property(names, fc.string({ unit: 'binary' }), (name, rest) => {
        const found = readCommand(`/${name} ${rest}`);
        if (found && 'command' in found) expect(commandShape.safeParse(found.command).success).toBe(true);
      }),
    );
  });
});

describe('the catalogue', () => {
  it('has every command once, and options that its shape takes', () => {
    const names = commandShape.options.map((option) => option.shape.name.value);
    expect(CATALOGUE.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
    for (const { name, options } of CATALOGUE) {
      const shape = commandShape.options.find((option) => option.shape.name.value === name)!.shape;
      // Whose is meant is for the platform to make out, and no part of what is asked.
      const asked = options.filter((option) => option.name !== 'for');
      for (const option of asked) expect(Object.keys(shape), `${name} ${option.name}`).toContain(option.name);
    }
  });

  it('is written as platforms want it', () => {
    for (const { name, options } of CATALOGUE) {
      expect(name).toMatch(/^[a-z]{1,32}$/);
      expect(options.length).toBeLessThanOrEqual(25);
      for (const option of options) expect(option.name).toMatch(/^[a-z]{1,32}$/);
    }
  });
});
