import { Html, html } from '../../../functions/delivery/telegram/html.ts';
import type { TelegramMessage } from '../../../functions/delivery/telegram/render.ts';

const options: TelegramMessage['options'] = { parse_mode: 'HTML', link_preview_options: { is_disabled: true } };
export const right: TelegramMessage = { text: html`<b>${'anything'}</b>`, options };
// @ts-expect-error plain text cannot be sent
export const wrong: TelegramMessage = { text: 'anything', options };
// @ts-expect-error only html.ts makes Html
export const forged = new Html('<b>', 'b');
