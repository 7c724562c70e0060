import type { Telling } from '../../delivery/telling.ts';
import { BotError, reasonOf, Unreachable } from '../../kit/errors.ts';
import { elapsed, later, type Milliseconds, seconds } from '../../units/time.ts';
import { speak, type Words } from '../../words/words.ts';
import { type Door, type Entered, enter } from '../access.ts';
import type { Asked } from '../asked.ts';
import type { AskedLog, Call, Claim } from '../asked-log.ts';
import { placeOf } from '../places.ts';
import type { PictureAsked, Reply } from '../reply.ts';
import { callsOf, DRAW, toastFrom, toastOf } from './render.ts';
import type { Rights } from './rights.ts';
import { type SayDeps, say } from './say.ts';
import type { Question } from './update.ts';

export type AttendDeps = SayDeps & {
  asked: AskedLog;
  rights: Pick<Rights, 'mayConfigure'>;
  door: Door;
  /** What the chat is answered with, on every platform. */
  respond(asked: Asked): Promise<readonly Reply[]>;
  /** A picture that follows the words, drawn by whoever draws. */
  draw?(picture: PictureAsked, question: Question, answering: number | undefined): Promise<void>;
};

/** `again`: a repeat of the update goes on with it, after so long. */
export type Attended = { kind: 'done' } | { kind: 'again'; after: Milliseconds; why: string };

/** Longer than the function may run (10 s): a claim that is older belongs to the dead. */
const LEASE = seconds(15);
/** As long as an answer may take in all, so that what became of it can still be noted. */
const DEADLINE = seconds(8);
/** Telegram doubles its waits: this is after some minutes, in which nothing else of the chat was heard. */
const MOST_TRIES = 10;
const TAP_WITHIN = seconds(3);

type Ours = Extract<Claim, { state: 'ours' }>;

/**
 * One question, answered once: claimed, found out, stored, said, noted.
 *
 * Telegram repeats an update for a day and holds back everything else of its chat meanwhile. So a repeat of what is done
 * does nothing, one of what somebody died over goes on with the answer that was stored, and what fails too often is
 * given up.
 *
 * @throws whatever a repeat may mend.
 */
export async function attend(deps: AttendDeps, question: Question): Promise<Attended> {
  const { asked, clock } = deps;
  const now = clock.now();
  const key = `telegram:${question.updateId}`;
  const claim = await asked.claim(key, later(now, LEASE), now);
  if (claim.state === 'done') return { kind: 'done' };
  if (claim.state === 'taken')
    return { kind: 'again', after: waitFor(claim.until, now), why: 'somebody is answering it' };
  // It killed whoever tried, so nobody was left to give it up.
  if (claim.tries > MOST_TRIES) return giveUp(deps, key, claim, new Unreachable('nobody who tried came to an end'));
  try {
    const calls = await whatToSay(deps, key, question, claim);
    return await sayAll(deps, key, question, claim, calls, later(now, DEADLINE));
  } catch (error) {
    if (claim.tries < MOST_TRIES) {
      // If even this fails, the lease ends by itself.
      await asked.release(key, clock.now()).catch(() => undefined);
      throw error;
    }
    return giveUp(deps, key, claim, error);
  }
}

async function giveUp({ asked, clock, log }: AttendDeps, key: string, claim: Ours, error: unknown): Promise<Attended> {
  log.error('a question was given up', error, { why: reasonOf(error), tries: claim.tries });
  await asked.done(key, clock.now());
  return { kind: 'done' };
}

const waitFor = (until: Date, now: Date): Milliseconds => {
  const wait = elapsed(now, until);
  return wait > seconds(1) ? wait : seconds(1);
};

async function whatToSay(deps: AttendDeps, key: string, question: Question, claim: Ours): Promise<readonly Call[]> {
  if (claim.answer) {
    await endTap(deps, question);
    return claim.answer;
  }
  try {
    const replies = await findOut(deps, question, claim.since);
    const calls = callsOf(replies, question);
    await Promise.all([deps.asked.answered(key, calls, deps.clock.now()), endTap(deps, question, toastOf(replies))]);
    return calls;
  } catch (error) {
    await endTap(deps, question);
    throw error;
  }
}

async function findOut(deps: AttendDeps, question: Question, since: Date): Promise<readonly Reply[]> {
  const words = await speak(question.language ?? 'en');
  try {
    const { chat } = question.recipient;
    const presented = presentedBy(question);
    const place = placeOf(question.recipient);
    const entered = await enter(deps.door, { chat, place, ...(presented && { presented }) }, since);
    if (entered !== 'in' && entered !== 'by invite')
      return [{ telling: refusal(entered, deps.door, chat, words, since) }];
    const replies = await deps.respond(askedOf(deps, question, since, entered === 'by invite'));
    // Rendered here, so that an answer that cannot be is found out while an apology still can.
    callsOf(replies, question);
    return replies;
  } catch (error) {
    if (mayPass(error)) throw error;
    deps.log.error('a question could not be answered', error, { why: reasonOf(error) });
    return [
      { telling: aside(words.say('telegram.failed.title', {}), words.say('telegram.failed.lead', {}), words, since) },
    ];
  }
}

/** Whether a repeat could mend it: what says so of itself, and whatever AWS refused (its SDK marks every error of its own). */
export const mayPass = (error: unknown): boolean =>
  error instanceof BotError ? error.retryable : error instanceof Error && '$metadata' in error;

/** What came with `/start`, as a link `t.me/the_bot?start=…` brings it. */
function presentedBy(question: Question): string | undefined {
  if (question.kind !== 'words') return undefined;
  return /^\/start(?:@\w{1,64})?\s+([A-Za-z0-9_-]{1,64})\s*$/i.exec(question.text)?.[1];
}

/** @param isCode what came with `/start` let the chat in, and means nothing else. */
function askedOf({ rights }: AttendDeps, question: Question, since: Date, isCode: boolean): Asked {
  const { updateId, recipient, place, user, language } = question;
  const about = {
    key: `telegram:${updateId}`,
    // A tap does not say when it was; every repeat of it takes the same moment for it.
    at: question.at ?? since,
    asker: {
      recipient,
      place,
      mayConfigure: () => rights.mayConfigure(question),
      ...(user === undefined ? {} : { user }),
      ...(language === undefined ? {} : { language }),
    },
  };
  if (question.kind === 'button') return { ...about, kind: 'button', data: question.data };
  const { answering } = question;
  return {
    ...about,
    kind: 'words',
    text: isCode ? '/start' : question.text,
    ...(answering === undefined ? {} : { answering }),
  };
}

function refusal(why: Exclude<Entered, 'in' | 'by invite'>, { most }: Door, chat: string, words: Words, at: Date) {
  const title = words.say('telegram.closed.title', {});
  switch (why) {
    case 'not invited':
      return aside(title, words.say('telegram.closed.invite', {}), words, at);
    case 'not listed':
      return aside(title, words.say('telegram.closed.list', { chat }), words, at);
    case 'full':
      return aside(
        words.say('telegram.full.title', {}),
        words.say('telegram.full.lead', { most: words.count(most) }),
        words,
        at,
      );
  }
}

const aside = (title: string, lead: string, words: Words, at: Date): Telling => ({
  severity: 'info',
  title,
  lead,
  facts: [],
  sources: [],
  at,
  words,
});

/** Every tap is answered, or it seems to wait for ever. That it is too late for that is nobody's loss. */
async function endTap({ api, log }: Pick<AttendDeps, 'api' | 'log'>, question: Question, text?: string): Promise<void> {
  if (question.kind === 'button') await answerTap({ api, log }, question.tap, text);
}

export async function answerTap(
  { api, log }: Pick<AttendDeps, 'api' | 'log'>,
  tap: string,
  text?: string,
): Promise<void> {
  const payload = { callback_query_id: tap, ...(text ? { text: toastFrom(text) } : {}) };
  const answered = await api.call('answerCallbackQuery', payload, TAP_WITHIN);
  if (!answered.ok && !answered.judged.why.toLowerCase().includes('query is too old'))
    log.warn('a tap was not answered', { why: answered.judged.why });
}

async function sayAll(
  deps: AttendDeps,
  key: string,
  question: Question,
  claim: Ours,
  calls: readonly Call[],
  deadline: Date,
): Promise<Attended> {
  const { asked, clock } = deps;
  let chat: Question['recipient'] = question.recipient;
  let answering: number | undefined;
  for (const [i, call] of calls.entries()) {
    if (i < claim.said) continue;
    if (call.method === DRAW)
      await deps.draw?.(call.payload as PictureAsked, { ...question, recipient: chat }, answering);
    else {
      const said = await say(deps, addressed(call, chat), chat, deadline);
      if (said.kind === 'over') break;
      if (said.kind === 'again' && claim.tries < MOST_TRIES) {
        await asked.release(key, clock.now());
        return said;
      }
      if (said.kind === 'again') {
        deps.log.warn('an answer was given up', { why: said.why, tries: claim.tries });
        break;
      }
      answering = said.messageId ?? answering;
      if (said.movedTo !== undefined) chat = { platform: 'telegram', chat: said.movedTo };
    }
    if (i < calls.length - 1) await asked.said(key, i + 1, clock.now());
  }
  await asked.done(key, clock.now());
  return { kind: 'done' };
}

const addressed = ({ method, payload }: Call, { chat }: Question['recipient']): Call => ({
  method,
  payload: { ...payload, chat_id: chat },
});
