import { readFile } from 'node:fs/promises';
import { askDocument } from '../../../functions/entry/ask-document.ts';
import type { Source } from '../../../functions/entry/wire.ts';
import { Decoder } from '../../../functions/kit/decode.ts';
import { Misconfigured } from '../../../functions/kit/errors.ts';

/**
 * What stands at an address (http or https) or in a file, as text.
 * @throws {BotError} when nothing is there, or something that is no text.
 */
export async function openDocument(document: string, source: Source): Promise<string> {
  const content = await (/^https?:\/\//i.test(document) ? askDocument(document, source) : textOfFile(document));
  const kind = binaryKindOf(content);
  if (kind !== undefined) throw new Misconfigured(`${document} is ${kind}: give the same document as HTML or text`);
  return content;
}

async function textOfFile(path: string): Promise<string> {
  const decoder = new Decoder();
  try {
    return decoder.write(await readFile(path)) + decoder.end();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Misconfigured(
      `${path} cannot be read (${code}): give a file that is there, or an address that begins with https://`,
    );
  }
}

const HEAD = 4_096;

/** What a reader would see nothing of; undefined for a text. */
function binaryKindOf(content: string): string | undefined {
  const head = content.slice(0, HEAD);
  if (head.startsWith('%PDF-')) return 'a PDF';
  return head.includes('\0') ? 'no text' : undefined;
}
