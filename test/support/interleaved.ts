import type fc from 'fast-check';

/** Methods that hand out pages; everything else answers once. */
const PAGED = new Set(['wrongSide', 'ripe', 'owing']);

type Method = (...given: unknown[]) => unknown;

/**
 * The same keeper behind a connection whose speed the scheduler decides: each call waits for its turn before it has its
 * effect, and again before its answer arrives. So several workers meet in every order that they could meet in.
 */
export function interleaved<Keeper extends object>(scheduler: fc.Scheduler, keeper: Keeper): Keeper {
  const turn = (name: string) => scheduler.schedule(Promise.resolve(), name);
  return new Proxy(keeper, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name, target);
      if (typeof method !== 'function' || typeof name !== 'string') return method;
      const call = (given: unknown[]) => (method as Method).apply(target, given);
      return PAGED.has(name)
        ? async function* (...given: unknown[]) {
            await turn(name);
            for await (const page of call(given) as AsyncIterable<unknown>) {
              await turn(`page of ${name}`);
              yield page;
            }
          }
        : async (...given: unknown[]) => {
            await turn(name);
            const answer = await call(given);
            await turn(`answer to ${name}`);
            return answer;
          };
    },
  });
}
