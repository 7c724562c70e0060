import { Parser } from 'htmlparser2';
import { Unreadable } from '../../kit/errors.ts';

/** A document of a filing. */
export type Exhibit = {
  /** `8-K`, `EX-99.1`. */
  type: string;
  description: string;
  /** Below the archive's base: `Archives/edgar/data/…/ex991.htm`. */
  path: string;
};

type Row = { cells: string[]; href?: string };

/**
 * Reads a filing's index page: its documents by type, which the names of files do not tell.
 *
 * @throws {Unreadable} when the page has no such table: it is another page, or was cut off before it.
 */
export function readFolder(page: string): Exhibit[] {
  const rows = rowsOf(page);
  if (rows === undefined)
    throw new Unreadable('the index page of a filing has no table of documents, or not all of it');
  return rows.flatMap(({ cells, href }) => {
    const [, description = '', , type = ''] = cells;
    const path = href === undefined ? undefined : pathOf(href);
    return path === undefined || type === '' ? [] : [{ type, description, path }];
  });
}

/** Inline XBRL is linked through the viewer. A link that leads anywhere but into the archive is not followed. */
function pathOf(href: string): string | undefined {
  const [, path] =
    /^(?:\/ix(?:viewer)?\?doc=)?\/(Archives\/edgar\/data\/\d{1,10}\/\d{18}\/[\w.-]{1,120})$/.exec(href.trim()) ?? [];
  return path;
}

/** The rows of the table called "Document Format Files", its head left out; undefined unless the table ends. */
function rowsOf(page: string): Row[] | undefined {
  const rows: Row[] = [];
  let inTable = false;
  let inCell = false;
  let isWhole = false;
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (name === 'table') inTable = attributes['summary'] === 'Document Format Files';
        if (!inTable) return;
        if (name === 'tr') rows.push({ cells: [] });
        if (name === 'td') rows.at(-1)?.cells.push('');
        inCell = name === 'td' || (inCell && name !== 'tr' && name !== 'th');
        if (name === 'a' && inCell && attributes['href']) rows.at(-1)!.href ??= attributes['href'];
      },
      ontext: (text) => {
        const cells = inTable && inCell ? rows.at(-1)?.cells : undefined;
        if (cells && cells.length > 0) cells[cells.length - 1] += text;
      },
      onclosetag: (name, isImplied) => {
        if (name === 'table') {
          isWhole ||= inTable && !isImplied;
          inTable = false;
        }
        if (name === 'td') inCell = false;
      },
    },
    { decodeEntities: true },
  );
  parser.end(page);
  const documents = rows.filter(({ cells }) => cells.length >= 4);
  if (!isWhole || documents.length === 0) return undefined;
  return documents.map(({ cells, ...row }) => ({
    ...row,
    cells: cells.map((cell) => cell.replace(/\s+/g, ' ').trim()),
  }));
}
