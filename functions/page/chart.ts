import { SIZE } from '../pictures/draw.ts';
import type { Picture } from '../pictures/picture.ts';
import { preparePicture } from '../pictures/prepare.ts';
import { type Html, html, raw } from './html.ts';
import type { PageSources } from './sources.ts';
import { painted } from './style.ts';
import { thinned } from './thin.ts';
import type { Visit } from './visit.ts';

/**
 * A picture as chats are sent it, drawn into the page in colours of the page, with its caption in place of it for whoever
 * cannot see it. Nothing where there is nothing to draw.
 */
export async function chart(sources: PageSources, picture: Picture, visit: Visit): Promise<Html> {
  const prepared = await preparePicture(sources, picture, visit.words.reader);
  if (prepared === undefined) return html``;
  const { svg, caption } = await prepared.draw();
  const [title = '', ...lines] = caption.split('\n');
  const label = visit.words.say('page.scroll', { what: title });
  return html`<figure><figcaption><strong>${title}</strong></figcaption>
<div class="wide" role="region" tabindex="0" aria-label="${label}">${raw(inlined(svg, title))}</div>
<p class="told">${lines.map((line, i) => html`${i === 0 ? '' : html`<br>`}${line}`)}</p></figure>`;
}

/** What of a picture the page has in words: what is over the legend, and the source under the axes. */
const LEGEND_TOP = 138;
const AXES_END = SIZE.height - 66;

/** Without a size, a ground, a frame and styles of its own; text and numbers in it were escaped by whoever drew it. */
const inlined = (svg: string, title: string): string =>
  painted(svg)
    .replace(/<svg[^>]*>/, () => openingTag(title))
    .replace(/<\?xml[^>]*>\s*/, '')
    .replace(/<rect[^>]*fill="var\(--ground\)"[^>]*><\/rect>/, '')
    .replace(/<path d="M1 1l[^>]*><\/path>/, '')
    .replaceAll(/ style="([^"]*)"/g, (_, style: string) => asAttributes(style))
    .replaceAll(/ xml:space="preserve"/g, '')
    .replaceAll(/<text (?![^>]* transform=)[^>]*? y="([\d.]+)"[^>]*>[^<]*<\/text>/g, (text, y: string) =>
      isShown(Number(y)) ? text : '',
    )
    .replaceAll(/ d="([^"]*)"/g, (_, path: string) => ` d="${thinned(path)}"`)
    .replaceAll(/<[^>]+>/g, (tag) => tag.replaceAll(/(\d\.\d\d)\d+/g, '$1'))
    .replaceAll(/>\s+</g, '><');

const isShown = (y: number): boolean => y >= LEGEND_TOP && y <= AXES_END;

const openingTag = (title: string): string => {
  const label = String(html`${title}`);
  return `<svg viewBox="0 ${LEGEND_TOP} ${SIZE.width} ${AXES_END - LEGEND_TOP}" role="img" aria-label="${label}">`;
};

/** `font-size:26px;font-family:Noto Sans` as attributes: an inline style is refused by our own policy. */
const asAttributes = (style: string): string =>
  style
    .split(';')
    .flatMap((rule) => {
      const [name = '', value = ''] = rule.split(/:(.*)/s).map((part) => part.trim());
      return name === '' || name === 'font-family' ? [] : [` ${name}="${value.replace(/(\d)px$/, '$1')}"`];
    })
    .join('');
