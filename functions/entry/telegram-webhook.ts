import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import { parseAccess } from '../chat/access.ts';
import { DynamoAskedLog } from '../chat/asked-log.dynamodb.ts';
import { DynamoPlaces } from '../chat/places.dynamodb.ts';
import { readCommand } from '../chat/read-command.ts';
import { type AttendDeps, type Attended, answerTap, attend, mayPass } from '../chat/telegram/attend.ts';
import { Rights } from '../chat/telegram/rights.ts';
import { type Question, readUpdate, type Update } from '../chat/telegram/update.ts';
import { isFromTelegram } from '../chat/telegram/verify.ts';
import { askForPicture } from '../delivery/pictures/ask.ts';
import type { PictureTaskJson } from '../delivery/pictures/task.ts';
import type { TelegramApi } from '../delivery/telegram/api.ts';
import { reasonOf } from '../kit/errors.ts';
import { parseJson } from '../kit/http.ts';
import { DynamoPace } from '../kit/pace.dynamodb.ts';
import { seconds } from '../units/time.ts';
import { speak } from '../words/words.ts';
import { type Overrides, onFirstEvent, type Source, wire } from './wire.ts';
import { wireChat } from './wire-chat.ts';
import { bytesOf, json } from './wire-http.ts';
import { secretOrNone, wireSecrets } from './wire-secrets.ts';
import { wireTelegramApi } from './wire-telegram.ts';

/** Telegram waits no longer than this, whatever it is asked for. */
const LONGEST_WAIT_SECONDS = 3_600;
const ASK_WITHIN = seconds(3);

/**
 * What Telegram tells us. Verified before it is parsed; after that the answer is 200 to everything that a repeat could
 * not mend, since one bad update would otherwise hold up its chat for a day.
 */
export const create = (source: Source, overrides: Overrides = {}) => {
  const wired = wire('telegram-webhook', source, overrides);
  const { env, clock, log, table, queue } = wired;
  const secrets = wireSecrets(wired, ['TELEGRAM_TOKEN', 'TELEGRAM_SECRET', 'TELEGRAM_INVITE']);
  const places = new DynamoPlaces(table);
  const pictures = queue<PictureTaskJson>(env.PICTURES_QUEUE_URL);
  const chat = wireChat(wired, { telegram: queue(env.TELEGRAM_DIRECT_QUEUE_URL) }, places);
  const open = (us: number) => {
    const api = wireTelegramApi(wired, secrets);
    const deps: AttendDeps = {
      api,
      pace: new DynamoPace(table),
      clock,
      log,
      moved: chat.moved,
      unheard: (recipient, standing, why) => chat[standing === 'gone' ? 'left' : 'paused'](recipient, why),
      asked: new DynamoAskedLog(table),
      rights: new Rights(api, clock),
      door: {
        access: parseAccess(env.TELEGRAM_ACCESS),
        places,
        most: env.MOST_CHATS,
        code: () => secrets.read('TELEGRAM_INVITE'),
      },
      respond: chat.respond,
      draw: (asked, { recipient, updateId }, answering) =>
        askForPicture(pictures, asked, recipient, `telegram:${updateId}`, clock.now(), answering?.toString()),
    };
    return { deps, isOurs: addressedTo(api), us: { id: us, knows } };
  };
  let opened: ReturnType<typeof open> | undefined;
  /** A bot keeps its number when its token is replaced; with another number it is another bot, of which we know nothing. */
  const bot = async (): Promise<ReturnType<typeof open>> => {
    const us = Number((await secrets.read('TELEGRAM_TOKEN')).split(':')[0]);
    if (opened?.us.id !== us) opened = open(us);
    return opened;
  };

  const ask = async (question: Question): Promise<Attended> => {
    const { deps, isOurs } = await bot();
    if (question.addressee !== undefined && !(await isOurs(question.addressee))) return ignore();
    await chat.heard(question.recipient);
    return attend(deps, question);
  };

  const ignore = (): Attended => {
    log.info('an update was ignored');
    return { kind: 'done' };
  };

  const act = async (update: Update): Promise<Attended> => {
    switch (update.kind) {
      case 'words':
      case 'button':
        return ask(update);
      case 'stale': {
        const words = await speak(update.language ?? 'en');
        await answerTap((await bot()).deps, update.tap, words.say('telegram.stale', {}));
        break;
      }
      case 'moved':
        await chat.moved(update.from, update.to);
        break;
      case 'left':
        await chat.left(update.from, update.why);
        break;
      case 'muted':
        await chat.paused(update.from, update.why);
        break;
      case 'back':
        await chat.back(update.from);
        break;
      case 'nothing':
        return ignore();
    }
    return { kind: 'done' };
  };

  const handle = async (bytes: Buffer | undefined): Promise<Attended> => {
    try {
      if (bytes === undefined) return ignore();
      const value = parseJson(bytes.toString('utf8'), z.unknown(), 'Telegram');
      return await act(readUpdate(value, (await bot()).us));
    } catch (error) {
      if (mayPass(error)) throw error;
      log.error('an update was given up', error, { why: reasonOf(error) });
      return ignore();
    }
  };

  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    if (!isFromTelegram(event.headers, await secretOrNone(secrets, 'TELEGRAM_SECRET', log))) {
      log.count('RequestForged');
      return json(401, { error: 'not from Telegram' });
    }
    const attended = await handle(bytesOf(event));
    if (attended.kind === 'done') return json(200, {});
    const wait = Math.min(LONGEST_WAIT_SECONDS, Math.max(1, Math.ceil(attended.after / 1_000)));
    log.warn('an update is to come again', { why: attended.why, wait });
    const answer = json(503, { error: attended.why });
    return { ...answer, headers: { ...answer.headers, 'retry-after': String(wait) } };
  };
};

const knows = (command: string): boolean => 'command' in (readCommand(`/${command}`) ?? {});

/** Whether a name is this bot's; asked of Telegram once. Where it does not tell, it was meant for us: it came to us. */
function addressedTo(api: TelegramApi): (name: string) => Promise<boolean> {
  let known: string | undefined;
  return async (name) => {
    if (known === undefined) {
      const answered = await api.call('getMe', {}, ASK_WITHIN);
      known = answered.ok ? meShape.parse(answered.result).username.toLowerCase() : undefined;
    }
    return known === undefined || known === name.toLowerCase();
  };
}
const meShape = z.object({ username: z.string() });

export const handler = onFirstEvent(create);
