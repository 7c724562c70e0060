import { existsSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { requestOf, resultOf } from '../../functions/entry/wire-http.ts';
import { serveHttp } from '../../infra/local/hosts/http.ts';
import type { Reader } from '../page/site.ts';

/** Debian's; whoever has another says where. */
const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
export const hasChromium = existsSync(CHROMIUM);
export const WHY_SKIPPED = `no Chromium at ${CHROMIUM}: apt-get install chromium, or say CHROMIUM_PATH`;

/** As root, in a container, without a network: it must look for nobody. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export type Look = { width: number; scheme?: 'light' | 'dark'; scripts?: boolean };
export type Browser = {
  /** A page of its own, with what its console said. */
  open(url: string, look: Look): Promise<{ page: Page; complaints: string[]; close(): Promise<void> }>;
  stop(): Promise<void>;
};

export async function startBrowser(): Promise<Browser> {
  const folder = mkdtempSync(join(tmpdir(), 'chromium-'));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: CHROMIUM,
    headless: true,
    args: FLAGS,
  });
  const browser = context.browser();
  return {
    open: async (url, { width, scheme = 'light', scripts = true }) => {
      const own: BrowserContext = await browser!.newContext({
        viewport: { width, height: 800 },
        colorScheme: scheme,
        javaScriptEnabled: scripts,
        locale: 'en-US',
        reducedMotion: 'reduce',
      });
      const page = await own.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('requestfailed', (request) => complaints.push(`${request.url()} failed`));
      page.on('request', (request) => {
        if (new URL(request.url()).origin !== new URL(url).origin && !request.url().startsWith('data:'))
          complaints.push(`asked for ${request.url()}`);
      });
      await page.goto(url, { waitUntil: 'load' });
      return { page, complaints, close: () => own.close() };
    },
    stop: async () => {
      await context.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The site as a function behind the API serves it. */
export async function served({ site }: Reader): Promise<{ url: string; stop(): Promise<void> }> {
  const failed: unknown[] = [];
  return serveHttp(0, { post: {}, get: async (event) => resultOf(await site.fetch(requestOf(event))) }, (error) =>
    failed.push(error),
  );
}
