import { describe, expect, it } from 'vitest';
import { readFolder } from '../../../functions/filings/edgar/folder.ts';
import { Unreadable } from '../../../functions/kit/errors.ts';

const FOLDER = '/Archives/edgar/data/1507605/000150760526000031/';

const row = (type: string, href: string, description = 'PRESS RELEASE'): string =>
  `<tr><td scope="row">1</td><td scope="row">${description}</td><td scope="row"><a href="${href}">x</a></td><td scope="row">${type}</td><td scope="row">1</td></tr>`;
const page = (...rows: readonly string[]): string => `<!DOCTYPE html><html><body><div>Form 8-K</div>
<table class="tableFile" summary="Document Format Files">
<tr><th scope="col">Seq</th><th scope="col">Description</th><th scope="col">Document</th><th scope="col">Type</th><th scope="col">Size</th></tr>
${rows.join('\n')}
</table>
<table class="tableFile" summary="Data Files">${row('EX-101.SCH', `${FOLDER}x.xsd`)}${row('EX-99.9', `${FOLDER}trap.htm`)}</table>
</body></html>`;

describe('a filing’s index page', () => {
  it('tells the types of its documents, which their names do not', () => {
    expect(
      readFolder(
        page(row('8-K', `/ix?doc=${FOLDER}mara-20260326.htm`, '8-K'), row('EX-99.1', `${FOLDER}d123dex991.htm`)),
      ),
    ).toEqual([
      { type: '8-K', description: '8-K', path: 'Archives/edgar/data/1507605/000150760526000031/mara-20260326.htm' },
      {
        type: 'EX-99.1',
        description: 'PRESS RELEASE',
        path: 'Archives/edgar/data/1507605/000150760526000031/d123dex991.htm',
      },
    ]);
  });

  it('is read with everything that pages have in their cells', () => {
    const odd = `<TR class="evenRow"><TD>2</TD><TD>R&amp;D <b>up\n date</b></TD><TD><span><A HREF="${FOLDER}a.htm">a</A> &nbsp;<a href="${FOLDER}b.htm">iXBRL</a></span></TD><TD> EX-99.2&nbsp;</TD></TR>`;
    expect(readFolder(page(odd))).toEqual([
      { type: 'EX-99.2', description: 'R&D up date', path: `${FOLDER.slice(1)}a.htm` },
    ]);
  });

  it('leads through the viewer to the document itself', () => {
    expect(readFolder(page(row('10-K', `/ixviewer?doc=${FOLDER}a.htm`))).map(({ path }) => path)).toEqual([
      `${FOLDER.slice(1)}a.htm`,
    ]);
  });

  it.each([
    'https://example.com/Archives/edgar/data/1507605/000150760526000031/a.htm',
    '//example.com/Archives/edgar/data/1/000150760526000031/a.htm',
    'javascript:alert(1)',
    `${FOLDER}../../../../cgi-bin/browse-edgar`,
    `${FOLDER}sub/a.htm`,
    `${FOLDER}a.htm?x=http://example.com`,
    '/ix?doc=https://example.com/a.htm',
    '',
  ])('has no link followed that leads anywhere but into the archive: %j', (href) => {
    expect(readFolder(page(row('EX-99.1', href), row('8-K', `${FOLDER}a.htm`))).map(({ type }) => type)).toEqual([
      '8-K',
    ]);
  });

  it('leaves out the whole submission, which has no type', () => {
    expect(
      readFolder(page(row('&nbsp;', `${FOLDER}0001507605-26-000031.txt`), row('8-K', `${FOLDER}a.htm`))),
    ).toHaveLength(1);
  });

  it.each([
    ['another page', '<html><body><h1>It works</h1></body></html>'],
    ['a table of something else', page().replace('Document Format Files', 'Series')],
    ['nothing', ''],
    ['no row but the head', page()],
  ])('that is %s is refused', (_, given) => {
    expect(() => readFolder(given)).toThrow(Unreadable);
  });

  it('that was cut off anywhere in its table is refused, or exhibits would be missing in silence', () => {
    const whole = page(row('8-K', `${FOLDER}a.htm`), row('EX-99.1', `${FOLDER}b.htm`));
    const end = whole.indexOf('</table>');
    for (let at = 0; at <= end + 7; at += 7) expect(() => readFolder(whole.slice(0, at))).toThrow(Unreadable);
    expect(readFolder(whole.slice(0, end + 8))).toHaveLength(2);
  });
});
