import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyResultV2,
  ScheduledEvent,
  SQSBatchResponse,
  SQSEvent,
} from 'aws-lambda';
import * as backfillHistory from '../../functions/entry/backfill-history.ts';
import * as checkTelegram from '../../functions/entry/check-telegram.ts';
import * as deliverDiscord from '../../functions/entry/deliver-discord.ts';
import * as deliverTelegram from '../../functions/entry/deliver-telegram.ts';
import * as discordInteractions from '../../functions/entry/discord-interactions.ts';
import * as enrol from '../../functions/entry/enrol.ts';
import * as evaluate from '../../functions/entry/evaluate.ts';
import * as fanOut from '../../functions/entry/fan-out.ts';
import * as page from '../../functions/entry/page.ts';
import * as readFiling from '../../functions/entry/read-filing.ts';
import * as readFinancials from '../../functions/entry/read-financials.ts';
import * as registerDiscord from '../../functions/entry/register-discord.ts';
import * as registerTelegram from '../../functions/entry/register-telegram.ts';
import * as releaseDue from '../../functions/entry/release-due.ts';
import * as sendPicture from '../../functions/entry/send-picture.ts';
import * as takeSnapshot from '../../functions/entry/take-snapshot.ts';
import * as telegramWebhook from '../../functions/entry/telegram-webhook.ts';
import * as watchFilings from '../../functions/entry/watch-filings.ts';
import * as watchPress from '../../functions/entry/watch-press.ts';
import type { Overrides } from '../../functions/entry/wire.ts';
import type { FunctionName } from '../../functions/kit/env.contract.ts';
import type { topology } from '../topology.ts';
import type { Handler } from './context.ts';

export type { Overrides };
export type Environment = Readonly<Record<string, string | undefined>>;

type Entry<Event, Result> = {
  create(environment: Environment, overrides?: Overrides): Handler<Event, Result>;
};

/** The functions that the topology starts in this way. */
export type StartedBy<Way extends 'every' | 'queues' | 'post' | 'get'> = {
  [Name in FunctionName]: (typeof topology)[Name]['start'] extends Record<Way, unknown> ? Name : never;
}[FunctionName];

/** Entries by what starts them: a function that the topology gains, or starts in another way, fails to compile here. */
export const scheduled: Record<StartedBy<'every'>, Entry<ScheduledEvent, unknown>> = {
  'take-snapshot': takeSnapshot,
  'backfill-history': backfillHistory,
  enrol,
  'release-due': releaseDue,
  'register-telegram': registerTelegram,
  'check-telegram': checkTelegram,
  'register-discord': registerDiscord,
  'watch-filings': watchFilings,
  'watch-press': watchPress,
  'read-financials': readFinancials,
};

export const queued: Record<StartedBy<'queues'>, Entry<SQSEvent, SQSBatchResponse>> = {
  evaluate,
  'fan-out': fanOut,
  'read-filing': readFiling,
  'deliver-telegram': deliverTelegram,
  'deliver-discord': deliverDiscord,
  'send-picture': sendPicture,
};

export const posted: Record<StartedBy<'post'>, Entry<APIGatewayProxyEventV2, APIGatewayProxyResultV2>> = {
  'telegram-webhook': telegramWebhook,
  'discord-interactions': discordInteractions,
};

export const got: Record<StartedBy<'get'>, Entry<APIGatewayProxyEventV2, APIGatewayProxyResultV2>> = { page };
