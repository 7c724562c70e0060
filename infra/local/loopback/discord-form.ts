import type { Call } from './serve.ts';

/** @property id of `files[<id>]`, which an entry of `attachments` may describe. */
export type DiscordFile = { id: number; filename: string; contentType: string; bytes: Buffer };
export type DiscordForm = { body: unknown; files: readonly DiscordFile[] };

/** What a request brings: JSON, or `payload_json` with `files[n]` beside it. @returns undefined for what is no JSON. */
export async function formOf({ headers, body, bytes }: Call): Promise<DiscordForm | undefined> {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return parsed(body);
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  const files: DiscordFile[] = [];
  let payload = '';
  for (const [name, value] of form.entries()) {
    const [, id] = /^files\[(\d{1,2})\]$/.exec(name) ?? [];
    if (name === 'payload_json') payload = typeof value === 'string' ? value : await value.text();
    else if (id !== undefined && typeof value !== 'string')
      files.push({
        id: Number(id),
        filename: value.name,
        contentType: value.type,
        bytes: Buffer.from(await value.arrayBuffer()),
      });
  }
  const read = parsed(payload);
  return read && { ...read, files };
}

function parsed(text: string): DiscordForm | undefined {
  try {
    return { body: text === '' ? {} : (JSON.parse(text) as unknown), files: [] };
  } catch {
    return undefined;
  }
}
