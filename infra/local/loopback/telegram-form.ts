import type { Call } from './serve.ts';
import { fromForm } from './telegram-methods.ts';

/** The parameters of a call, however it brings them: JSON, a form, a form with files, or its address. */
export async function payloadOf({ headers, body, bytes, query }: Call): Promise<Record<string, unknown>> {
  const fromQuery = fromForm(Object.fromEntries(query));
  if (body === '') return fromQuery;
  const type = headers['content-type'] ?? '';
  if (type.startsWith('application/json')) return { ...fromQuery, ...(JSON.parse(body) as object) };
  if (type.startsWith('multipart/form-data')) return { ...fromQuery, ...(await withFiles(type, bytes)) };
  return { ...fromQuery, ...fromForm(Object.fromEntries(new URLSearchParams(body))) };
}

/** A file is known by its name and size, and by what it says. */
async function withFiles(type: string, bytes: Buffer): Promise<Record<string, unknown>> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  const fields: Record<string, unknown> = {};
  for (const [name, value] of form.entries()) {
    // telegraf writes into a form which method it is for.
    if (name === 'method') continue;
    fields[name] =
      typeof value === 'string'
        ? value
        : { filename: value.name, bytes: value.size, text: Buffer.from(await value.arrayBuffer()).toString('latin1') };
  }
  return fromForm(fields);
}
