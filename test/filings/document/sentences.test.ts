import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHtml } from '../../../functions/filings/document/read-html.ts';
import { sentencesIn } from '../../../functions/filings/document/sentences.ts';

const sentences = (text: string): string[] => sentencesIn(text).map(({ start, end }) => text.slice(start, end));

describe('a sentence', () => {
  it.each([
    ['a full stop', 'MARA sold 5. It holds 7.', ['MARA sold 5.', 'It holds 7.']],
    ['a question mark or an exclamation mark', 'Sold? Yes! All.', ['Sold?', 'Yes!', 'All.']],
    ['a full stop in quotes or brackets', '“We sold.” (It did.) Then more.', ['“We sold.”', '(It did.)', 'Then more.']],
    ['the end of the line', 'A heading\nThe company sold 5', ['A heading', 'The company sold 5']],
    ['an empty line', 'We sold,\n\nand then', ['We sold,', 'and then']],
    ['the stop of those who write without blanks', '我们卖出了。好！', ['我们卖出了。', '好！']],
    ['a line that begins an item', 'Sold in\n• March\n• May', ['Sold in', '• March', '• May']],
  ])('ends with %s', (_, text, expected) => {
    expect(sentences(text)).toEqual(expected);
  });

  it.each([
    ['a company', 'Riot Platforms, Inc. (NASDAQ: RIOT) sold 5.'],
    ['a company in the middle', 'Riot Platforms Inc. sold 5.'],
    ['a month', 'On Sept. 5 it sold 5.'],
    ['a number', 'Exhibit No. 5 says so.'],
    ['a country', 'U.S. Bitcoin Corp. sold 5.'],
    ['a person', 'Mr. Thiel, of MARA, said so.'],
    ['a decimal point', 'It sold 3.25 bitcoin at $87.5 thousand.'],
    ['what goes on in small letters', 'It sold approx. five.'],
  ])('does not end with the full stop of %s', (_, text) => {
    expect(sentences(text)).toEqual([text]);
  });

  it.each([
    ['behind a comma', 'In March,\nthe company sold 5.'],
    ['before a small letter', 'The company sold\nfive bitcoin.'],
    ['behind a word that needs another', 'The company sold all of the\nBitcoin it had.'],
    ['behind a sign of money', 'It brought in $\n5 million.'],
    [
      'where a paragraph was wrapped',
      'During the month of March the company sold a total of five hundred\nBitcoin out of its treasury and paid down the debt that it had with\nGalaxy Digital, as it had said before.',
    ],
  ])('goes on over the end of a line %s', (_, text) => {
    expect(sentences(text)).toEqual([text]);
  });

  it('is looked for where it is wanted', () => {
    const text = 'One. Two. Three.';
    expect(sentencesIn(text, 5, 9).map(({ start, end }) => text.slice(start, end))).toEqual(['Two.']);
    expect(sentencesIn(text, 16)).toEqual([]);
    expect(sentencesIn('')).toEqual([]);
    expect(sentencesIn(' \n \n')).toEqual([]);
  });

  it('is a place in the text, without blanks around it, and no word is in two or in none', () => {
    const word = fc.constantFrom('sold', 'Inc.', '5.', 'It', 'U.S.', '。', '(all)', '•', 'the', '$', 'said.”', '3,250');
    const blank = fc.constantFrom(' ', '\n', '\n\n', '  \n ', ' ');
    const text = fc
      .array(fc.tuple(word, blank), { maxLength: 40 })
      .map((parts) => parts.map(([one, gap]) => one + gap).join(''));
    fc.assert(
      fc.property(text, (whole) => {
        let from = 0;
        for (const { start, end } of sentencesIn(whole)) {
          expect(whole.slice(from, start).trim()).toBe('');
          expect(whole.slice(start, end)).toBe(whole.slice(start, end).trim());
          expect(end).toBeGreaterThan(start);
          from = end;
        }
        expect(whole.slice(from).trim()).toBe('');
      }),
    );
  });

  it('quoted from a page is found in its source', () => {
    const quotes = fc.array(fc.stringMatching(/^[A-Z][a-z]{1,8}( [a-z]{1,8}){1,6}\.$/), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(quotes, (paragraphs) => {
        const source = paragraphs.map((quote) => `<div><p style="margin:0">${quote}</p></div>`).join('\n');
        const { text, sourceOf } = readHtml(source);
        const found = sentencesIn(text);
        expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(paragraphs);
        expect(found.map(({ start, end }) => source.slice(sourceOf(start), sourceOf(end - 1) + 1))).toEqual(paragraphs);
      }),
    );
  });

  it('is found among very many lines', () => {
    expect(sentencesIn('a\n'.repeat(300_000))).toHaveLength(30);
    expect(sentencesIn('A.\n'.repeat(150_000))).toHaveLength(150_000);
  });
});
