import type { MiddlewareHandler } from 'hono';
import { elapsed, seconds } from '../units/time.ts';

const FOR = seconds(30);
/** Every page and endpoint in every language, and some companies; a page takes less than 100 KB. */
const MOST = 150;

/**
 * What was answered a moment ago is answered again: a crowd that reads one page costs the table what one reader does.
 *
 * @param keyOf what an answer depends on; undefined of what is not remembered.
 */
export function remembered(
  now: () => Date,
  keyOf: (request: Parameters<MiddlewareHandler>[0]['req']) => string | undefined,
): MiddlewareHandler {
  const kept = new Map<string, { at: Date; body: string; headers: Headers }>();
  return async function remembered(c, next) {
    const key = keyOf(c.req);
    const known = key === undefined ? undefined : kept.get(key);
    const at = now();
    if (known !== undefined && elapsed(known.at, at) >= 0 && elapsed(known.at, at) < FOR) {
      c.res = new Response(known.body, { headers: known.headers });
      return;
    }
    await next();
    if (key === undefined || c.res.status !== 200) return;
    const { headers } = c.res;
    const body = await c.res.clone().text();
    kept.delete(key);
    kept.set(key, { at, body, headers: new Headers(headers) });
    if (kept.size > MOST) kept.delete(kept.keys().next().value!);
  };
}
