import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Html, html } from '../../../functions/delivery/telegram/html.ts';
import { parseTelegramHtml } from '../../../infra/local/loopback/telegram-html.ts';
import { anyText, NASTY } from '../adversarial.ts';

describe('Telegram HTML', () => {
  it.each(NASTY)('shows %j as it was typed', (nasty) => {
    const said = html`<b>${nasty}</b>`;
    expect(parseTelegramHtml(said.markup)).toBe(said.text);
    expect(said.markup.replace(/^<b>|<\/b>$/g, '')).not.toMatch(/[<>"]/);
  });

  it('knows what remains after parsing, whatever was put in', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        const said = Html.join([html`<b>${a}</b>: ${html`<i>${b}</i>`}`, html`${b}`], '\n');
        expect(parseTelegramHtml(said.markup)).toBe(said.text);
        expect(said.markup.isWellFormed()).toBe(true);
      }),
    );
  });

  it('escapes once, however deep', () => {
    expect(html`${html`<b>${'<&>'}</b>`}`.markup).toBe('<b>&lt;&amp;&gt;</b>');
  });

  it('is safe in an attribute', () => {
    expect(html`<a href="${'https://x.example/?a="b"'}">x</a>`.markup).toBe(
      '<a href="https://x.example/?a=&quot;b&quot;">x</a>',
    );
  });

  it('quotes somebody else’s words, in which nobody is mentioned and nothing leads away', () => {
    const quote = Html.quote('<b>@miners</b> sold, see https://evil.example & more');
    expect(quote.markup).toBe(
      '<blockquote>&lt;b&gt;@\u200bminers&lt;/b&gt; sold, see https:\u200b//evil.example &amp; more</blockquote>',
    );
    expect(parseTelegramHtml(quote.markup)).toBe(quote.text);
  });

  it.each([
    ['https://www.sec.gov/a.htm?b=1&c=2', '<a href="https://www.sec.gov/a.htm?b=1&amp;c=2">a&lt;b</a>'],
    ['https://www.sec.gov/a"><b>', '<a href="https://www.sec.gov/a%22%3E%3Cb%3E">a&lt;b</a>'],
    ['https://www.sec.gov/half\ud800', '<a href="https://www.sec.gov/half%EF%BF%BD">a&lt;b</a>'],
    ['javascript:alert(1)', 'a&lt;b'],
    ['nowhere', 'a&lt;b'],
  ])('leads to %s and nowhere else', (url, markup) => {
    const link = Html.link('a<b', url);
    expect(link.markup).toBe(markup);
    expect(parseTelegramHtml(link.markup)).toBe('a<b');
    expect(link.text).toBe('a<b');
  });

  it('turns no line around', () => {
    expect(html`${'\u202eabc\u202c \u2066x\u2069\u200f\u061c'}`.text).toBe('abc x');
  });
});
