import { type BotError, Misconfigured, Refused, Unreachable } from '../kit/errors.ts';
import { FetchWeb } from '../kit/web.fetch.ts';
import { textOf } from '../kit/web.ts';
import { seconds } from '../units/time.ts';
import type { Source } from './wire.ts';

const PATIENCE = seconds(30);
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * One document of the web, for somebody who waits for it. EDGAR is told who asks.
 *
 * Not one of the topology's functions; it lies here because only an entry may choose who keeps a promise.
 *
 * @throws {Misconfigured} no address; EDGAR, without SEC_USER_AGENT.
 * @throws {Refused} the address refused, or has moved. @throws {Unreachable} no answer.
 */
export async function askDocument(url: string, source: Source): Promise<string> {
  if (!URL.canParse(url))
    throw new Misconfigured(`${url} is no address: a right one looks like https://www.sec.gov/Archives/…`);
  const { SEC_USER_AGENT: userAgent, SEC_URL: edgar } = source;
  const given = new URL(url);
  const isEdgar = isSec(given) || (edgar !== undefined && given.host === new URL(edgar).host);
  if (isEdgar && !userAgent) {
    throw new Misconfigured(
      'EDGAR wants to know who asks: set SEC_USER_AGENT to a name and a mail address, like "Jane Doe jane@example.com"',
    );
  }
  const address = isEdgar ? documentAt(given) : given;
  const headers = userAgent && isEdgar ? { headers: { 'user-agent': userAgent } } : {};
  const reply = await new FetchWeb().open({ url: address.href, within: PATIENCE, maxBytes: MOST_BYTES, ...headers });
  if (reply.status === 200) return textOf(reply);
  const elsewhere = reply.header('location');
  await reply.drop();
  throw refusal(reply.status, address, elsewhere);
}

function refusal(status: number, { host, href }: URL, elsewhere: string | undefined): BotError {
  if (status >= 500 || status === 429) return new Unreachable(`${host} answered ${status}; try again later`);
  if (status < 300 || status >= 400) return new Refused(`${host} answered ${status}`);
  const there = elsewhere !== undefined && URL.canParse(elsewhere, href) ? new URL(elsewhere, href).href : undefined;
  return new Refused(
    `${host} sends us elsewhere (${status}); ${there ? `if you trust it, give ${there}` : 'it does not say where'}`,
  );
}

const isSec = ({ hostname }: URL): boolean => hostname === 'sec.gov' || hostname.endsWith('.sec.gov');

/** What people copy from their browser shows a filing in a viewer (`/ix?doc=/Archives/…`): what it shows is meant. */
function documentAt(url: URL): URL {
  const shown = url.pathname === '/ix' ? url.searchParams.get('doc') : null;
  return shown?.startsWith('/Archives/') ? new URL(shown, url) : url;
}
