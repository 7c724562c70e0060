import { describe, expect, it } from 'vitest';
import { HtmlReader, readHtml } from '../../../functions/filings/document/read-html.ts';
import { Decoder } from '../../../functions/kit/decode.ts';
import { shown } from './shown.ts';

const textOf = (html: string): string => readHtml(html).text;
const tablesOf = (html: string): string[][] => {
  const { text, tables } = readHtml(html);
  return shown(text, tables);
};

describe('a page as text', () => {
  it.each([
    ['a line for every block', '<h1>A</h1><p>b</p><div>c<div>d</div></div><ul><li>e<li>f</ul>', 'A\nb\nc\nd\ne\nf'],
    [
      'one line for words set apart only by their looks',
      '<p>sold <b>1</b>,<i>000</i> bit<u>coin</u></p>',
      'sold 1,000 bitcoin',
    ],
    ['a line end for a break', 'sold<br>1,000<br/>bitcoin', 'sold\n1,000\nbitcoin'],
    ['one blank for many, and for the kind that does not break', ' a \n\t b&nbsp;&nbsp;c ', 'a b c'],
    ['no end where empty blocks stand one after another', '<p>a</p><p></p><div><p> </p></div><p>b', 'a\nb'],
    ['entities as what they stand for', '&amp; &lt;b&gt; &eacute; &#8217; &#x20BF; &mdash;', '& <b> é ’ ₿ —'],
    ['what only looks like an entity', 'AT&T &unknown; 5 < 6', 'AT&T &unknown; 5 < 6'],
    ['words in which somebody hid soft hyphens and zero-width blanks', 'bit&shy;coin mi\u200bned', 'bitcoin mined'],
    ['elements that end themselves', '<p>a</p><p/><div/>b<a name="x"/>c', 'a\nbc'],
    ['nothing for nothing', '', ''],
  ])('has %s', (_, html, expected) => {
    expect(textOf(html)).toBe(expected);
  });

  it.each([
    ['the header of inline XBRL', '<ix:header><ix:hidden><ix:nonFraction>9</ix:nonFraction></ix:hidden></ix:header>'],
    ['what XBRL hides elsewhere', '<ix:hidden>9</ix:hidden>'],
    ['an empty hidden part, and nothing after it', '<div style="display:none"/>'],
    ['a hidden block', '<div style="DISPLAY : none"><p>9<p>9</div>'],
    ['an invisible block', '<span style="color:red;visibility:hidden">9</span>'],
    ['a hidden block by its attribute', '<div hidden><table><tr><td>9</table></div>'],
    ['scripts', '<script>document.write("9 < 10")</script>'],
    ['styles', '<style>p { width: 9 }</style>'],
    ['what is for browsers without scripts', '<noscript>9</noscript>'],
    ['comments', '<!-- 9 <p>9</p> -->'],
    ['its own head', '<head><title>9</title></head>'],
  ])('leaves out %s', (_, hidden) => {
    expect(textOf(`<p>a</p>${hidden}<p>b</p>`)).toBe('a\nb');
  });

  it('has the facts of inline XBRL that readers see', () => {
    expect(textOf('<p>held <ix:nonFraction name="x">53,822</ix:nonFraction> bitcoin</p>')).toBe('held 53,822 bitcoin');
  });
});

describe('a footnote', () => {
  it.each(['(1)', '1', '1,2', '*', '†', 'a', '(1)(2)'])('marked %s is no digit of the number before it', (mark) => {
    expect(textOf(`<td>1,000<sup>${mark}</sup> bitcoin</td>`)).toBe('1,000 bitcoin');
    expect(textOf(`<p>1,000<sup><font size="1">${mark}</font></sup> bitcoin</p>`)).toBe('1,000 bitcoin');
  });

  it.each(['st', 'th quarter', 'sold 1,000 bitcoin in March 2026'])('is none in raised words: %s', (words) => {
    expect(textOf(`<p>31<sup>${words}</sup></p>`)).toBe(`31${words}`);
  });

  it('whose element nobody ended swallows nothing of what follows', () => {
    expect(textOf('<p>sold<sup>(1)<p>1,000 bitcoin</p><table><tr><td>a<td>b</table>')).toBe(
      'sold\n1,000 bitcoin\na | b',
    );
    expect(textOf('<p>sold<sup>1,000 bitcoin in March 2026, and that is all')).toContain('that is all');
  });
});

describe('a table', () => {
  it('has its cells in the columns of its grid, spans and empty cells counted', () => {
    expect(
      tablesOf(
        '<table><tr><th></th><th colspan="2">March 2026</th><th>Feb</th></tr><tr><td>Sold</td><td>$</td><td>1,000</td><td>2</td></tr></table>',
      ),
    ).toEqual([['March 2026 @1+1 | Feb @3', 'Sold @0 | $ @1 | 1,000 @2 | 2 @3']]);
  });

  it('leaves room for cells that reach down from above', () => {
    expect(
      tablesOf('<table><tr><td rowspan="3">A<td>b<td>c<tr><td>d<td rowspan="2">e<tr><td>f<tr><td>g<td>h</table>'),
    ).toEqual([['A @0 | b @1 | c @2', 'd @1 | e @2', 'f @1', 'g @0 | h @1']]);
  });

  it('counts a row that is empty as a row, and does not show it', () => {
    expect(tablesOf('<table><tr><td rowspan="2">A<td>b<tr><td> <tr><td>c</table>')).toEqual([['A @0 | b @1', 'c @0']]);
  });

  it('has a row on a line, whatever blocks are in its cells', () => {
    expect(textOf('x<table><tr><td><p>Bitcoin</p><p>sold</p><td>1<br>2<tr><td>b</table>y')).toBe(
      'x\nBitcoin sold | 1 2\nb\ny',
    );
  });

  it('in a cell of another is one of its own', () => {
    expect(tablesOf('<table><tr><td>a<table><tr><td>b<td>c</table>d<td>e</table>')).toEqual([
      ['a b | c d @0 | e @1'],
      ['b @0 | c @1'],
    ]);
  });

  it('is what stands in a document without any: none', () => {
    expect(readHtml('<p>a | b</p><td>c</td><tr>').tables).toEqual([]);
    expect(readHtml('<table><tr><td> </td></tr></table>').tables).toEqual([]);
  });

  it('wider than any that people make keeps its words, and has no cells beyond', () => {
    const { text, tables } = readHtml(`<table><tr>${'<td>1'.repeat(2_000)}</table>`);
    expect(tables[0]!.rows[0]).toHaveLength(512);
    expect(text.match(/1/g)).toHaveLength(2_000);
  });

  it.each(['-1', '0', '', 'x', '99999999999'])('with a span of "%s" is still one', (span) => {
    const { tables } = readHtml(`<table><tr><td colspan="${span}" rowspan="${span}">a<td>b<tr><td>c<td>d</table>`);
    expect(tables[0]!.rows[0]!.length).toBeGreaterThan(0);
    for (const { column, span: columns } of tables.flatMap(({ rows }) => rows.flat())) {
      expect(column + columns).toBeLessThanOrEqual(512);
      expect(columns).toBeGreaterThan(0);
    }
  });
});

describe('a document that is not as it should be', () => {
  it('is read to where it breaks off, in a cell, in a tag, in an entity', () => {
    expect(textOf('<table><tr><td>MARA sold 1,000<td>sec')).toBe('MARA sold 1,000 | sec');
    expect(textOf('<p>sold 1,000</p><p style="col')).toBe('sold 1,000');
    expect(textOf('<p>sold 1,000 &am')).toMatch(/^sold 1,000 &a/);
    expect(textOf('<p>sold 1,000</p><!-- and')).toBe('sold 1,000');
  });

  it('with ends that nothing began, and beginnings in the wrong order, is read', () => {
    expect(textOf('</table></td>a</b></p><b><i>b</b></i>c</sup></tr>')).toBe('a\nbc');
  });

  it('in a charset that it does not declare is read with its letters', () => {
    const decoder = new Decoder();
    const bytes = Buffer.concat([
      Buffer.from('<meta charset="utf-8"><p>Qu\u00e9bec, MARA', 'latin1'),
      Buffer.from([0x92]),
      Buffer.from('s</p>'),
    ]);
    const reader = new HtmlReader();
    for (const byte of bytes) reader.write(decoder.write(Uint8Array.of(byte)));
    reader.write(decoder.end());
    expect(reader.end().text).toBe('Québec, MARA’s');
  });

  it('because it is no text at all is read without harm', () => {
    const bytes = String.fromCharCode(...Array.from({ length: 60_000 }, (_, i) => (i * 7_919) % 256));
    expect(readHtml(bytes).text.length).toBeLessThanOrEqual(bytes.length);
  });
});
