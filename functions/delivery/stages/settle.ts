import { Refused, Unreachable } from '../../kit/errors.ts';
import type { Recipient } from '../../subscriptions/recipient.ts';
import { quantity } from '../../units/quantity.ts';
import { type Day, dayOf, later, type Milliseconds, minutes, seconds } from '../../units/time.ts';
import type { Lack, Outcome, Retrial } from '../outcome.ts';
import type { Round, Step, Tools } from '../stage.ts';
import { drop, handOn, utterancesOf } from './leave.ts';
import { tellOwner } from './owner.ts';
import { postpone } from './postpone.ts';

/** What follows from each outcome. The channel judged; this acts. */
export async function settle(round: Round, tools: Tools, outcome: Outcome): Promise<Step> {
  switch (outcome.kind) {
    case 'sent':
      return said(round, tools, outcome);
    case 'retry':
      return again(round, tools, outcome);
    case 'unknown':
      return perhaps(round, tools, outcome.why);
    case 'moved':
      return moveTo(round, tools, outcome.to);
    case 'paused':
      return pause(round, tools, outcome);
    case 'gone':
      return letGo(round, tools, outcome.why, 'the channel');
    case 'rejected':
      return refuse(round, tools, outcome.why);
  }
}

async function said(round: Round, tools: Tools, { messageId, quietFor }: Outcome & { kind: 'sent' }): Promise<Step> {
  const { sent, shelf, book, pace, clock, log } = tools;
  const { because } = round.verdict;
  const { recipient, lane } = round.delivery;
  const [own] = tools.budgets(recipient, lane);
  if (quietFor !== undefined && own) await pace.hold(own, later(clock.now(), quietFor));
  if (round.trial) await book.mark(recipient, { state: 'active' });
  if (round.night) await shelf.note({ recipient, covers: round.night.covers, messageId }, clock.now());
  for (const utterance of utterancesOf(round)) {
    await sent.record(utterance, { state: 'sent', because, messageId }, clock.now());
  }
  log.count('NoticeSent');
  return { end: { send: true, because } };
}

/** Nothing was said after all: whoever comes next may claim at once. */
export async function releaseAll(round: Round, { sent }: Tools): Promise<void> {
  for (const utterance of utterancesOf(round)) await sent.release(utterance);
}

/** Not taken. Nobody else runs into the same limit before its time, and this waits without spending an attempt. */
async function again(round: Round, tools: Tools, { after, scope, why }: Outcome & { kind: 'retry' }): Promise<Step> {
  const { pace, clock, budgets, log } = tools;
  const { recipient, lane, postponed } = round.delivery;
  const limits = budgets(recipient, lane);
  const [own, platform] = [limits[0], limits.at(-1)];
  const until = later(clock.now(), after);
  log.warn('not taken', { recipient: round.key, why, after });
  if (scope === 'platform' && platform) await pace.hold(platform, until);
  else if (own) await pace.hold(own, until);
  await releaseAll(round, tools);
  return postpone(round, tools, quantity(Math.max(after, backOff(postponed))), 'the platform asked us to wait');
}

/** Perhaps it was said. Only where a repeat is harmless may it be repeated at once; elsewhere the claim must run out. */
async function perhaps(round: Round, tools: Tools, why: string): Promise<never> {
  const { utterance, key } = round;
  if (tools.idempotent) await releaseAll(round, tools);
  throw new Unreachable(`perhaps said: ${why}`, { recipient: key, notice: utterance.notice });
}

async function moveTo(round: Round, tools: Tools, id: string): Promise<Step> {
  const from = round.delivery.recipient;
  if (from.platform !== 'telegram') throw new Unreachable('only Telegram chats move', { recipient: round.key });
  const to: Recipient = { platform: 'telegram', chat: id };
  await tools.moved?.(from, to);
  return handOn(round, tools, to);
}

async function pause(round: Round, tools: Tools, { why, retrial }: Outcome & { kind: 'paused' }): Promise<Step> {
  if (isCourtesy(round)) return drop(round, tools, 'the chat will not let us write', why);
  const now = tools.clock.now();
  const since = round.trial?.since ?? now;
  const days = retrial && daysOf(round, retrial, now);
  if (retrial) await tellOwner(round, tools, retrial.lacks, since);
  if (days && retrial.daysUntilGone !== undefined && days.length >= retrial.daysUntilGone)
    return letGo(round, tools, `${why}, on ${days.length} days`, retrial.lacks);
  // Marked first: a crash before the record leaves a repeat that finds the mark, and does not write to the chat again.
  await tools.book.mark(round.delivery.recipient, { state: 'paused', why, since, ...(days && { days }) });
  tools.log.warn('recipient paused', { recipient: round.key, why });
  return drop(round, tools, 'the chat will not let us write', why);
}

/** Whoever takes no word about a channel of theirs has not said that they want no alerts of their own. */
const isCourtesy = ({ delivery, night }: Round): boolean =>
  night === undefined && 'kind' in delivery.notice && delivery.notice.kind === 'lost';

/** The days on which it refused; only where they are counted is there more than the last to be known. */
const daysOf = ({ trial }: Round, { daysUntilGone }: Retrial, now: Date): Day[] => [
  ...(daysUntilGone === undefined ? [] : (trial?.days ?? [])),
  dayOf(now),
];

async function letGo(round: Round, tools: Tools, why: string, lacks: Lack): Promise<Step> {
  if (isCourtesy(round)) return drop(round, tools, 'the chat is gone', why);
  const { recipient } = round.delivery;
  // First on purpose: once it is gone, nobody knows any more who configured it.
  await tellOwner(round, tools, lacks, round.trial?.since ?? tools.clock.now());
  if (tools.gone) await tools.gone(recipient, why);
  else await tools.book.mark(recipient, { state: 'gone', why, since: tools.clock.now() });
  tools.log.warn('recipient gone', { recipient: round.key, why });
  tools.log.count('RecipientGone');
  return drop(round, tools, 'the chat is gone', why);
}

/** Our own fault: kept, so that repeats of the message throw without asking the platform again. */
async function refuse(round: Round, { sent, clock, log }: Tools, why: string): Promise<never> {
  const { utterance, key } = round;
  for (const one of utterancesOf(round)) await sent.record(one, { state: 'rejected', because: why }, clock.now());
  log.count('NoticeRejected');
  throw new Refused(`the platform refused what we wrote: ${why}`, { recipient: key, notice: utterance.notice });
}

const LONGEST_BACK_OFF = minutes(5);

/** 1 s, 2 s, 4 s … 5 min: a platform that is down is asked less and less often. */
const backOff = (postponed: number): Milliseconds =>
  quantity(Math.min(LONGEST_BACK_OFF, seconds(2 ** Math.min(postponed, 10))));
