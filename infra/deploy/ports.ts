/** Everything that deploying touches, so that each step can be tried against something else. */
export type Ports = {
  account: Account;
  parameters: Parameters;
  stacks: Stacks;
  /** Puts one message on a queue. */
  send(queueUrl: string, body: string): Promise<void>;
  /** Starts a function as its schedule would, and waits for its end. @returns whether it came to a good one. */
  start(functionName: string): Promise<boolean>;
  /** Runs the CDK's command line, its output going to the terminal. @returns its exit code. */
  cdk(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<number>;
  ask: Ask;
  say(line: string): void;
  /** A secret that nobody has to know. */
  secret(): string;
  now(): Date;
  sleep(ms: number): Promise<void>;
};

export type Account = {
  /** The account's number. @throws {Misconfigured} there are no credentials, or they are no longer good. */
  who(): Promise<string>;
};

export type Parameters = {
  /** Decrypted; what is not there is not in the answer. */
  read(names: readonly string[]): Promise<ReadonlyMap<string, string>>;
  write(name: string, value: string, kind: 'SecureString' | 'String'): Promise<void>;
  /** @returns those that were there. */
  remove(names: readonly string[]): Promise<readonly string[]>;
};

export type StackState = {
  status: string;
  /** Another one after every deployment that changed something. */
  changedAt: string;
  outputs: Readonly<Record<string, string>>;
};
export type Resource = { logicalId: string; physicalId: string; type: string };

export type Stacks = {
  find(name: string): Promise<StackState | undefined>;
  resources(name: string): Promise<readonly Resource[]>;
  /** What failed first, newest attempt only. */
  failures(name: string, since: Date): Promise<readonly string[]>;
};

export type Question = {
  message: string;
  usual?: string;
  /** Not shown while it is typed. */
  isSecret: boolean;
  /** What is wrong with an answer; undefined when nothing is. */
  wrong(answer: string): string | undefined;
};
/** A person, or nobody: then whatever is missing is named, and nothing is asked. */
export type Ask = {
  text(question: Question): Promise<string>;
  yes(message: string): Promise<boolean>;
} | null;
