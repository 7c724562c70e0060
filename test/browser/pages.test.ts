import { mkdirSync } from 'node:fs';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aSite, HOSTILE_ANNOUNCEMENT, LATEST } from '../page/site.ts';
import { type Browser, hasChromium, served, startBrowser, WHY_SKIPPED } from './browser.ts';

/** Where the pictures of all pages lie afterwards, for somebody to look at. */
const SCREENS = '.local/screens';
const WIDTHS = [320, 768, 1280] as const;
const SCHEMES = ['light', 'dark'] as const;
const PAGES = [
  '/',
  '/miners',
  '/miners/RIOT',
  '/ai',
  '/production',
  '/announcements',
  '/method',
  '/report',
  '/nowhere',
  '/?lang=ru',
  '/miners?lang=de',
  '/ai?lang=zh',
] as const;
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

describe('pages in a browser', { timeout: 120_000 }, () => {
  let browser: Browser;
  let site: { url: string; stop(): Promise<void> };

  beforeAll(async () => {
    if (!hasChromium) return;
    mkdirSync(SCREENS, { recursive: true });
    browser = await startBrowser();
    site = await served(await aSite());
  });
  afterAll(async () => {
    await browser?.stop();
    await site?.stop();
  });
  const inChromium = (name: string, test: () => Promise<void>) =>
    it(name, async ({ skip }) => {
      if (!hasChromium) skip(WHY_SKIPPED);
      await test();
    });

  for (const path of PAGES) {
    inChromium(
      `${path} fits, can be read and asks for nothing else, light and dark, on phone and desktop`,
      async () => {
        for (const width of WIDTHS) {
          for (const scheme of SCHEMES) {
            const { page, complaints, close } = await browser.open(`${site.url}${path}`, { width, scheme });
            const name = path.replaceAll(/[/?=]/g, '-');
            await page.screenshot({ path: `${SCREENS}/page${name}-${width}-${scheme}.png`, fullPage: true });
            expect(await overflow(page), `${path} at ${width}`).toBeLessThanOrEqual(0);
            expect(await violations(page), `${path} ${width} ${scheme}`).toEqual([]);
            expect(complaints.filter((line) => !(path === '/nowhere' && line.includes('404')))).toEqual([]);
            await close();
          }
        }
      },
    );
  }

  inChromium('shows the same where no script may run', async () => {
    const [without, withThem] = await Promise.all(
      [false, true].map(async (scripts) => {
        const { page, close } = await browser.open(`${site.url}/`, { width: 768, scripts });
        const text = await page.innerText('main');
        await close();
        return text;
      }),
    );
    expect(without).toEqual(withThem);
    expect(without).toContain('/PH/day');
  });

  inChromium('can be used by keyboard: the way past the menu comes first, and what has focus is seen', async () => {
    const { page, close } = await browser.open(`${site.url}/`, { width: 1280 });
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to the content');
    expect(await page.locator('.skip').boundingBox()).toMatchObject({ y: expect.closeTo(8, 0) });
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');

    await page.goto(`${site.url}/`);
    const order: string[] = [];
    for (let i = 0; i < 9; i++) {
      await page.keyboard.press('Tab');
      order.push(await focused(page));
      const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
      expect(outline, order.at(-1)).toBe('solid');
    }
    expect(order).toEqual([
      'Skip to the content',
      'Hashprice watch',
      'Now',
      'Listed miners',
      'Mining or AI',
      'Production and accumulation',
      'Announcements',
      'Method',
      expect.stringContaining('Hashprice, last 90 days'),
    ]);
    await close();
  });

  inChromium('moves a wide table inside its own frame, by keyboard, too', async () => {
    const { page, close } = await browser.open(`${site.url}/miners`, { width: 320 });
    const frame = page.locator('.wide:has(table)').first();
    await frame.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowRight');
    await expect
      .poll(() => frame.evaluate((element) => (element as unknown as { scrollLeft: number }).scrollLeft))
      .toBeGreaterThan(0);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await close();
  });

  inChromium('takes a language from the browser, and another by a link', async () => {
    const { page, close } = await browser.open(`${site.url}/?lang=ru`, { width: 320 });
    expect(await page.getAttribute('html', 'lang')).toBe('ru');
    await page.click('.tongues a[lang=de]');
    expect(await page.getAttribute('html', 'lang')).toBe('de');
    await page.click('header nav a >> nth=1');
    expect([new URL(page.url()).pathname, await page.getAttribute('html', 'lang')]).toEqual(['/miners', 'de']);
    await close();
  });

  inChromium('shows what a hostile filing says as text', async () => {
    const evil = await served(await aSite({ announced: [HOSTILE_ANNOUNCEMENT] }));
    const { page, complaints, close } = await browser.open(`${evil.url}/announcements`, { width: 320 });
    expect(await page.locator('main script, main img').count()).toBe(0);
    expect(await page.locator('a[href^="javascript:"]').count()).toBe(0);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
    await evil.stop();
  });

  inChromium('says first that its numbers are old, and what there is before there are any', async () => {
    const [old, empty] = await Promise.all([
      aSite({ now: new Date(LATEST.at.getTime() + 3 * 3_600_000) }).then(served),
      aSite({ latest: null }).then(served),
    ]);
    for (const [{ url, stop }, words, name] of [
      [old, 'Old numbers', 'old'],
      [empty, 'no market data yet', 'empty'],
    ] as const) {
      for (const path of ['/', '/miners', '/ai', '/production', '/announcements', '/report']) {
        const { page, close } = await browser.open(`${url}${path}`, { width: 320 });
        if (path === '/') {
          expect(await page.innerText('main')).toContain(words);
          await page.screenshot({ path: `${SCREENS}/${name}.png`, fullPage: true });
        }
        expect(await overflow(page), path).toBeLessThanOrEqual(0);
        expect(await violations(page), path).toEqual([]);
        await close();
      }
      await stop();
    }
  });
});

const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

const focused = (page: Page): Promise<string> =>
  page.evaluate('document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent.trim()');

/** What the accessibility engine objects to, and where. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = (await page.evaluate(
    `axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(RULES)} }, resultTypes: ['violations'] })`,
  )) as axe.AxeResults;
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary?.split('\n')[1]?.trim()}`,
    ),
  );
}
