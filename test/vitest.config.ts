import { defineConfig } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;
const project = (name: string, include: string[], exclude: string[] = []) => ({
  test: {
    name,
    root,
    include,
    exclude: ['**/node_modules/**', ...exclude],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});

/** unit: no servers. contracts: keepers on the emulators. infra: the stack. local: the whole bot. browser: pages in Chromium. */
export default defineConfig({
  test: {
    root,
    projects: [
      project(
        'unit',
        ['test/**/*.test.ts'],
        ['test/browser/**', 'test/contracts/**', 'test/infra/**', 'test/local/**'],
      ),
      project('contracts', ['test/contracts/**/*.test.ts']),
      project('infra', ['test/infra/**/*.test.ts']),
      project('local', ['test/local/**/*.test.ts']),
      project('browser', ['test/browser/**/*.test.ts']),
    ],
  },
});
