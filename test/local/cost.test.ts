import { describe, expect, it } from 'vitest';
import { monthlyAt } from '../../infra/cost/monthly.ts';
import { botAt } from './bot.ts';

const bot = (line: string) => botAt(new Date('2026-02-05T12:00:00Z'), line);

describe('bot cost', () => {
  it.each([
    ['100', 100],
    ['10k', 10_000],
    ['1.5k', 1_500],
    ['1M', 1_000_000],
  ])('reckons with %s chats', async (text, subscribers) => {
    const { out, code } = await bot(`cost --subscribers ${text} --json`);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ subscribers, usd: monthlyAt(subscribers), idleUsd: monthlyAt(0) });
  });

  it('says what dominates, what an idle bot costs, and where the numbers are from', async () => {
    const { out } = await bot('cost --subscribers 1M');
    const [, dearest = ''] = /^ *[\d.]+ {3}(\S.*?) {2,}/m.exec(out) ?? [];
    expect(['DynamoDB, writing', 'Lambda, time × memory']).toContain(dearest);
    expect(out).toMatch(new RegExp(`in all +\\d+ % of it: ${dearest}`));
    expect(out).toContain(`${monthlyAt(0).toFixed(2)}   a month`);
    expect(out).toMatch(/npm run bench -- cost.*prices of us-east-1/s);
  });

  it('costs more with more alerts, and without what is free', async () => {
    const usd = async (options: string) =>
      JSON.parse((await bot(`cost --subscribers 1k ${options} --json`)).out).usd as number;
    expect(await usd('--alerts 300')).toBeGreaterThan(await usd('--alerts 30'));
    expect(await usd('--no-free')).toBeGreaterThan(await usd(''));
  });

  it.each(['-1', '10x', '1e9', 'many', '0.0001', '9999999M'])('refuses %s chats, with an example', async (text) => {
    const { code, complaint } = await bot(`cost --subscribers ${text}`);
    expect({ code, complaint }).toEqual({ code: 2, complaint: expect.stringContaining('like 100, 10k or 1M') });
  });
});
