import { describe, expect, it } from 'vitest';
import { childrenOf, rootOf, textIn } from '../../functions/filings/xml.ts';
import { Unreadable } from '../../functions/kit/errors.ts';

const refusal = (xml: string): string => {
  try {
    rootOf(xml, ['feed'], 'the feed');
  } catch (error) {
    expect(error).toBeInstanceOf(Unreadable);
    return (error as Error).message;
  }
  return expect.unreachable('it should have been refused');
};

describe('XML', () => {
  it('is read with a mark before it, and with blank lines before its declaration', () => {
    expect(rootOf('\ufeff\n <?xml version="1.0"?><feed/>', ['feed'], 'the feed').name).toBe('feed');
  });

  it('gives children by name, and the text of the first one, whatever is in it', () => {
    const root = rootOf(
      '<feed>a<entry><title> 1 &amp; <![CDATA[<2>]]> </title></entry><!-- no --><entry/><title/></feed>',
      ['feed'],
      'the feed',
    );
    expect(childrenOf(root, 'entry')).toHaveLength(2);
    expect(textIn(childrenOf(root, 'entry')[0]!, 'title')).toBe('1 & <2>');
    expect([textIn(root, 'title'), textIn(root, 'id')]).toEqual(['', '']);
  });

  it.each([
    ['nothing', '', 'the feed: not XML, or not all of it'],
    ['a document that breaks off', '<feed><entry>', 'the feed: not XML, or not all of it'],
    ['two roots', '<feed/><feed/>', 'the feed: not XML, or not all of it'],
    ['a page', '<!DOCTYPE html><html><head></head></html>', 'the feed: the answer is a html, not a feed'],
    ['words', 'Just a moment', 'the feed: not XML, or not all of it'],
  ])('that is %s is refused, and the answer says so', (_, xml, expected) => {
    expect(refusal(xml)).toContain(expected);
  });

  it('nested without end is refused, and takes nobody down', () => {
    expect(refusal('<feed>'.repeat(200_000))).toContain('not XML');
  });

  it('with a bomb in it stays a line', () => {
    const bomb = `<!DOCTYPE feed [<!ENTITY a "${'ha'.repeat(1_000)}"><!ENTITY b "${'&a;'.repeat(1_000)}">]><feed><title>&b;&b;</title></feed>`;
    expect(textIn(rootOf(bomb, ['feed'], 'the feed'), 'title').length).toBeLessThan(20);
  });

  it('reads no file of ours for whoever asks it to', () => {
    const outside = '<!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]><feed><title>&x;</title></feed>';
    expect(textIn(rootOf(outside, ['feed'], 'the feed'), 'title')).not.toContain('root');
  });
});
