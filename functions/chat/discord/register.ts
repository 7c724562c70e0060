import * as z from 'zod';
import type { Answered, DiscordApi, DiscordRequest } from '../../delivery/discord/api.ts';
import type { Clock } from '../../kit/clock.ts';
import { digestOf } from '../../kit/digest.ts';
import { Misconfigured, Refused, Unreachable, Unreadable } from '../../kit/errors.ts';
import { quantity } from '../../units/quantity.ts';
import { type Milliseconds, seconds } from '../../units/time.ts';
import { commandDefinitions, type Definition } from './definitions.ts';
import type { App, PlatformFacts } from './platform.ts';
import { inviteOf } from './rights.ts';

/** @property scope the guild they are listed in, or `global`. @property hash of the definitions, as they were given. */
export type Registered = { application: string; scope: string; hash: string };

/** What was registered last; a record that is lost makes the same be registered again, which changes nothing. */
export interface Registry {
  read(): Promise<Registered | undefined>;
  keep(registered: Registered, now: Date): Promise<void>;
}

export type RegisterDeps = { api: DiscordApi; facts: PlatformFacts; registry: Registry; clock: Clock };
/** @property guild where commands are listed at once, for development. @property url where Discord is to bring interactions. */
export type Wanted = { guild?: string | undefined; url?: string | undefined };
/**
 * @property endpoint where Discord brings interactions now. @property before where it brought them until now, if that was
 * elsewhere: somebody else had the app.
 */
export type Outcome = {
  application: string;
  commands: 'changed' | 'as they were';
  scope: string;
  endpoint?: string;
  before?: string;
  invites: { server: string; person: string };
};

const GLOBAL = 'global';
const APP = '/applications/@me';
const HASH_CHARACTERS = 22;
/** A longer wait is left to the next run. */
const WORTH_SLEEPING = seconds(5);
const CALL_WITHIN = seconds(8);
const SERVER_WAIT = seconds(2);

const appShape = z.object({
  id: z.string().regex(/^\d{1,20}$/),
  verify_key: z.string().regex(/^[0-9a-f]{64}$/i),
  interactions_endpoint_url: z.string().nullish(),
});

/**
 * Makes the app at Discord what it should be, and keeps what Discord says of it for those who have no token.
 *
 * Each step may be repeated. Facts come first: Discord asks an endpoint at once whether it knows the key.
 *
 * @throws {Unreachable} what may go better later. @throws {Refused} what will not. @throws {Misconfigured} the token.
 */
export async function registerDiscord(deps: RegisterDeps, { guild, url }: Wanted): Promise<Outcome> {
  const app = readApp(await ask(deps, { method: 'GET', route: APP }));
  await keepFacts(deps, app);
  const invites = { server: inviteOf(app.id), person: userInviteOf(app.id) };
  const scope = guild ?? GLOBAL;
  // Whoever set another endpoint may have set other commands as well, of which our record knows nothing.
  const isTaken = url !== undefined && app.endpoint !== undefined && app.endpoint !== url;
  const changed = await registerCommands(deps, app.id, scope, isTaken);
  const endpoint = await setEndpoint(deps, app.endpoint, url);
  return {
    application: app.id,
    commands: changed ? 'changed' : 'as they were',
    scope,
    invites,
    ...(endpoint !== undefined && { endpoint }),
    ...(app.endpoint !== undefined && app.endpoint !== endpoint && { before: app.endpoint }),
  };
}

/**
 * Has Discord forget our endpoint, and nobody else's: with one token in two places, the other one's must stay. Commands
 * stay listed, for whoever comes next.
 *
 * @returns whether it was ours.
 */
export async function removeEndpoint(deps: Asking, url: string): Promise<boolean> {
  const app = readApp(await ask(deps, { method: 'GET', route: APP }));
  if (app.endpoint !== url) return false;
  await ask(deps, { method: 'PATCH', route: APP, body: { interactions_endpoint_url: null } });
  return true;
}

function readApp(result: unknown): App & { endpoint: string | undefined } {
  const parsed = appShape.safeParse(result);
  if (!parsed.success)
    throw new Unreadable(`Discord’s application is of another shape: ${parsed.error.issues[0]?.path}`);
  const { id, verify_key: publicKey, interactions_endpoint_url: endpoint } = parsed.data;
  return { id, publicKey, endpoint: endpoint || undefined };
}

/** Written only when it is news, since everybody who answers reads it. */
async function keepFacts({ facts, clock }: RegisterDeps, { id, publicKey }: App): Promise<void> {
  const kept = await facts.read();
  if (kept?.id !== id || kept.publicKey !== publicKey) await facts.keep({ id, publicKey }, clock.now());
}

/** @returns whether anything had to be changed. */
async function registerCommands(
  deps: RegisterDeps,
  application: string,
  scope: string,
  isTaken: boolean,
): Promise<boolean> {
  const definitions = await commandDefinitions();
  const hash = digestOf(JSON.stringify(definitions), HASH_CHARACTERS);
  const before = await deps.registry.read();
  const isSame = before?.application === application && before.scope === scope && before.hash === hash;
  if (isSame && !isTaken) return false;
  if (before?.application === application && before.scope !== scope && before.scope !== GLOBAL)
    await withdraw(deps, application, before.scope);
  await overwrite(deps, application, scope, definitions);
  await deps.registry.keep({ application, scope, hash }, deps.clock.now());
  return true;
}

/** Where they were tried, they would be listed twice. A server that let us go has forgotten them by itself. */
async function withdraw(deps: Asking, application: string, guild: string): Promise<void> {
  const no = refusalIn(await patiently(deps, { method: 'PUT', route: commandsRoute(application, guild), body: [] }));
  if (no && !isClosed(no)) throw failure(no);
}

async function overwrite(
  deps: Asking,
  application: string,
  scope: string,
  definitions: readonly Definition[],
): Promise<void> {
  const route = commandsRoute(application, scope);
  const no = refusalIn(await patiently(deps, { method: 'PUT', route, body: definitions }));
  if (no === undefined) return;
  if (scope === GLOBAL || !isClosed(no)) throw failure(no);
  throw new Misconfigured(
    `the app is not in the server ${scope} that DISCORD_GUILD names: add it with ${inviteOf(application)}, or leave DISCORD_GUILD out`,
  );
}

const commandsRoute = (application: string, scope: string): `/${string}` =>
  `/applications/${application}${scope === GLOBAL ? '' : `/guilds/${scope}`}/commands`;

/** Only where it differs: Discord calls the address before it takes it. @returns what it is then. */
async function setEndpoint(
  deps: Asking,
  kept: string | undefined,
  url: string | undefined,
): Promise<string | undefined> {
  if (url === undefined || url === kept) return kept;
  const body = { interactions_endpoint_url: url };
  const no = refusalIn(await patiently(deps, { method: 'PATCH', route: APP, body }));
  if (no === undefined) return url;
  if (no.status !== 400) throw failure(no);
  throw new Refused(
    `Discord called ${url} and does not take it: it wants PONG for a PING with a good signature, and 401 for one with a bad one, within three seconds. The address it has stays (${kept ?? 'none'}). Discord said: ${no.why}`,
  );
}

/** Where a person adds the app to be asked anywhere, also in servers that have it not. */
const userInviteOf = (application: string): string =>
  `https://discord.com/oauth2/authorize?client_id=${application}&scope=applications.commands&integration_type=1`;

type Asking = Pick<RegisterDeps, 'api' | 'clock'>;

/** @throws as {@link registerDiscord}. */
async function ask(deps: Asking, request: DiscordRequest): Promise<unknown> {
  const answered = await patiently(deps, request);
  if (answered.kind === 'ok') return answered.result;
  throw failure(refusalIn(answered)!);
}

/** Every request says how things should be, and not what to add: it may be made twice. */
async function patiently({ api, clock }: Asking, request: DiscordRequest): Promise<Answered> {
  for (let tries = 3; ; tries--) {
    const answered = await api.call(request, CALL_WITHIN);
    const wait = refusalIn(answered)?.wait;
    if (wait === undefined || wait > WORTH_SLEEPING || tries <= 1) return answered;
    await clock.sleep(wait);
  }
}

/** @property wait until it may go better; absent where it will not. @property status 0 where Discord did not say. */
type No = { status: number; why: string; wait?: Milliseconds };

function refusalIn(answered: Answered): No | undefined {
  if (answered.kind === 'ok') return undefined;
  if (answered.kind !== 'refused') return { status: 0, why: answered.why, wait: SERVER_WAIT };
  const { status, message, limited } = answered.refusal;
  const why = `${status} ${message.replaceAll(/\s+/g, ' ')}`;
  if (limited) return { status, why, wait: quantity(Math.max(1_000, Math.ceil(limited.ms))) };
  return { status, why, ...(status >= 500 && { wait: SERVER_WAIT }) };
}

const isClosed = ({ status }: No): boolean => status === 403 || status === 404;

function failure({ status, why, wait }: No): Error {
  if (status === 401)
    return new Misconfigured(
      'Discord does not know DISCORD_TOKEN: it was reset or mistyped; the Developer Portal makes a new one, under Bot',
    );
  return wait === undefined ? new Refused(`Discord: ${why}`) : new Unreachable(`Discord: ${why}`);
}
