import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_TEXT, renderTelegram } from '../../../functions/delivery/telegram/render.ts';
import { tell } from '../../../functions/delivery/telling.ts';
import { wordsOf } from '../../../functions/words/words.ts';
import { parseTelegramHtml } from '../../../infra/local/loopback/telegram-html.ts';
import { anyTelling } from '../adversarial.ts';
import { aNotice } from '../notices.ts';

const telling = tell(aNotice('margin'), wordsOf('en'));

describe('a message for Telegram', () => {
  it('always parses, and is never longer than Telegram takes after parsing', () => {
    fc.assert(
      fc.property(anyTelling, (any) => {
        const { text } = renderTelegram(any);
        expect(parseTelegramHtml(text.markup)).toBe(text.text);
        expect(text.text.length).toBeLessThanOrEqual(LONGEST_TEXT);
      }),
    );
  });

  it('drops whole facts from the end when it is too long', () => {
    const facts = Array.from({ length: 60 }, (_, i) => ({ label: `Fact ${i}`, value: '😀<&'.repeat(30) }));
    const { text } = renderTelegram({ ...telling, facts });
    const shown = text.text.match(/Fact \d+: (😀<&){30}(?=\n)/gu) ?? [];
    expect(shown.length).toBeGreaterThan(20);
    expect(text.text.match(/Fact \d+/g)).toHaveLength(shown.length);
    expect(text.text).toContain('Since: 2026-02-24 12:55 UTC');
  });

  it('counts what the reader sees, not the tags', () => {
    const facts = Array.from({ length: 30 }, (_, i) => ({ label: `${i}`, value: '&'.repeat(90) }));
    const { text } = renderTelegram({ ...telling, facts });
    expect(text.markup.length).toBeGreaterThan(LONGEST_TEXT);
    expect(text.text.match(/&{90}/g)).toHaveLength(30);
  });

  it('opens no link previews, and rings only for what matters', () => {
    expect(renderTelegram(telling).options).toEqual({
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
    });
    const closed = tell(aNotice('margin', 'closed'), wordsOf('en'));
    expect(renderTelegram(closed).options).toMatchObject({ disable_notification: true });
  });
});
