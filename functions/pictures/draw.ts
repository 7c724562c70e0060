import { BarChart, LineChart } from 'echarts/charts';
import { GraphicComponent, GridComponent } from 'echarts/components';
import { type EChartsCoreOption, init, setPlatformAPI, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { widthOf } from './measure.ts';

use([BarChart, LineChart, GraphicComponent, GridComponent, SVGRenderer]);

// The library guesses widths where there is no browser to ask, and guesses Cyrillic twice as wide as it is.
setPlatformAPI({
  measureText: (text, font = '') => {
    const size = Number(/(\d+(?:\.\d+)?)px/.exec(font)?.[1] ?? 12);
    return { width: widthOf(text, { size, bold: /bold|[6-9]00/.test(font) }) } as never;
  },
});

/** Width and height in pixels: what a phone shows whole, at a third of it. */
export const SIZE = { width: 1_080, height: 720 } as const;

/** The same option gives the same text, in whichever process and however often. */
export function svgOf(option: EChartsCoreOption): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...SIZE });
  try {
    chart.setOption({ animation: false, ...option });
    return settled(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

/** Without what is numbered through the life of a process, and what only a mouse would find. */
const settled = (svg: string): string =>
  svg
    .replaceAll(/ (?:class="zr[\d-]*cls-\d+"|pointer-events="\w+")/g, '')
    .replaceAll(/<style[^>]*>[\s\S]*?<\/style>/g, '')
    .replaceAll(/zr\d+-/g, 'zr-')
    // The shorthand is not read by resvg, which would draw in a size of its own.
    .replaceAll(
      /style="font: ?((?:normal |bold )*)([\d.]+px) ([^"]+)"/g,
      (_, how: string, size: string, family: string) =>
        `style="font-size:${size};font-family:${family};${how.includes('bold') ? 'font-weight:bold;' : ''}"`,
    );
