/** What Discord says of our own app: by which key it signs, and under which id it is known. Neither is a secret. */
export type App = { id: string; publicKey: string };

/** Kept by whoever registers, which has the bot's token; read by whoever answers, which has not. */
export interface PlatformFacts {
  /** @returns undefined until the app has been registered once. */
  read(): Promise<App | undefined>;
  keep(app: App, now: Date): Promise<void>;
}
