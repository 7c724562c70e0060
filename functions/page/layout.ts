import { LOCALES, type Locale } from '../words/preferences.ts';
import { type Html, html, raw } from './html.ts';
import { STYLE, STYLE_HASH } from './style.ts';
import { PLACES, type Place, type Visit } from './visit.ts';

/** What each language calls itself. */
const TONGUES: Readonly<Record<Locale, string>> = {
  en: 'English',
  es: 'Español',
  ru: 'Русский',
  zh: '中文',
  pt: 'Português',
  de: 'Deutsch',
};

/** One thing under one heading; its title is that of the document where it is alone there. */
export type Section = { title: string; body: Html };

/**
 * @property at the place it is for the menu; absent of what is none. @property path for the same in other languages.
 * @property banner what a reader must know before anything else.
 */
type Page = { at?: Place; path: `/${string}`; title: string; banner?: Html; body: Html };

/** The whole of a document, in bytes that depend on nothing but the facts. */
export function documentOf(visit: Visit, { at, path, title, banner, body }: Page): Html {
  const { words } = visit;
  const brand = words.say('answer.help.title', {});
  const tongue = words.reader.locale;
  return html`<!doctype html>
<html lang="${tongue}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title === brand ? brand : `${title} · ${brand}`}</title>
<meta name="description" content="${words.say('page.lead', {})}">
<link rel="icon" href="data:,">
${visit.isReport ? POLICY : alternates(path, brand, tongue)}
<style>${raw(STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">${words.say('page.skip', {})}</a>
<header>
<a class="brand" href="${visit.href('/') ?? '/'}">${brand}</a>
<nav aria-label="${words.say('page.nav', {})}"><ul>
${PLACES.map(
  (place) =>
    html`<li><a href="${visit.href(place) ?? place}"${place === at ? html` aria-current="page"` : ''}>${placeIn(place, visit)}</a></li>
`,
)}</ul></nav>
</header>
<main id="content" tabindex="-1">
${banner ?? ''}
${body}
</main>
<footer>
<p>${words.say('page.advice', {})}</p>
${visit.isReport ? '' : elsewhere(path, visit)}
</footer>
</body>
</html>
`;
}

/** In a file there is nobody to send it as a header. */
const POLICY = html`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${raw(STYLE_HASH)}; img-src data:">`;

const alternates = (
  path: string,
  brand: string,
  tongue: Locale,
): Html => html`<link rel="alternate" type="application/atom+xml" title="${brand}" href="/feed.atom?lang=${tongue}">
${LOCALES.map((locale) => html`<link rel="alternate" hreflang="${locale}" href="${path}?lang=${locale}">`)}`;

/** What a file has not got: data, and other languages. */
function elsewhere(path: string, { words }: Visit): Html {
  const tongue = words.reader.locale;
  return html`<p><a href="/v1/openapi.json">${words.say('page.json', {})}</a>
<a href="/feed.atom?lang=${tongue}">${words.say('page.feed', {})}</a>
<a href="/report?lang=${tongue}">${words.say('page.whole', {})}</a></p>
<nav aria-label="${words.say('page.language', {})}"><ul class="tongues">
${LOCALES.map(
  (locale) =>
    html`<li><a href="${path}?lang=${locale}" lang="${locale}" hreflang="${locale}"${
      locale === tongue ? html` aria-current="true"` : ''
    }>${TONGUES[locale]}</a></li>
`,
)}</ul></nav>`;
}

export function placeIn(place: Place, { words }: Visit): string {
  switch (place) {
    case '/':
      return words.say('page.now', {});
    case '/miners':
      return words.say('page.miners', {});
    case '/ai':
      return words.say('subject.switch-over', {});
    case '/production':
      return words.say('page.production', {});
    case '/announcements':
      return words.say('subject.filings', {});
    case '/method':
      return words.say('page.method', {});
  }
}
