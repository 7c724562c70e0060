import { quantity } from '../units/quantity.ts';
import { elapsed, type Milliseconds, seconds } from '../units/time.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import type { SecretName, Secrets } from './secrets.ts';

/** Whoever is called with a secret; the last of what it is called with is the time that there is for it. */
export type Caller<Request extends readonly unknown[], Answer> = {
  call(...request: [...Request, within: Milliseconds]): Promise<Answer>;
};

type Keyed<Request extends readonly unknown[], Answer> = {
  secret: SecretName;
  /** A client that knows one secret, and no other. */
  make(secret: string): Caller<Request, Answer>;
  /** Whether the secret was not known there: whatever was asked was not taken. */
  isRefused(answer: Answer): boolean;
};

/** Too little to be worth a call. */
const LEAST = seconds(1);

/**
 * A client whose secret may be replaced while it is warm.
 *
 * Made anew as soon as another secret is known. Where the one it has is refused, the keeper is asked again (which it is
 * not more often than it likes), and what was asked is asked once more with another secret, if there is one; otherwise
 * the refusal stands.
 *
 * @throws what the keeper throws where there is no secret at all. That a fresh one cannot be had leaves the refusal.
 */
export function keyed<Request extends readonly unknown[], Answer>(
  { secret, make, isRefused }: Keyed<Request, Answer>,
  { secrets, clock, log }: { secrets: Secrets; clock: Clock; log: Log },
): Caller<Request, Answer> {
  let made: { by: string; client: Caller<Request, Answer> } | undefined;
  const clientFor = (by: string): Caller<Request, Answer> => {
    if (made?.by !== by) made = { by, client: make(by) };
    return made.client;
  };
  return {
    async call(...request) {
      const began = clock.now();
      const within = request.at(-1) as Milliseconds;
      const known = await secrets.read(secret);
      const answer = await clientFor(known).call(...request);
      if (!isRefused(answer)) return answer;
      const fresh = await secrets.readAgain(secret).catch(() => known);
      const left = within - elapsed(began, clock.now());
      if (fresh === known || left < LEAST) return answer;
      log.info('a secret was replaced: what was refused is asked again', { secret });
      return clientFor(fresh).call(...(request.with(-1, quantity<Milliseconds>(left)) as typeof request));
    },
  };
}
