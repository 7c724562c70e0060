import { SAID } from './discord-faults.ts';
import type { DiscordFile } from './discord-form.ts';
import type { Callback, Said } from './discord-shapes.ts';
import type { Reply } from './serve.ts';

/** @see https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages */
const ANSWERED_WITHIN_MS = 3_000;
const TOKEN_LIVES_MS = 15 * 60_000;
const EPHEMERAL = 64;

export type AnswerMessage = {
  id: string;
  at: Date;
  body: Record<string, unknown>;
  files: readonly DiscordFile[];
  ephemeral: boolean;
  edits: number;
};

/** What became of one interaction. `original` is what its user sees; undefined while Discord shows "thinking…". */
export type Interaction = {
  id: string;
  token: string;
  application: string;
  openedAt: Date;
  /** When Discord will have taken the answer in, which may be later than its request was answered. */
  acceptedAt?: Date;
  response?: Callback;
  original?: AnswerMessage;
  followUps: AnswerMessage[];
};
export type Opening = { id: string; token: string; application?: string };

/** Tokens of interactions: what may be said with one, and when. */
export class Interactions {
  readonly #now: () => Date;
  readonly #byToken = new Map<string, Interaction>();
  #messages = 0;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Somebody used a command, or tapped: the moment from which three seconds and a quarter of an hour count. */
  open({ id, token, application = '' }: Opening): Interaction {
    const opened: Interaction = { id, token, application, openedAt: this.#now(), followUps: [] };
    this.#byToken.set(token, opened);
    return opened;
  }

  /**
   * The answer in the response to Discord's request.
   *
   * @param late how long after it Discord takes it in, in milliseconds: until then nothing can be edited.
   */
  answered(token: string, response: Callback, late = 0, files: readonly DiscordFile[] = []): void {
    const interaction = this.#byToken.get(token);
    if (interaction === undefined) throw new RangeError('an interaction that was not opened was answered');
    this.#accept(interaction, response, late, files);
  }

  /** @returns undefined when nobody opened it. */
  of(token: string): Interaction | undefined {
    return this.#byToken.get(token);
  }

  callback(id: string, token: string, response: Callback, files: readonly DiscordFile[]): Reply {
    const interaction = this.#byToken.get(token);
    if (interaction === undefined || interaction.id !== id) return SAID.unknownInteraction;
    if (interaction.acceptedAt !== undefined) return SAID.acknowledged;
    if (this.#age(interaction) > ANSWERED_WITHIN_MS) return SAID.unknownInteraction;
    this.#accept(interaction, response, 0, files);
    return { status: 204, body: '' };
  }

  /** @returns why nothing can be said with this token now; the interaction when something can. */
  usable(application: string, token: string): Interaction | Reply {
    const interaction = this.#byToken.get(token);
    if (interaction === undefined) return SAID.unknownWebhook;
    if (interaction.application !== '' && interaction.application !== application) return SAID.unknownWebhook;
    if (this.#age(interaction) > TOKEN_LIVES_MS) return SAID.expiredToken;
    if (interaction.acceptedAt === undefined || interaction.acceptedAt > this.#now()) return SAID.unknownWebhook;
    return interaction;
  }

  /** Only what is there can be edited; an answer that waits for its message gets it, and a tap has its own. */
  edit(interaction: Interaction, messageId: string, said: Said, files: readonly DiscordFile[]): AnswerMessage | Reply {
    if (messageId === '@original') {
      interaction.original = this.#written(interaction.original, said, files, isEphemeral(interaction.response));
      return interaction.original;
    }
    const index = interaction.followUps.findIndex(({ id }) => id === messageId);
    const before = interaction.followUps[index];
    if (before === undefined) return SAID.unknownMessage;
    const edited = this.#written(before, said, files, before.ephemeral);
    interaction.followUps[index] = edited;
    return edited;
  }

  /** The first after a deferral takes the place of "thinking…", and is as private as that was. */
  follow(interaction: Interaction, said: Said & { flags?: number | undefined }, files: readonly DiscordFile[]) {
    if (interaction.response?.type === 5 && interaction.original === undefined)
      return this.edit(interaction, '@original', said, files);
    const message = this.#written(undefined, said, files, ((said.flags ?? 0) & EPHEMERAL) !== 0);
    interaction.followUps.push(message);
    return message;
  }

  #accept(interaction: Interaction, response: Callback, late: number, files: readonly DiscordFile[]): void {
    interaction.acceptedAt = new Date(this.#now().getTime() + late);
    interaction.response = response;
    if (response.type === 4 || response.type === 7)
      interaction.original = this.#written(undefined, response.data, files, isEphemeral(response));
  }

  #written(before: AnswerMessage | undefined, said: Said, files: readonly DiscordFile[], ephemeral: boolean) {
    return {
      id: before?.id ?? String(1_500_000_000_000_000_000n + BigInt(this.#messages++)),
      at: before?.at ?? this.#now(),
      body: { ...before?.body, ...said },
      // Those that an edit lists none of are gone; one that does not list them leaves them.
      files: files.length > 0 || said.attachments?.length === 0 ? files : (before?.files ?? []),
      ephemeral,
      edits: before === undefined ? 0 : before.edits + 1,
    };
  }

  #age({ openedAt }: Interaction): number {
    return this.#now().getTime() - openedAt.getTime();
  }
}

const isEphemeral = (response: Callback | undefined): boolean =>
  response !== undefined &&
  'data' in response &&
  ((response.data as { flags?: number } | undefined)?.flags ?? 0) === EPHEMERAL;
