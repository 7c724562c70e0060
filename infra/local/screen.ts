import { MultiBar, type SingleBar } from 'cli-progress';
import { type Paint, paintFor, wantsColour } from './terminal/text.ts';

export type Screen = {
  paint: Paint;
  width: number;
  /** Whether there is a terminal to draw a bar on. */
  canDraw: boolean;
  /** A whole line, or several; above the bar if there is one. */
  print(...lines: readonly string[]): void;
  /** A bar at the bottom where there is a terminal; nothing elsewhere. */
  progress(total: number): { at(done: number, note: string): void; end(): void };
};

const NARROWEST = 40;
/** Longer lines are hard to read. */
const WIDEST = 100;

/** @param secrets never written, whoever puts them into a line: a token may be inside of a URL inside of an error. */
export function screenOn(
  stream: NodeJS.WriteStream,
  environment: Readonly<Record<string, string | undefined>>,
  secrets: readonly string[] = [],
): Screen {
  let bars: MultiBar | undefined;
  return {
    paint: paintFor(wantsColour(stream, environment)),
    canDraw: stream.isTTY === true,
    width: Math.min(WIDEST, Math.max(NARROWEST, stream.columns ?? WIDEST)),
    print: (...lines) => {
      const text = secrets.reduce((line, secret) => line.replaceAll(secret, '[secret]'), `${lines.join('\n')}\n`);
      if (bars === undefined) stream.write(text);
      else bars.log(text);
    },
    progress: (total) => {
      if (stream.isTTY !== true) return { at: () => undefined, end: () => undefined };
      const own = new MultiBar({
        stream,
        format: '{bar} {percentage}% {note}',
        barCompleteChar: '█',
        barIncompleteChar: '░',
        barsize: 30,
        hideCursor: true,
        // It would swallow Ctrl-C; main.ts gives the cursor back.
        gracefulExit: false,
        clearOnComplete: true,
        fps: 10,
      });
      bars = own;
      const bar: SingleBar = own.create(total, 0, { note: '' });
      return {
        at: (done, note) => bar.update(done, { note }),
        end: () => {
          if (bars === undefined) return;
          // What was printed since the last redraw would otherwise never be seen.
          own.update();
          own.stop();
          bars = undefined;
        },
      };
    },
  };
}
