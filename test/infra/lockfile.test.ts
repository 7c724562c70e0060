import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

type Locked = { version: string; os?: string | string[]; cpu?: string | string[]; optionalDependencies?: Versions };
type Versions = Readonly<Record<string, string>>;

const root = join(import.meta.dirname, '..', '..');
const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
const { packages } = JSON.parse(text) as { packages: Readonly<Record<string, Locked>> };
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
  'dependencies' | 'devDependencies' | 'optionalDependencies',
  Versions
>;
const locked = (name: string) => packages[`node_modules/${name}`];
const EXACT = /^\d+\.\d+\.\d+$/;

/** Where a contributor or CI may sit. A lock made carelessly has only the binaries of the machine that made it. */
const PLATFORMS = ['linux-x64', 'linux-arm64', 'win32-x64', 'darwin-x64', 'darwin-arm64'];
const BINARY = new RegExp(`(?:${PLATFORMS.join('|')})(?:-gnu|-msvc)?$`);

/** Every tool that comes as one binary for each platform: esbuild, rolldown, biome, the compiler, knip's parser. */
const tools = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) => {
  const binaries = Object.entries(optionalDependencies).filter(([name]) => BINARY.test(name));
  return path !== '' && binaries.length > 0 ? [{ tool: path.replace('node_modules/', ''), binaries }] : [];
});

describe('the lock file', () => {
  it('knows the tools that come as binaries', () => {
    const names = tools.map(({ tool }) => tool);
    expect(names).toEqual(expect.arrayContaining(['esbuild', 'rolldown', '@biomejs/biome', 'typescript']));
  });

  it.each(tools)('has $tool for every platform, each in the version it asks for', ({ binaries }) => {
    expect(binaries.map(([name]) => [name, locked(name)?.version])).toEqual(binaries);
    expect(binaries).toHaveLength(PLATFORMS.length);
  });

  it('has a Node 24 for every platform, in the version that package.json pins', () => {
    const found = Object.entries(manifest.optionalDependencies).map(([name, version]) => {
      const entry = locked(name);
      expect(entry?.version).toBe(version);
      expect(version).toMatch(/^24\./);
      return `${entry?.os}-${entry?.cpu}`;
    });
    expect(found.toSorted()).toEqual(PLATFORMS.toSorted());
  });

  it('names no registry, so that npm ci asks the one it is told to', () => {
    expect(text).not.toMatch(/"resolved"/);
    expect(text).not.toMatch(/https?:\/\/[^"]*(?:registry|npmjs|\.tgz)/);
  });

  it('locks what package.json says, which pins every version exactly', () => {
    const wanted = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
    for (const [name, version] of Object.entries(wanted)) {
      expect(version, name).toMatch(EXACT);
      expect(locked(name)?.version, name).toBe(version);
    }
  });
});
