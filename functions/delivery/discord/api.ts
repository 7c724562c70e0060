import type { Milliseconds } from '../../units/time.ts';

/** A file of a request, `attachment://<name>` in its body. */
export type Attachment = { name: string; data: Uint8Array; contentType: string };

/** @property open needs no bot's token: what authorises it is in the address. */
export type DiscordRequest = {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  route: `/${string}`;
  body?: Readonly<Record<string, unknown>> | readonly unknown[];
  files?: readonly Attachment[];
  open?: true;
};

/**
 * What Discord said no with. `code` is Discord's own; without one, something in front of Discord answered. `limited`: a
 * 429, for how long and whose; `shared` is a limit that others used up, and no fault of ours.
 */
export type Refusal = {
  status: number;
  code?: number;
  message: string;
  limited?: { ms: number; scope: 'user' | 'global' | 'shared' };
};

/**
 * What became of one call. `quietFor`: the bucket is empty until then, so the next would be refused. `unreachable`
 * certainly was not taken; `unknown` may have been.
 */
export type Answered =
  | { kind: 'ok'; result: unknown; quietFor?: Milliseconds }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'unreachable'; why: string }
  | { kind: 'unknown'; why: string };

/** One call of Discord's REST API. Never throws for what Discord answered, and never says the token. */
export interface DiscordApi {
  /** @param within the time left; it gives up before that is over. */
  call(request: DiscordRequest, within: Milliseconds): Promise<Answered>;
}
