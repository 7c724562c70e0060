import type { App, PlatformFacts } from '../../functions/chat/discord/platform.ts';

/** What is known of our app, in memory. */
export class MemoryPlatformFacts implements PlatformFacts {
  #app: App | undefined;

  async read(): Promise<App | undefined> {
    return this.#app;
  }

  async keep(app: App): Promise<void> {
    this.#app = app;
  }
}
