import { defineConfig } from 'vitest/config';

/** On its own: it deploys for minutes, and needs an emulator that npm does not bring. */
export default defineConfig({
  test: {
    name: 'cloud',
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/cloud/**/*.cloud.ts'],
    hookTimeout: 600_000,
    testTimeout: 60_000,
    fileParallelism: false,
  },
});
