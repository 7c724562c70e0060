/** How a text writes its numbers: `1,234.5`, `1 234.5` or `1.234,5`. */
export type Style = 'point' | 'spaced' | 'comma';

/**
 * A number as texts write it; undefined where two numbers or a footnote may have run together.
 *
 * Groups must be groups of three: `5,4533,847` is refused, since no reading of it can be trusted; and so is `711 606` where
 * a text has commas for its thousands.
 */
export function readNumeral(raw: string, style: Style = 'point'): number | undefined {
  const text = raw.trim();
  if (!GROUPED[style].test(text)) return undefined;
  const [group, point] = style === 'comma' ? ['.', ','] : [',', '.'];
  const number = Number(text.replace(BLANKS, '').replaceAll(group, '').replace(point, '.'));
  return Number.isFinite(number) ? number : undefined;
}

const BLANKS = /[\s\u00a0\u202f\u2009'’]/g;
/** Blanks that printers set between thousands; they part no words. */
const NARROW = String.raw`[\u00a0\u202f\u2009'’]`;
const GROUPED: Readonly<Record<Style, RegExp>> = {
  point: new RegExp(`^(?:\\d{1,3}(?:,\\d{3})+|\\d{1,3}(?:${NARROW}\\d{3})+|\\d+)(?:\\.\\d+)?$`),
  spaced: /^(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:[\s'’]\d{3})+|\d+)(?:\.\d+)?$/,
  comma: /^(?:\d{1,3}(?:\.\d{3})+|\d{1,3}(?:[\s'’]\d{3})+|\d+)(?:,\d+)?$/,
};

/** Which style a text uses, by the numbers that can be read in one way only; English unless it is plain that it is not. */
export function styleOf(text: string): Style {
  const commas = text.match(ONLY_COMMA)?.length ?? 0;
  const points = text.match(ONLY_POINT)?.length ?? 0;
  if (commas > points) return 'comma';
  if (IN_COMMAS.test(text)) return 'point';
  if (commas === points && IN_POINTS.test(text) && isForeign(text.slice(0, SAMPLE))) return 'comma';
  return IN_BLANKS.test(text) ? 'spaced' : 'point';
}

const IN_BLANKS = /(?<![\d.,])\d{1,3} \d{3}\b(?![.,]?\d)/;
/** Where no number tells, `19.211 bitcoins` is a thousand times more in a text that is not English. */
const IN_POINTS = /\b\d{1,3}\.\d{3}\b/;
const IN_COMMAS = /\b\d{1,3},\d{3}\b/;
const SAMPLE = 3_000;
const isForeign = (text: string): boolean =>
  (text.match(FOREIGN)?.length ?? 0) > 3 * (text.match(/\b(?:the|of|and|to|is)\b/gi)?.length ?? 0);
const FOREIGN =
  /(?<!\p{L})(?:de|en|con|sus|im|aus|mit|von|den|und|der|die|das|hat|los|las|del|para|por|una|della|sono|che|una|les|des|est|une|uma|não|com|dos|het|een|la|el|le|il|e|y|в|и|на|по)(?!\p{L})/giu;

/** `1.234,5`, `12,5 %`, `189,8 BTC`; and the other way round. */
const ONLY_COMMA =
  /\b\d{1,3}(?:\.\d{3})+,\d{1,2}\b|\b\d+,\d{1,2}(?!\d)(?!,\d)\s?(?:%|BTC|Mio|Mrd|EH|mil|млн|milioni|millones|millions|Millionen|Milliarden|\s*\n)/g;
const ONLY_POINT =
  /\b\d{1,3}(?:,\d{3})+\.\d{1,2}\b|\b\d+\.\d{1,2}(?!\d)(?!\.\d)\s?(?:%|BTC|million|billion|EH|M\b|B\b)/g;
