import { describe, expect, it, onTestFinished } from 'vitest';
import { difficultyFromBits, sameDifficulty } from '../../functions/market/chain.ts';
import { bitsOf } from '../../infra/local/loopback/blocks.ts';
import { startMarket } from '../../infra/local/loopback/market.ts';
import { serve } from '../../infra/local/loopback/serve.ts';
import { TestClock } from '../support/clock.ts';
import { aWorld } from '../support/world.ts';

async function market() {
  const started = await startMarket(aWorld(new TestClock('2026-02-24T12:00:00Z')));
  onTestFinished(started.stop);
  const get = async (path: string) => (await fetch(`${started.urls.MEMPOOL_URL}/${path}`)).text();
  return { ...started, get, json: async (path: string): Promise<unknown> => JSON.parse(await get(path)) };
}

describe('a loopback server', () => {
  it('closes the sockets of requests that hang when it stops', async () => {
    const { url, stop } = await serve(() => 'hang');
    const hanging = fetch(url);
    hanging.catch(() => undefined);
    await new Promise<void>((resolve) => setImmediate(resolve));
    await stop();
    await expect(hanging).rejects.toThrow('fetch failed');
  });

  it('says what went wrong in it', async () => {
    const { url, stop } = await serve(() => {
      throw new Error('a bug');
    });
    onTestFinished(stop);
    const reply = await fetch(url);
    expect([reply.status, await reply.text()]).toEqual([500, 'loopback server: Error: a bug']);
  });
});

describe('the market on loopback', () => {
  it('knows what it was asked, and 404 for what it does not know', async () => {
    const { urls, requests } = await market();
    const reply = await fetch(`${urls.KRAKEN_URL}/0/public/Nothing`, { headers: { 'user-agent': 'me' } });
    expect(reply.status).toBe(404);
    expect(requests).toEqual([{ source: 'kraken', path: '0/public/Nothing', userAgent: 'me' }]);
  });

  it('answers every page that the bot or a person may ask of mempool.space', async () => {
    const { get, json } = await market();
    expect(await get('api/blocks/tip/height')).toBe('937908');
    expect(await json('api/v1/prices')).toEqual({ time: 1_771_934_400, USD: 87_654 });
    expect(await json('api/v1/fees/recommended')).toMatchObject({ fastestFee: 2 });
    expect(await json('api/v1/blocks')).toHaveLength(15);
    expect(await json('api/v1/mining/blocks/fees/24h')).toHaveLength(144);
    expect(await json('api/v1/mining/difficulty-adjustments/1m')).toMatchObject([
      [1_771_653_600, 937_440, 125.8646e12 * 1.01, expect.closeTo(1.01)],
      [1_770_444_000, 935_424, 125.8646e12, expect.closeTo(1.01)],
    ]);
    expect(await json('api/v1/historical-price?currency=USD&timestamp=1771930799')).toMatchObject({
      prices: [{ time: 1_771_927_200 }],
    });
  });

  it('gives everything for a period it does not know, as mempool.space does', async () => {
    const { json } = await market();
    const retargets = async (period: string) =>
      ((await json(`api/v1/mining/hashrate/${period}`)) as { difficulty: unknown[] }).difficulty.length;
    expect(await retargets('3d')).toBe(0);
    expect(await retargets('1M')).toBeGreaterThan(await retargets('1y'));
  });

  it('fails only below the path it was told to, and heals', async () => {
    const { fail, heal, get } = await market();
    fail('mempool', '503', 'difficulty-adjustment');
    expect(await get('api/v1/difficulty-adjustment')).toBe('Service Unavailable');
    expect(await get('api/blocks/tip/height')).toBe('937908');
    heal('mempool');
    expect(await get('api/v1/difficulty-adjustment')).toContain('progressPercent');
  });
});

describe('the bits of a block', () => {
  it.each([
    [386_521_239, 28_587_155_782_195.14, 'block 730,000'],
    [0x1d_00_ff_ff, 1, 'the first block'],
  ])('%d are a difficulty of %d (%s)', (bits, difficulty) => {
    expect(difficultyFromBits(bits)).toBeCloseTo(difficulty, 1);
    expect(sameDifficulty(difficultyFromBits(bitsOf(difficulty)), difficulty)).toBe(true);
  });
});
