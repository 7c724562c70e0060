import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { expect } from 'vitest';

const FOLDER = join(import.meta.dirname, '..', 'golden', 'pictures');

/** Processors round the last bit differently, and an edge may move by a shade: of a whole picture one pixel in a thousand. */
const MOST_DIFFERENT = 0.001;

/** Which share of the pixels differs enough to be seen; all of them, of pictures of different sizes. */
export function difference(one: Uint8Array, other: Uint8Array): number {
  const [a, b] = [PNG.sync.read(Buffer.from(one)), PNG.sync.read(Buffer.from(other))];
  if (a.width !== b.width || a.height !== b.height) return 1;
  return pixelmatch(a.data, b.data, undefined, a.width, a.height, { threshold: 0.1 }) / (a.width * a.height);
}

/** Holds a picture against `test/golden/pictures`; `vitest -u` rewrites those that changed, and only those. */
export function expectGolden(name: string, png: Uint8Array): void {
  const path = join(FOLDER, `${name}.png`);
  const { snapshotState } = expect.getState() as unknown as { snapshotState: { _updateSnapshot: string } };
  const update = snapshotState._updateSnapshot;
  const differs = !existsSync(path) || difference(readFileSync(path), png) > MOST_DIFFERENT;
  if (differs && (update === 'all' || (update === 'new' && !existsSync(path)))) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(path, png);
  }
  expect(existsSync(path), `${path} is missing: run vitest with -u, and look at it`).toBe(true);
  expect(difference(readFileSync(path), png), `${name} looks different`).toBeLessThanOrEqual(MOST_DIFFERENT);
}
