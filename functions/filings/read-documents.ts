import { Unreadable } from '../kit/errors.ts';
import { type Reply, textOf } from '../kit/web.ts';
import { indexOf } from './accession.ts';
import type { Doubt } from './announcement.ts';
import type { CleanText } from './document/clean.ts';
import { HtmlReader, LIMITS } from './document/read-html.ts';
import { askEdgar, type EdgarDeps } from './edgar/ask.ts';
import { type Exhibit, readFolder } from './edgar/folder.ts';
import { addressOf, type Filing } from './filing.ts';
import { baseForm } from './forms.ts';

/** A document of a filing as text, with where people find it. */
export type Document = { type: string; url: string; clean: CleanText };

/** What there was to read of a filing. */
export type Folder = {
  /** Documents that were listed and are not there, yet; `index` while the list itself is missing. */
  missing: string[];
  /** Read by nobody, and why: pictures, files that are no text. */
  unread: { type: string; url: string; why: Doubt }[];
  read: number;
  /** Documents beyond as many as are read of one filing. */
  left: number;
};

const INDEX_BYTES = 2 * 1024 * 1024;
/** The reader stops at its own limit of characters, which may take four bytes each. */
const DOCUMENT_BYTES = LIMITS.sourceCharacters * 4;
/** Annual reports of Canadians come as a dozen exhibits. */
const MOST_DOCUMENTS = 20;

/**
 * Reads a filing's own document and every EX-99, one after the other, and hands each over before the next is asked
 * for: the text of one 10-K is all that is in memory at a time.
 *
 * @throws {Unreachable} EDGAR did not answer: the whole is to be repeated.
 */
export async function readDocuments(
  deps: EdgarDeps,
  filing: Filing,
  take: (document: Document) => void,
): Promise<Folder> {
  const folder: Folder = { missing: [], unread: [], read: 0, left: 0 };
  const listed = await listOf(deps, filing);
  if (listed === undefined) return { ...folder, missing: ['index'] };
  folder.left = listed.left;
  for (const { type, path } of listed.exhibits) {
    const url = addressOf(path);
    const suffix = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
    if (!TEXTS.has(suffix)) {
      if (suffix === 'pdf') folder.unread.push({ type, url, why: 'pdf' });
      continue;
    }
    const reply = await askEdgar(deps, { base: 'SEC_URL', path, maxBytes: DOCUMENT_BYTES });
    if (reply === 'absent') {
      folder.missing.push(type);
      continue;
    }
    const clean = await cleanTextOf(reply, suffix);
    if (clean === undefined) {
      folder.unread.push({ type, url, why: 'pdf' });
      continue;
    }
    folder.read++;
    take({ type, url, clean });
  }
  return folder;
}

const TEXTS = new Set(['htm', 'html', 'txt']);

/** The documents worth reading; undefined while the page that lists them is missing, or has not all come. */
async function listOf(
  deps: EdgarDeps,
  { cik, accession, form }: Filing,
): Promise<{ exhibits: Exhibit[]; left: number } | undefined> {
  const reply = await askEdgar(deps, { base: 'SEC_URL', path: indexOf(cik, accession), maxBytes: INDEX_BYTES });
  if (reply === 'absent') return undefined;
  try {
    const all = readFolder(await textOf(reply));
    const isPrimary = ({ type }: Exhibit) => type === form || type === baseForm(form);
    const isRelease = ({ type }: Exhibit) => /^EX-99(?:\.|$)/.test(type);
    const [own, releases] = [all.filter(isPrimary).slice(0, MOST_DOCUMENTS), all.filter(isRelease)];
    // The press release says it all, and says it first.
    const exhibits = [...releases.slice(0, MOST_DOCUMENTS - own.length), ...own];
    return { exhibits, left: own.length + releases.length - exhibits.length };
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/** @returns undefined for what is no text, whatever its name. */
async function cleanTextOf(reply: Reply, suffix: string): Promise<CleanText | undefined> {
  const reader = suffix === 'txt' ? new PlainReader() : new HtmlReader();
  let first = true;
  for await (const piece of reply.pieces()) {
    if (first && piece.length > 0) {
      if (isBinary(piece)) return undefined;
      first = false;
    }
    reader.write(piece);
    // Leaving the loop gives the socket back.
    if (reader.isFull) break;
  }
  return reader.end();
}

/** As they look when their bytes are taken for text. */
const SIGNATURES = ['%PDF-', '‰PNG', 'GIF8', 'PK\u0003\u0004'];
const MOST_ODD = 0.02;
/**
 * A PDF or a picture that goes by the name of a page: it begins with its signature, or is full of what no text
 * holds.
 */
function isBinary(piece: string): boolean {
  const head = piece.slice(0, 2_048);
  if (SIGNATURES.some((signature) => head.startsWith(signature))) return true;
  const odd = head.match(/[^\P{Cc}\t\n\r\f]/gu)?.length ?? 0;
  return odd > head.length * MOST_ODD;
}

/** Plain text needs no cleaning; old filings and foreign issuers' still come so. */
class PlainReader {
  readonly #pieces: string[] = [];
  #length = 0;

  get isFull(): boolean {
    return this.#length > LIMITS.textCharacters;
  }

  write(piece: string): void {
    this.#length += piece.length;
    this.#pieces.push(piece);
  }

  end(): CleanText {
    const whole = this.#pieces.join('').replace(/\r\n?/g, '\n');
    const text = whole.slice(0, LIMITS.textCharacters);
    return {
      text,
      tables: [],
      sourceOf: (offset) => offset,
      ...(text.length < whole.length ? { cut: `only its first ${LIMITS.textCharacters} characters were read` } : {}),
    };
  }
}
