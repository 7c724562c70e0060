import { Refused, Unreachable } from '../../kit/errors.ts';
import type { Recipient } from '../../subscriptions/recipient.ts';
import { quantity } from '../../units/quantity.ts';
import { later, type Milliseconds, minutes, seconds } from '../../units/time.ts';
import type { Outcome } from '../outcome.ts';
import type { Round, Step, Tools } from '../stage.ts';
import { drop, handOn, utterancesOf } from './leave.ts';
import { postpone } from './postpone.ts';

/** What follows from each outcome. The channel judged; this acts. */
export async function settle(round: Round, tools: Tools, outcome: Outcome): Promise<Step> {
  switch (outcome.kind) {
    case 'sent':
      return said(round, tools, outcome.messageId);
    case 'retry':
      return again(round, tools, outcome);
    case 'unknown':
      return perhaps(round, tools, outcome.why);
    case 'moved':
      return moveTo(round, tools, outcome.to);
    case 'paused':
      return pause(round, tools, outcome.why);
    case 'gone':
      return letGo(round, tools, outcome.why);
    case 'rejected':
      return refuse(round, tools, outcome.why);
  }
}

async function said(round: Round, { sent, shelf, clock, log }: Tools, messageId: string): Promise<Step> {
  const { because } = round.verdict;
  const { recipient } = round.delivery;
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

async function pause(round: Round, tools: Tools, why: string): Promise<Step> {
  const since = tools.clock.now();
  // Marked first: a crash before the record leaves a repeat that finds the mark, and does not write to the chat again.
  await tools.book.mark(round.delivery.recipient, { state: 'paused', why, since });
  tools.log.warn('recipient paused', { recipient: round.key, why });
  return drop(round, tools, 'the chat will not let us write', why);
}

async function letGo(round: Round, tools: Tools, why: string): Promise<Step> {
  const { recipient } = round.delivery;
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
