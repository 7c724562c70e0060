import { describe, expect, it } from 'vitest';
import { readPressFeed } from '../../../functions/filings/press/feed.ts';
import { Unreadable } from '../../../functions/kit/errors.ts';

const rss = (...items: readonly string[]): string =>
  `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://dublincore.org/documents/dcmi-namespace/"><channel><title>News</title><item-count>2</item-count>${items.join('')}</channel></rss>`;
const item = (inside: string): string => `<item>${inside}</item>`;
const read = (xml: string) => readPressFeed(xml, 'ir.example.com');
const only = (inside: string) => read(rss(item(inside)))[0]!;

describe('a press feed', () => {
  it('is read as GlobeNewswire writes it', () => {
    const inside = `<guid isPermaLink="true">https://wire.example.com/2026/10/02/3373999/0/en/acme.html</guid>
      <link>https://wire.example.com/2026/10/02/3373999/0/en/acme.html</link>
      <category domain="https://wire.example.com/rss/stock">Nasdaq:ACME</category>
      <title>Acme sells</title><description><![CDATA[<p>It did.</p>]]></description>
      <pubDate>Fri, 02 Oct 2026 18:06 GMT</pubDate><dc:identifier>3373999</dc:identifier><dc:language>en</dc:language>`;
    expect(only(inside)).toEqual({
      id: '3373999',
      title: 'Acme sells',
      link: 'https://wire.example.com/2026/10/02/3373999/0/en/acme.html',
      at: new Date('2026-10-02T18:06:00Z'),
    });
  });

  it.each([
    ['Fri, 02 Oct 2026 18:06 GMT', '2026-10-02T18:06:00Z'],
    ['Fri, 02 Oct 2026 18:06:09 GMT', '2026-10-02T18:06:09Z'],
    ['Tue, 04 Nov 2026 16:05:00 -0500', '2026-11-04T21:05:00Z'],
    ['Mon, 04 Nov 2026 08:00:00 EST', '2026-11-04T13:00:00Z'],
    ['2026-11-04T21:05:00Z', '2026-11-04T21:05:00Z'],
    // The day of the week is not what is believed.
    ['Mon, 02 Oct 2026 18:06 GMT', '2026-10-02T18:06:00Z'],
  ])('has its dates read: %s', (pubDate, expected) => {
    expect(only(`<title>x</title><pubDate>${pubDate}</pubDate>`).at).toEqual(new Date(expected));
  });

  it('may date nothing', () => {
    expect('at' in only('<title>x</title>')).toBe(false);
    expect('at' in only('<title>x</title><pubDate>soon</pubDate>')).toBe(false);
  });

  it.each([
    ['escaped once', 'Smith &amp; Sons', 'Smith & Sons'],
    ['escaped twice', 'Smith &amp;amp; Sons', 'Smith & Sons'],
    ['with a named letter', 'Portugu&amp;#234;s', 'Português'],
    ['in CDATA, with markup', '<![CDATA[<b>Acme</b> sells &amp; buys]]>', 'Acme sells & buys'],
    ['with line breaks', '\n  Acme\n   sells ', 'Acme sells'],
  ])('has its titles as people read them, %s', (_, title, expected) => {
    expect(only(`<title>${title}</title>`).title).toBe(expected);
  });

  it('has titles of a length that fits a message', () => {
    expect(only(`<title>${'long '.repeat(1_000)}</title>`).title.length).toBeLessThanOrEqual(300);
  });

  it.each([
    ['its wire’s number', '<dc:identifier>7</dc:identifier><guid>g</guid><link>l</link>', '7'],
    ['its guid', '<guid>g</guid><link>l</link>', 'g'],
    ['its link, without one', '<link>https://x/l</link>', 'https://x/l'],
    ['its title, without anything', '', 'Acme'],
  ])('knows a release by %s', (_, inside, id) => {
    expect(only(`<title>Acme</title>${inside}`).id).toBe(id);
  });

  it('counts the languages of one release once, and what is sent again not at all', () => {
    const items = read(
      rss(
        item('<title>Acme sells</title><dc:identifier>7</dc:identifier><guid>en</guid>'),
        item('<title>Acme vend</title><dc:identifier>7</dc:identifier><guid>fr</guid>'),
        item('<title>RETRANSMISSION: Acme sells</title><guid>9</guid>'),
        item('<title>CORRECTION: Acme sells</title><guid>10</guid>'),
      ),
    );
    expect(items.map(({ title }) => title)).toEqual(['Acme sells', 'CORRECTION: Acme sells']);
  });

  it('may be Atom', () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><title type="html">Acme &amp;amp; Co</title><link rel="alternate" href="https://x/1"/><id>urn:1</id><updated>2026-10-02T18:06:00Z</updated></entry></feed>`;
    expect(read(atom)).toEqual([
      { id: 'urn:1', title: 'Acme & Co', link: 'https://x/1', at: new Date('2026-10-02T18:06:00Z') },
    ]);
  });

  it('may begin with a mark, and hold nothing', () => {
    expect(read(`\ufeff${rss()}`)).toEqual([]);
  });

  it('is read to two hundred releases and no further', () => {
    expect(read(rss(...Array.from({ length: 500 }, (_, i) => item(`<guid>${i}</guid>`))))).toHaveLength(200);
  });

  it.each([
    ['a page', '<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>'],
    ['broken off', rss(item('<title>x</title>')).slice(0, -30)],
    ['empty', ''],
    ['JSON', '{"items":[]}'],
  ])('that is %s is refused, by name', (_, xml) => {
    expect(() => read(xml)).toThrow(Unreadable);
    expect(() => read(xml)).toThrow(/^ir\.example\.com: /);
  });

  it('with a bomb in it stays a line', () => {
    const bomb = `<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(1_000)}">]><rss version="2.0"><channel><item><title>&b;</title></item></channel></rss>`;
    expect(read(bomb)[0]!.title.length).toBeLessThan(10);
  });
});
