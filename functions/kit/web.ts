import type { Ask } from './http.ts';

/** What to ask, and what to say of ourselves. */
export type Request = Ask & { headers?: Readonly<Record<string, string>> };

/** An answer, whatever its status. Its body is read once, or dropped; the deadline of the request covers the body. */
export type Reply = {
  status: number;
  /** By its name in lower case. */
  header(name: string): string | undefined;
  /**
   * The body as text, a piece at a time.
   * @throws {Unreadable} more than `maxBytes`, counted as they come out of the decompressor. @throws {Unreachable}
   * broken off, or too late.
   */
  pieces(): AsyncIterable<string>;
  /** Gives the socket back unread. */
  drop(): Promise<void>;
};

/**
 * Asks once and shows the whole answer, for sources whose statuses and pages mean something of their own (kit/http
 * is for those of which only the content counts). No retry: each try must have its own slot. Redirects are shown,
 * not followed.
 */
export interface Web {
  /** @throws {Unreachable} nobody answered in time. @throws {Misconfigured} no URL to ask. */
  open(request: Request): Promise<Reply>;
}

/** The whole body. @throws as {@link Reply.pieces} does. */
export async function textOf(reply: Reply): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of reply.pieces()) pieces.push(piece);
  return pieces.join('');
}
