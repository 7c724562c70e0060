import { budgetsOf } from '../../delivery/budgets.ts';
import type { Answered, TelegramApi, Upload } from '../../delivery/telegram/api.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { Pace } from '../../kit/pace.ts';
import type { Recipient } from '../../subscriptions/recipient.ts';
import { quantity } from '../../units/quantity.ts';
import { elapsed, type Milliseconds, seconds } from '../../units/time.ts';
import type { Call } from '../asked-log.ts';

export type SayDeps = {
  api: TelegramApi;
  pace: Pace;
  clock: Clock;
  log: Log;
  /** The chat lives on under another id: whatever is kept under the old one goes over. */
  moved(from: Recipient, to: Recipient): Promise<void>;
  /** The chat does not let us write, for now or for good. */
  unheard(recipient: Recipient, standing: 'paused' | 'gone', why: string): Promise<void>;
};

/** `again`: not taken, and may be after so long. `over`: it will not be said, and no repeat would mend that. */
export type Said =
  | { kind: 'said'; messageId?: number; movedTo?: string }
  | { kind: 'again'; after: Milliseconds; why: string }
  | { kind: 'over'; why: string };

/** Whoever asked should not wait longer for a slot than this; a short burst is tolerated, and 429 says when it is not. */
const WORTH_WAITING = seconds(1.2);
/** A wait that is over within this invocation costs less than a repeat of the update. */
const WORTH_SLEEPING = seconds(2);
const CALL_WITHIN = seconds(6);
/** To General instead of a topic, to the new id, as a message instead of an edit, and after a short wait. */
const MOST_WAYS = 4;

/** Says one call of an answer, in whatever way Telegram takes it. */
export async function say(deps: SayDeps, call: Call, chat: Recipient, deadline: Date): Promise<Said> {
  let way = call;
  let movedTo: string | undefined;
  await takeSlot(deps, chat);
  for (let tries = 0; tries < MOST_WAYS; tries++) {
    const left = elapsed(deps.clock.now(), deadline);
    if (left < seconds(0.5)) return { kind: 'again', after: seconds(1), why: 'no time is left' };
    const within = quantity<Milliseconds>(Math.min(CALL_WITHIN, left));
    const answered = await deps.api.call(way.method, outgoing(way), within);
    if (answered.ok) return { kind: 'said', ...idOf(answered.result), ...(movedTo === undefined ? {} : { movedTo }) };
    const next = await another(deps, way, answered.judged, chat, quantity(left));
    if ('kind' in next) return next;
    way = next.way;
    movedTo = next.movedTo ?? movedTo;
  }
  return { kind: 'over', why: 'Telegram took it in none of the ways there are' };
}

type Judged = Extract<Answered, { ok: false }>['judged'];

/** What follows from a refusal: another way to say it, or the end of it. */
async function another(
  { clock, log, moved, unheard }: SayDeps,
  call: Call,
  judged: Judged,
  chat: Recipient,
  left: Milliseconds,
): Promise<Said | { way: Call; movedTo?: string }> {
  const { why } = judged;
  switch (judged.kind) {
    case 'topic gone':
      if (call.payload['message_thread_id'] !== undefined) return { way: without(call, 'message_thread_id') };
      await unheard(chat, 'paused', why);
      return { kind: 'over', why };
    case 'moved':
      await moved(chat, { platform: 'telegram', chat: judged.to });
      return { way: { ...call, payload: { ...call.payload, chat_id: judged.to } }, movedTo: judged.to };
    case 'retry':
      if (judged.after > WORTH_SLEEPING || judged.after > left) return { kind: 'again', after: judged.after, why };
      await clock.sleep(judged.after);
      return { way: call };
    case 'unknown':
      // Perhaps it was said: twice would be worse than a question that is asked again.
      log.warn('perhaps answered', { why });
      return { kind: 'said' };
    case 'gone':
    case 'paused':
      await unheard(chat, judged.kind, why);
      return { kind: 'over', why };
    case 'rejected':
      return refused(log, call, why);
  }
}

function refused(log: Log, call: Call, why: string): Said | { way: Call } {
  const said = why.toLowerCase();
  if (said.includes('message is not modified')) return { kind: 'said' };
  if (call.method === 'editMessageText' && UNEDITABLE.some((piece) => said.includes(piece))) {
    return { way: without({ ...call, method: 'sendMessage' }, 'message_id') };
  }
  log.error('Telegram refused an answer', new RangeError(why), { method: call.method });
  log.count('NoticeRejected');
  return { kind: 'over', why };
}

/** The message is too old, or somebody deleted it: the answer is no worse as one of its own. */
const UNEDITABLE = ['message to edit not found', "message can't be edited", 'message_id_invalid'];

async function takeSlot({ pace, clock }: SayDeps, chat: Recipient): Promise<void> {
  const lease = await pace.lease(budgetsOf(chat, 'direct'), WORTH_WAITING, clock.now());
  if (!lease.granted) return;
  const wait = elapsed(clock.now(), lease.at);
  if (wait > 0) await clock.sleep(wait);
}

function without({ method, payload }: Call, name: string): Call {
  const { [name]: _, ...rest } = payload;
  return { method, payload: rest };
}

/** A file was kept as text; it goes out as an upload. */
function outgoing({ method, payload }: Call): Record<string, unknown> {
  if (method !== 'sendDocument') return payload;
  const { name, text } = payload['document'] as { name: string; text: string };
  return { ...payload, document: { source: Buffer.from(text, 'utf8'), filename: name } satisfies Upload };
}

const idOf = (result: unknown): { messageId?: number } => {
  const { message_id: id } = (result ?? {}) as { message_id?: unknown };
  return typeof id === 'number' ? { messageId: id } : {};
};
