import type { DiscordFile } from './discord-form.ts';
import type { Said } from './discord-shapes.ts';

/** The message in an answer to an interaction, or the message itself. */
export const saidIn = (body: unknown): Said => ((body as { data?: unknown }).data ?? body) as Said;

/** What an embed shows, and what a description describes, must come along or be there already. */
export function amissWithFiles({ embeds = [], attachments = [] }: Said, files: readonly DiscordFile[]): string {
  const named = embeds.flatMap(({ image, thumbnail }) => [image?.url, thumbnail?.url]);
  const missing = named.find(
    (url) => url?.startsWith('attachment://') && !files.some(({ filename }) => `attachment://${filename}` === url),
  );
  if (missing) return `${missing} is not among the files`;
  const undescribed = attachments.find(({ id }) => Number(id) < 10 && !files.some((file) => file.id === Number(id)));
  return undescribed ? `attachment ${undescribed.id} is not among the files` : '';
}

/** Only what is named in the text and let through by `allowed_mentions` makes a sound. */
export function pingedBy({ content = '', allowed_mentions: allowed }: Said): string[] {
  const parses = (kind: 'roles' | 'users' | 'everyone') =>
    allowed === undefined || (allowed.parse ?? []).includes(kind);
  const found = (pattern: RegExp) => [...content.matchAll(pattern)].map(([, id]) => id!);
  return [
    ...found(/<@&(\d+)>/g).filter((id) => parses('roles') || allowed?.roles?.includes(id)),
    ...found(/<@!?(\d+)>/g).filter((id) => parses('users') || allowed?.users?.includes(id)),
    ...(parses('everyone') && /@(everyone|here)/.test(content) ? ['everyone'] : []),
  ];
}
