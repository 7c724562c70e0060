import type { Platforms } from '../../platforms.ts';
import type { StageName } from '../../stages.ts';
import type { WithTable } from './bot-table.ts';

export type QueueState = { name: string; waiting: number; dead: number };

/** A bot to be examined, wherever it runs. What cannot be had throws when it is asked for, and only then. */
export type Patient = {
  /** Of a bot on AWS. */
  stage: StageName | undefined;
  platforms: Platforms;
  telegramToken: string | undefined;
  discordToken: string | undefined;
  /** The app's endpoint leads to this computer: then nobody listens to the gateway here. */
  hasDiscordKey: boolean;
  secUserAgent: string | undefined;
  tickSeconds: number;
  /** Where platforms are to bring what people write; a laptop fetches it. */
  urls: { telegram?: string; discord?: string };
  /** Where its page is; undefined where nobody runs. */
  page(): Promise<string | undefined>;
  /** How its stacks are, on AWS. */
  stacks: readonly { name: string; status: string }[];
  table: WithTable;
  queues(): Promise<readonly QueueState[]>;
};

/** @throws {Misconfigured} there is no such bot here. */
export type FindPatient = (stage: StageName | undefined, region?: string) => Promise<Patient>;
