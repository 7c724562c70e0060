import { widthOf } from '../../functions/pictures/measure.ts';

/** A line of text as it stands in a picture, with the box it fills. */
export type Text = {
  text: string;
  size: number;
  fill: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/** Every text of an SVG, by the widths of the fonts it is drawn in. */
export const textsOf = (svg: string): Text[] =>
  [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, attributes = '', escaped = '']) => {
    const text = escaped.replaceAll(/&\w+;|&#39;/g, (entity) => ENTITIES[entity] ?? entity);
    const number = (pattern: RegExp) => Number(pattern.exec(attributes)?.[1] ?? 0);
    const [, tx = '0', ty = '0'] = /translate\(([-\d.]+) ([-\d.]+)\)/.exec(attributes) ?? [];
    const size = number(/font-size:([\d.]+)px/);
    const width = widthOf(text, { size, bold: attributes.includes('font-weight:bold') });
    const anchor = /text-anchor="(\w+)"/.exec(attributes)?.[1];
    const x = Number(tx) + number(/ x="([-\d.]+)"/);
    const middle = Number(ty) + number(/ y="([-\d.]+)"/);
    const left = anchor === 'end' ? x - width : anchor === 'middle' ? x - width / 2 : x;
    // From the top of capitals to the foot of a g.
    const [top, bottom] = [middle - size * 0.5, middle + size * 0.5];
    return { text, size, fill: / fill="([^"]+)"/.exec(attributes)?.[1] ?? '', left, right: left + width, top, bottom };
  });
