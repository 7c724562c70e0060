type Point = readonly [x: number, y: number];

/** Less than anybody sees of a picture that is shown at two thirds of its size. */
const WITHIN = 0.75;
const STRAIGHT = /^M[-\d.]+ [-\d.]+(?:L[-\d.]+ [-\d.]+)+Z?$/;

/**
 * A path of straight lines in whole pixels, without the points that lie on the way from one to another. Others stay as they
 * are: a curve in whole pixels would no longer be one.
 */
export function thinned(path: string): string {
  if (!STRAIGHT.test(path)) return path;
  const points = [...path.matchAll(/([-\d.]+) ([-\d.]+)/g)].map(
    ([, x, y]): Point => [Math.round(Number(x)), Math.round(Number(y))],
  );
  const kept: Point[] = [points[0]!];
  let from = 0;
  for (let to = 2; to < points.length; to++) {
    const between = points.slice(from + 1, to);
    if (between.every((point) => distance(point, points[from]!, points[to]!) <= WITHIN)) continue;
    from = to - 1;
    kept.push(points[from]!);
  }
  kept.push(points.at(-1)!);
  return `M${kept.map(([x, y]) => `${x} ${y}`).join('L')}${path.endsWith('Z') ? 'Z' : ''}`;
}

/** From a point to a line between two others, its ends included. */
function distance([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - share * dx, y - ay - share * dy);
}
