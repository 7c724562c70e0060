import type { Clock } from '../../kit/clock.ts';
import { Refused, Unreachable } from '../../kit/errors.ts';
import { under } from '../../kit/http.ts';
import type { Budget, Pace } from '../../kit/pace.ts';
import type { Reply, Web } from '../../kit/web.ts';
import { quantity } from '../../units/quantity.ts';
import { elapsed, later, type Milliseconds, minutes, seconds } from '../../units/time.ts';

/** EDGAR's two hosts, and who we say we are. @see https://www.sec.gov/os/accessing-edgar-data */
export type EdgarBases = { SEC_URL: string; SEC_DATA_URL: string };
export type EdgarDeps = { web: Web; pace: Pace; clock: Clock; bases: EdgarBases; userAgent: string };

/** @property last past the end of a list EDGAR answers 503 with a page of HTML: to a question about one, that is an end, not an outage. */
export type EdgarQuestion = {
  base: keyof EdgarBases;
  path: string;
  maxBytes: number;
  /** Whoever only lists leaves most of the slots to whoever reads. */
  budget?: 'list' | 'read';
  last?: boolean;
  /** What the last answer said of itself; where EDGAR honours it, it answers 304 and nothing else. */
  unless?: Validators;
};

/** @see https://www.rfc-editor.org/rfc/rfc9110#name-validator-fields */
export type Validators = { etag?: string | undefined; lastModified?: string | undefined };

export const validatorsOf = (reply: Reply): Validators => ({
  etag: reply.header('etag'),
  lastModified: reply.header('last-modified'),
});

/**
 * Two requests a second over all functions, a fifth of what EDGAR allows one user, whatever the number of machines.
 * Lists may take one in four, so that reading what was listed hardly waits for more lists.
 */
const ALL: Budget = { key: 'sec', interval: quantity<Milliseconds>(500) };
const LISTS: Budget = { key: 'sec:lists', interval: quantity<Milliseconds>(2_000) };
/** "Access limited for 10 minutes", and every further request begins them anew. */
const BLOCKED_FOR = minutes(10);
const SLOT_WITHIN = seconds(20);
const ANSWER_WITHIN = seconds(20);
/** A page that refuses us says so at once. */
const PAGE_CHARACTERS = 64 * 1024;

/**
 * Asks EDGAR one question; once more, in a slot of its own, when nobody answered whoever reads.
 *
 * @returns its answer (200, or 304 to whoever says what it knows), or `absent` when there is no such thing (S3's 403 and 404 in XML; 503 past the end of a list).
 * @throws {Unreachable} nobody answered; 429 and 5xx; blocked, and then nobody of us asks for ten minutes.
 * @throws {Refused} any other refusal, a redirect included.
 */
export async function askEdgar(deps: EdgarDeps, question: EdgarQuestion): Promise<Reply | 'absent'> {
  try {
    return await askOnce(deps, question);
  } catch (error) {
    // Lists are asked again within a minute; a document is what somebody waits for.
    const mayPass = error instanceof Unreachable && nextSlot(error) === undefined && question.budget !== 'list';
    if (!mayPass) throw error;
    return askOnce(deps, question);
  }
}

async function askOnce(deps: EdgarDeps, question: EdgarQuestion): Promise<Reply | 'absent'> {
  await takeSlot(deps, question.budget ?? 'read');
  const reply = await deps.web.open({
    url: under(deps.bases[question.base], question.path),
    within: ANSWER_WITHIN,
    maxBytes: question.maxBytes,
    headers: {
      'user-agent': deps.userAgent,
      'accept-encoding': 'gzip, deflate',
      accept: '*/*',
      ...conditionsOf(question),
    },
  });
  if (reply.status === 304) return reply;
  if (reply.status === 200) return unlessBlocked(deps, reply);
  return judge(deps, reply, question);
}

const conditionsOf = ({ unless = {} }: EdgarQuestion): Record<string, string> => ({
  ...(unless.etag === undefined ? {} : { 'if-none-match': unless.etag }),
  ...(unless.lastModified === undefined ? {} : { 'if-modified-since': unless.lastModified }),
});

/** One budget after the other: a slot that everybody shares must not be taken while somebody waits for his own. */
async function takeSlot({ pace, clock }: EdgarDeps, budget: 'list' | 'read'): Promise<void> {
  for (const one of budget === 'list' ? [LISTS, ALL] : [ALL]) {
    const lease = await pace.lease([one], SLOT_WITHIN, clock.now());
    if (!lease.granted) throw new Unreachable('no slot for EDGAR yet', { notBefore: lease.notBefore.toISOString() });
    const wait = elapsed(clock.now(), lease.at);
    if (wait > 0) await clock.sleep(wait);
  }
}

/** When whoever found no slot may ask again; undefined for every other failure. */
export function nextSlot(error: unknown): Date | undefined {
  const notBefore = error instanceof Unreachable ? error.facts['notBefore'] : undefined;
  return typeof notBefore === 'string' ? new Date(notBefore) : undefined;
}

async function judge(deps: EdgarDeps, reply: Reply, { last = false }: EdgarQuestion): Promise<'absent'> {
  const { status } = reply;
  const isHtml = /html/i.test(reply.header('content-type') ?? '');
  if (status === 404 || (status === 503 && last && isHtml)) {
    await reply.drop();
    return 'absent';
  }
  if (status === 403 || status === 429) {
    const page = await beginningOf(reply);
    if (status === 403 && /<Code>(?:AccessDenied|NoSuchKey)<\/Code>/.test(page)) return 'absent';
    throw await blocked(deps, status);
  }
  await reply.drop();
  if (status >= 500) throw new Unreachable(`EDGAR answered ${status}`, { status });
  throw new Refused(`EDGAR answered ${status}`, { status });
}

async function blocked({ pace, clock }: EdgarDeps, status: number): Promise<Unreachable> {
  const until = later(clock.now(), BLOCKED_FOR);
  await pace.hold(ALL, until);
  return new Unreachable(
    `EDGAR blocks us (${status}): nobody asks for ten minutes; look at SEC_USER_AGENT and at who else asks from here`,
    { status, notBefore: until.toISOString() },
  );
}

async function beginningOf(reply: Reply): Promise<string> {
  let page = '';
  try {
    for await (const piece of reply.pieces()) {
      page += piece;
      // Leaving the loop gives the socket back.
      if (page.length >= PAGE_CHARACTERS) break;
    }
  } catch {
    // What came of it has to do.
  }
  return page;
}

const BLOCK_PAGE = /Request Rate Threshold Exceeded|Undeclared Automated Tool|SEC\.gov \| (?:Request|Your Request)/i;

/** The block page may come with 200; it shows in the first piece. */
function unlessBlocked(deps: EdgarDeps, reply: Reply): Reply {
  async function* pieces(): AsyncGenerator<string> {
    let seen = '';
    for await (const piece of reply.pieces()) {
      if (seen.length < 4_096) {
        seen += piece.slice(0, 4_096);
        if (BLOCK_PAGE.test(seen)) throw await blocked(deps, 200);
      }
      yield piece;
    }
  }
  return { ...reply, pieces };
}
