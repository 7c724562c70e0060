import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import { answer } from '../chat/answer.ts';
import { type Asked, readUpdate } from '../chat/telegram/update.ts';
import { isFromTelegram } from '../chat/telegram/verify.ts';
import { DynamoSentLog } from '../delivery/sent.dynamodb.ts';
import { renderTelegram } from '../delivery/telegram/render.ts';
import { TelegramChannel } from '../delivery/telegram/send.telegraf.ts';
import { BotError, reasonOf, Unreachable } from '../kit/errors.ts';
import { parseJson } from '../kit/http.ts';
import { DynamoHistory } from '../market/history.dynamodb.ts';
import { DynamoBook } from '../subscriptions/book.dynamodb.ts';
import { leave, moveHouse } from '../subscriptions/leave.ts';
import { recipientKey } from '../subscriptions/recipient.ts';
import { later, seconds } from '../units/time.ts';
import { wordsOf } from '../words/words.ts';
import { type Overrides, onFirstEvent, type Source, wire } from './wire.ts';
import { silent, wireTransitions } from './wire-alerts.ts';
import { bytesOf, json } from './wire-http.ts';
import { secretOrNone, wireSecrets } from './wire-secrets.ts';

const ANSWER_WITHIN = seconds(6);
/** Longer than this function may run (10 s): an answer that is claimed longer than that belongs to the dead. */
const LEASE = seconds(15);

/**
 * What Telegram tells us. Verified before it is parsed; after that the answer is 200 to everything that a repeat could
 * not mend, since one bad update would otherwise hold up its chat for a day.
 */
export const create = (source: Source, overrides: Overrides = {}) => {
  const wired = wire('telegram-webhook', source, overrides);
  const { env, clock, log, table } = wired;
  const secrets = wireSecrets(env, ['TELEGRAM_TOKEN', 'TELEGRAM_SECRET']);
  const history = new DynamoHistory(table, clock);
  const book = new DynamoBook(table);
  const sent = new DynamoSentLog(table, clock);
  const transitions = wireTransitions(wired, silent);

  const reply = async ({ updateId, from, command }: Asked & { kind: 'command' }): Promise<void> => {
    const now = clock.now();
    const update = `update:${updateId}`;
    const utterance = { recipient: recipientKey(from), incident: update, notice: update, event: 'fired' as const };
    const claim = await sent.claim(utterance, later(now, LEASE), now);
    // Said is over; claimed may be the claim of the dead, and whoever asked is only answered if Telegram asks again.
    if (!claim.granted && claim.because === 'already said') return;
    if (!claim.granted) throw new Unreachable('the update is being answered, or was by somebody who died', { update });
    const channel = new TelegramChannel(await secrets.read('TELEGRAM_TOKEN'), env.TELEGRAM_API_URL);
    const telling = answer(command, await history.latest(), wordsOf('en'), now);
    const outcome = await channel.send(from, renderTelegram(telling), update, ANSWER_WITHIN);
    const state = outcome.kind === 'sent' ? 'sent' : 'dropped';
    await sent.record(utterance, { state, because: outcome.kind === 'sent' ? 'asked' : outcome.why }, clock.now());
  };

  const act = async (asked: Asked): Promise<void> => {
    const now = clock.now();
    switch (asked.kind) {
      case 'command':
        return reply(asked);
      case 'moved':
        return moveHouse({ book, rules: transitions.rules }, asked.from, asked.to, now);
      case 'left':
        return leave({ book, transitions }, asked.from, asked.why, await history.latest(), now);
      case 'back':
        return book.mark(asked.from, { state: 'active' });
      case 'nothing':
        log.count('UpdateIgnored');
    }
  };

  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    if (!isFromTelegram(event.headers, await secretOrNone(secrets, 'TELEGRAM_SECRET', log))) {
      log.count('RequestForged');
      return json(401, { error: 'not from Telegram' });
    }
    const bytes = bytesOf(event);
    try {
      const asked = bytes && readUpdate(parseJson(bytes.toString('utf8'), z.unknown(), 'Telegram'));
      await act(asked ?? { kind: 'nothing', why: 'too large' });
    } catch (error) {
      if (mayPass(error)) throw error;
      log.error('an update was given up', error, { why: reasonOf(error) });
      log.count('UpdateIgnored');
    }
    return json(200, {});
  };
};

/** Whether a repeat could mend it: what says so of itself, and whatever AWS refused (its SDK marks every error of its own). */
const mayPass = (error: unknown): boolean =>
  error instanceof BotError ? error.retryable : error instanceof Error && '$metadata' in error;

export const handler = onFirstEvent(create);
