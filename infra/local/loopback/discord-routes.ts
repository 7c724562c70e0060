import type * as z from 'zod';
import { commandsShape } from './discord-command-shapes.ts';
import { answerShape, applicationEdit, callbackShape, editShape, messageShape, openDm } from './discord-shapes.ts';

/**
 * The routes we use, as the published description of the API names them, and what each takes.
 *
 * @property auth whether it wants the bot's token; the token of an interaction stands in the address.
 */
type Route = { method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; path: string; body?: z.ZodType; auth: boolean };

export const ROUTES = {
  message: { method: 'POST', path: '/channels/{channel_id}/messages', body: messageShape, auth: true },
  edit: { method: 'PATCH', path: '/channels/{channel_id}/messages/{message_id}', body: editShape, auth: true },
  crosspost: { method: 'POST', path: '/channels/{channel_id}/messages/{message_id}/crosspost', auth: true },
  dm: { method: 'POST', path: '/users/@me/channels', body: openDm, auth: true },
  application: { method: 'GET', path: '/applications/@me', auth: true },
  applicationEdit: { method: 'PATCH', path: '/applications/@me', body: applicationEdit, auth: true },
  commands: { method: 'PUT', path: '/applications/{application_id}/commands', body: commandsShape, auth: true },
  commandsRead: { method: 'GET', path: '/applications/{application_id}/commands', auth: true },
  guildCommands: {
    method: 'PUT',
    path: '/applications/{application_id}/guilds/{guild_id}/commands',
    body: commandsShape,
    auth: true,
  },
  guildCommandsRead: { method: 'GET', path: '/applications/{application_id}/guilds/{guild_id}/commands', auth: true },
  gateway: { method: 'GET', path: '/gateway/bot', auth: true },
  callback: {
    method: 'POST',
    path: '/interactions/{interaction_id}/{interaction_token}/callback',
    body: callbackShape,
    auth: false,
  },
  followUp: { method: 'POST', path: '/webhooks/{webhook_id}/{webhook_token}', body: answerShape, auth: false },
  original: {
    method: 'PATCH',
    path: '/webhooks/{webhook_id}/{webhook_token}/messages/@original',
    body: answerShape,
    auth: false,
  },
  originalRead: { method: 'GET', path: '/webhooks/{webhook_id}/{webhook_token}/messages/@original', auth: false },
  followUpEdit: {
    method: 'PATCH',
    path: '/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}',
    body: answerShape,
    auth: false,
  },
} as const satisfies Record<string, Route>;
export type RouteName = keyof typeof ROUTES;

const MATCHERS = (Object.keys(ROUTES) as RouteName[]).map((name) => ({
  name,
  method: ROUTES[name].method as string,
  // An address stands for itself before a name in braces stands for it.
  pattern: new RegExp(`/v10${ROUTES[name].path.replaceAll(/\{\w+\}/g, '([^/]+)')}$`),
}));

/** @returns the parts that stand for the names in braces, in their order. */
export function routeOf(method: string, path: string): { name: RouteName; parts: readonly string[] } | undefined {
  for (const one of MATCHERS) {
    const [found, ...parts] = one.method === method ? (one.pattern.exec(path) ?? []) : [];
    if (found !== undefined) return { name: one.name, parts: parts.map(decodeURIComponent) };
  }
  return undefined;
}
