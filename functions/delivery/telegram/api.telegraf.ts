import * as http from 'node:http';
import * as https from 'node:https';
import { Telegram, TelegramError } from 'telegraf';
import { type Milliseconds, seconds } from '../../units/time.ts';
import type { Answered, TelegramApi } from './api.ts';
import { isStranger, judge, type Refusal } from './reply.ts';

type CallApi = Telegram['callApi'];
type TelegrafSignal = NonNullable<NonNullable<Parameters<CallApi>[2]>['signal']>;

/** Errors of a connection that was never made: nothing can have been sent. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/**
 * Telegram through telegraf's client, which is right about the protocol and wrong about everything around it.
 *
 * Against its defaults: a deadline for each call instead of 500 s; the path of a base URL kept; no answers written into
 * webhooks; no kept-alive sockets, which a frozen Lambda finds dead. Its errors quote the URL, and the URL is the token, so
 * none of them leaves this file: an outcome says only what Telegram said, or a code.
 */
export class TelegrafApi implements TelegramApi {
  readonly #telegram: Telegram;

  constructor(token: string, apiUrl: string) {
    const agent = apiUrl.startsWith('https:') ? new https.Agent({ keepAlive: false }) : new http.Agent();
    this.#telegram = new Telegram(token, {
      // Without the slash, `new URL('./bot…', root)` drops the last part of the path.
      apiRoot: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/`,
      webhookReply: false,
      // The option is typed for https alone; telegraf itself drops an agent for http.
      ...(agent instanceof https.Agent ? { agent, attachmentAgent: agent } : {}),
    });
  }

  async call(method: string, payload: Readonly<Record<string, unknown>>, within: Milliseconds): Promise<Answered> {
    const signal = AbortSignal.timeout(Math.max(1, within)) as unknown as TelegrafSignal;
    try {
      // Its types end with Bot API 7; newer methods and parameters go through all the same.
      const result: unknown = await this.#telegram.callApi(method as 'getMe', spelt(payload) as never, { signal });
      return { ok: true, result };
    } catch (error) {
      return failed(error);
    }
  }
}

/**
 * Beside an upload, telegraf writes out only a few of the parameters that are objects and loses the others without a word:
 * there, all of them are written out here.
 */
function spelt(payload: Readonly<Record<string, unknown>>): Record<string, unknown> {
  if (!Object.values(payload).some(isUpload)) return { ...payload };
  return Object.fromEntries(
    Object.entries(payload).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null && !isUpload(value) ? JSON.stringify(value) : value,
    ]),
  );
}

const isUpload = (value: unknown): boolean => typeof value === 'object' && value !== null && 'source' in value;

/** Never passes the error on: its message and its cause have the token in them. */
function failed(error: unknown): Answered {
  if (!(error instanceof TelegramError)) return { ok: false, judged: unanswered(error) };
  return { ok: false, judged: judge(error.response), ...(isStranger(error.response) && { stranger: true }) };
}

function unanswered(error: unknown): Refusal {
  const code = codeOf(error);
  if (code !== undefined && NEVER_CONNECTED.has(code)) {
    return { kind: 'retry', after: seconds(30), why: `Telegram could not be reached: ${code}` };
  }
  return { kind: 'unknown', why: `no readable answer from Telegram: ${code ?? nameOf(error)}` };
}

const codeOf = (error: unknown): string | undefined => {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && /^[A-Z_]+$/.test(code) ? code : undefined;
};

const nameOf = (error: unknown): string => {
  const { type, name } = (error ?? {}) as { type?: unknown; name?: unknown };
  return [type, name].find((text): text is string => typeof text === 'string' && /^[\w-]{1,40}$/.test(text)) ?? 'error';
};
