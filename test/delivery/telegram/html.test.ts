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
});
