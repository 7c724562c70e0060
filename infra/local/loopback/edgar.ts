import { createHash } from 'node:crypto';
import { currentFeed } from './edgar-current.ts';
import { companyFactsJson, conceptJson, filingIndex, submissionsJson } from './edgar-pages.ts';
import type { EdgarWorld, WorldFiling } from './edgar-world.ts';
import { type Answer, type Call, html, json, type LoopbackServer, type Reply, serve } from './serve.ts';
import { SlidingWindows, type Window } from './sliding-window.ts';

/** What EDGAR is made to answer: its own ways of saying no, and what a network does to an answer. */
export const EDGAR_FAULTS = [
  'block',
  'block-200',
  'denied',
  'missing',
  '429',
  '503',
  'html',
  'empty',
  'truncated',
  'huge',
  'hang',
] as const;
export type EdgarFault = (typeof EDGAR_FAULTS)[number];

type EdgarRequest = { at: Date; path: string; status: number; userAgent: string | undefined };

export type EdgarLoopback = LoopbackServer & {
  /** Base URLs, by the variable that carries each. */
  urls: { SEC_URL: string; SEC_DATA_URL: string };
  requests: EdgarRequest[];
  /** Until healed, or for so many answers: paths that contain the text. */
  fail(fault: EdgarFault, options?: { below?: string; times?: number }): void;
  heal(): void;
};

/** "10 requests per second", whatever the number of machines. @see https://www.sec.gov/os/accessing-edgar-data */
const LIMIT: Window = { most: 10, ms: 1_000 };
const BLOCKED_MS = 600_000;

/** More than anybody reads of anything. */
const HUGE_BYTES = 33 * 1024 * 1024;

const blockPage = (status: number): Reply => html('SEC.gov | Request Rate Threshold Exceeded', status);
const undeclared = (): Reply => html('SEC.gov | Your Request Originates from an Undeclared Automated Tool', 403);
const bucketSays = (code: 'AccessDenied' | 'NoSuchKey', status: number): Reply => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${code}</Message><RequestId>0</RequestId></Error>`,
});
const unavailable = (): Reply => html('This page is temporarily unavailable', 503);

/**
 * Speaks as EDGAR is documented and recorded to: its limits and its moods included. Both hosts on one port, by prefix.
 *
 * `enforce` is the limit on requests; the block page for undeclared tools is always there.
 */
export async function startEdgar(
  world: EdgarWorld,
  { enforce = true }: { enforce?: boolean } = {},
): Promise<EdgarLoopback> {
  const windows = new SlidingWindows();
  const requests: EdgarRequest[] = [];
  let blockedUntil = 0;
  let faults: { fault: EdgarFault; below: string; times: number }[] = [];

  const answer = (call: Call): Answer => {
    const at = world.now();
    const spoken = within(call, at);
    const status = spoken === 'hang' ? 0 : (spoken.status ?? 200);
    requests.push({ at, path: call.path, status, userAgent: call.headers['user-agent'] });
    return spoken;
  };

  const within = (call: Call, at: Date): Answer => {
    if (!/\S+@\S+/.test(call.headers['user-agent'] ?? '')) return undeclared();
    if (enforce) {
      const tooFast = windows.wait('all', LIMIT, at.getTime()) > 0;
      // Whoever asks on begins the ten minutes anew.
      if (tooFast || at.getTime() < blockedUntil) {
        blockedUntil = at.getTime() + BLOCKED_MS;
        return blockPage(403);
      }
      windows.take('all', LIMIT, at.getTime());
    }
    const trouble = faults.findLast(({ below, times }) => times > 0 && `${call.path}?${call.query}`.includes(below));
    if (trouble) trouble.times--;
    return spoil(trouble?.fault, () => page(call, at));
  };

  const page = ({ path, query, headers }: Call, at: Date): Reply => {
    const [, host, below = ''] = /^\/(www|data)\/(.*)$/.exec(path) ?? [];
    const published = world.filings.filter(({ acceptedAt }) => acceptedAt <= at);
    if (host === 'www' && below === 'cgi-bin/browse-edgar') return currentFeed(published, query, at) ?? unavailable();
    if (host === 'www') return conditional(documentAt(published, below, at), headers);
    const [, submissions] = /^submissions\/CIK(\d{10})\.json$/.exec(below) ?? [];
    if (submissions !== undefined) return orMissing(submissionsJson(world, published, Number(submissions)));
    const [, concept] =
      /^api\/xbrl\/companyconcept\/CIK(\d{10})\/us-gaap\/CryptoAssetNumberOfUnits\.json$/.exec(below) ?? [];
    if (concept !== undefined) return orMissing(conceptJson(world, published, Number(concept)));
    const [, tagged] = /^api\/xbrl\/companyfacts\/CIK(\d{10})\.json$/.exec(below) ?? [];
    if (tagged !== undefined) return orMissing(companyFactsJson(world, at, Number(tagged)));
    return bucketSays('NoSuchKey', 404);
  };

  const { url, stop } = await serve(answer);
  return {
    url,
    urls: { SEC_URL: `${url}/www`, SEC_DATA_URL: `${url}/data` },
    requests,
    stop,
    fail: (fault, { below = '', times = Number.POSITIVE_INFINITY } = {}) => {
      faults.push({ fault, below, times });
    },
    heal: () => {
      faults = [];
      blockedUntil = 0;
    },
  };
}

const orMissing = (value: object | undefined): Reply =>
  value === undefined ? bucketSays('NoSuchKey', 404) : json(value);

function documentAt(published: readonly WorldFiling[], path: string, at: Date): Reply {
  const [, folder, file] = /^Archives\/edgar\/data\/\d+\/(\d{18})\/([^/]+)$/.exec(path) ?? [];
  const filing = published.find(({ accession }) => accession.replaceAll('-', '') === folder);
  if (filing === undefined || file === undefined) return absent(path);
  if (file === `${filing.accession}-index.htm`)
    return { headers: { 'content-type': 'text/html' }, body: filingIndex(filing) };
  const document = filing.documents.find(({ name }) => name === file);
  if (document === undefined || (document.appearsAt ?? at) > at) return absent(path);
  return { headers: { 'content-type': file.endsWith('.pdf') ? 'application/pdf' : 'text/html' }, body: document.body };
}

/** The archive does not say that something is not there: it lets nobody have it. */
const absent = (path: string): Reply =>
  path.startsWith('Archives/') ? bucketSays('AccessDenied', 403) : bucketSays('NoSuchKey', 404);

/** The archive knows what it sent before. */
function conditional(reply: Reply, headers: Call['headers']): Reply {
  if (reply.status !== undefined) return reply;
  const etag = `"${createHash('sha256').update(reply.body).digest('hex').slice(0, 16)}"`;
  if (headers['if-none-match'] === etag) return { status: 304, headers: { etag }, body: '' };
  return { ...reply, headers: { ...reply.headers, etag } };
}

function spoil(fault: EdgarFault | undefined, page: () => Reply): Answer {
  switch (fault) {
    case undefined:
      return page();
    case 'block':
      return blockPage(403);
    case 'block-200':
      return blockPage(200);
    case 'denied':
      return bucketSays('AccessDenied', 403);
    case 'missing':
      return bucketSays('NoSuchKey', 404);
    case '429':
      return blockPage(429);
    case '503':
      return unavailable();
    case 'html':
      return html('It works');
    case 'empty':
      return { body: '' };
    case 'truncated': {
      const whole = page();
      return { ...whole, body: whole.body.slice(0, Math.ceil(whole.body.length / 2)) };
    }
    case 'huge': {
      const whole = page();
      return { ...whole, body: `${whole.body}${' '.repeat(HUGE_BYTES)}` };
    }
    case 'hang':
      return 'hang';
  }
}
