import type { Queue } from '../../functions/kit/queue.ts';
import type { Milliseconds } from '../../functions/units/time.ts';

/** A queue that one can look into; what is put goes through JSON, as on its way it would. */
export class MemoryQueue<Body> implements Queue<Body> {
  readonly waiting: { body: Body; delay: Milliseconds | undefined }[] = [];
  /** The next puts that fail, as a queue out of order would. */
  failures = 0;

  get bodies(): Body[] {
    return this.waiting.map(({ body }) => body);
  }

  async put(bodies: readonly Body[], delay?: Milliseconds): Promise<void> {
    if (this.failures > 0) {
      this.failures--;
      throw new Error('the queue is out of order');
    }
    for (const body of bodies) this.waiting.push({ body: JSON.parse(JSON.stringify(body)) as Body, delay });
  }

  /** What was put since it was last taken. */
  take(): Body[] {
    return this.waiting.splice(0).map(({ body }) => body);
  }
}
