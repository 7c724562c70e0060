import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

/** Left knows nothing of right. `market` and `filings` share a place: neither may see the other. */
const ORDER = [
  ['units'],
  ['kit'],
  ['words'],
  ['market', 'filings'],
  ['industry'],
  ['alerts'],
  ['pictures'],
  ['subscriptions'],
  ['delivery'],
  ['chat', 'page'],
  ['entry'],
];

/** What a computation, a flow or a promise may import, and why that does not let the outside world in. */
const PURE_PACKAGES: Readonly<Record<string, string>> = {
  zod: 'shapes: reads no clock, no environment, does no I/O',
  'node:crypto': 'hashes and signatures are functions of their input; its random half is caught by IMPURE',
  'intl-messageformat': 'ICU messages: words, numbers and dates from what it is given',
  htmlparser2: 'a streaming tokenizer: text in, events out',
  '@rgrove/parse-xml': 'text in, tree out; fetches nothing, expands no entities of the document',
  'echarts/core': 'an option in, SVG text out; without animation it draws nothing by its clock',
  'echarts/charts': 'kinds of series of the same',
  'echarts/components': 'axes and shapes of the same',
  'echarts/renderers': 'SVG of the same',
  'fastest-levenshtein': 'how many letters two words differ by',
  '@vvo/tzdb': 'a table of time zones and their cities; `getTimeZones`, which reads the clock, is caught by IMPURE',
  'temporal-polyfill/fns/Instant': 'time zones by the rules the runtime has; its clock is another module, Now',
  'temporal-polyfill/fns/PlainDate': 'days of the same',
  'temporal-polyfill/fns/PlainDateTime': 'what a clock on a wall shows, of the same',
  'temporal-polyfill/fns/PlainTime': 'times of day of the same',
  'temporal-polyfill/fns/ZonedDateTime': 'instants in zones of the same',
  hono: 'a request in, a response out; listens nowhere and asks nobody',
  'hono/cors': 'headers of the same',
  'hono/etag': 'a digest of a response; the same bytes, the same tag',
  'hono/html': 'text that escapes what is put into it',
  'hono/secure-headers': 'headers of the same',
  feed: 'facts in, Atom out; its clock is asked only where no time is given',
  'zod-openapi': 'schemas in, a document out',
};

/** The one technology that the middle word of `x.technology.ts` names, as the packages that make it up. */
const TECHNOLOGIES: Readonly<Record<string, readonly string[]>> = {
  dynamodb: ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb'],
  sqs: ['@aws-sdk/client-sqs'],
  ssm: ['@aws-sdk/client-ssm'],
  fetch: ['p-retry'],
  powertools: ['@aws-lambda-powertools/logger', '@aws-lambda-powertools/metrics'],
  telegraf: ['telegraf'],
  resvg: ['@resvg/resvg-wasm'],
  discordjs: ['@discordjs/rest'],
};

const IMPURE = new RegExp(
  [
    String.raw`\brandom(?:UUID|Bytes|Int|Fill|FillSync)\b|\bgetRandomValues\b|\bgenerate(?:Key|KeyPair|Prime)(?:Sync)?\b`,
    String.raw`\bMath\.random\b|\bDate\.now\b|\bnew Date(?:\(\s*\)|(?!\s*\(|\w))|(?<!new )\bDate\(|\bperformance\.|\bTemporal\.Now\b|\bgetTimeZones\b`,
    String.raw`\bset(?:Timeout|Interval|Immediate)\(|(?<![.\w])fetch\(|\bglobalThis\b|\bimport\.meta\b`,
    String.raw`\bprocess\.|\bconsole\.`,
  ].join('|'),
);

const isContract = (file: string) => file.endsWith('.contract.ts');
/** `history.dynamodb.ts`: the middle word. `env.contract.ts` is a promise, not a technology. */
const technologyOf = (file: string) => (isContract(file) ? undefined : basename(file).split('.').slice(1, -1).at(-1));
const sliceOf = (file: string) => file.split(sep)[1]!;
const rank = (slice: string) => ORDER.findIndex((place) => place.includes(slice));
const isPackage = (name: string, packages: readonly string[]) =>
  packages.some((known) => name === known || name.startsWith(`${known}/`));

type File = { path: string; code: string; imports: readonly string[] };

/** Every breach of the dependency rules under `root`, as a sentence that says where. */
export function breaches(root: string): string[] {
  return [
    ...sources(root, 'functions').flatMap((file) => withPath(file, breachesOfFunction(root, file))),
    ...sources(root, 'infra').flatMap((file) => withPath(file, breachesOfInfra(root, file))),
    ...sources(root, 'test').flatMap((file) => withPath(file, breachesOfTest(root, file))),
  ];
}

/** Rules 1 to 4: left only; the name tells the side; nobody unsuffixed imports a suffixed file; nothing outside. */
function breachesOfFunction(root: string, { path, code, imports }: File): string[] {
  const slice = sliceOf(path);
  const technology = technologyOf(path);
  const isPure = technology === undefined && slice !== 'entry';
  if (rank(slice) < 0) return ['lies in a slice that ORDER does not know'];

  const found = imports.flatMap((name) =>
    name.startsWith('.')
      ? breachesOfLocalImport(path, resolved(root, path, name))
      : breachesOfPackageImport(path, name, isPure, technology),
  );
  if (technology !== undefined && !(technology in TECHNOLOGIES)) found.push(`'${technology}' names no technology`);
  if (isPure && IMPURE.test(code)) found.push(`reaches for the world outside: ${IMPURE.exec(code)![0].trim()}`);
  if (/\bimport\((?!\s*['"])/.test(code)) found.push('computes what it imports, where no rule can follow');
  if (/\bimport\s+(?!(?:type\s+)?\*\s+as\s+z\s)[^'"]*from\s*'zod'/.test(code))
    found.push(`imports zod by name; only 'import * as z' lets the bundler leave most of it out`);
  return found;
}

function breachesOfLocalImport(path: string, target: string): string[] {
  const own = sliceOf(path);
  const other = sliceOf(target);
  if (!target.startsWith(`functions${sep}`)) return [`imports ${target}, outside functions/`];
  if (other !== own && rank(other) >= rank(own)) return [`imports ${target}, which is not to its left`];
  const theirs = technologyOf(target);
  if (theirs === undefined || own === 'entry' || theirs === technologyOf(path)) return [];
  return [
    technologyOf(path) === undefined
      ? `imports the adapter ${target}`
      : `imports ${target}, an adapter of another technology`,
  ];
}

function breachesOfPackageImport(path: string, name: string, isPure: boolean, technology: string | undefined) {
  if (name in PURE_PACKAGES || sliceOf(path) === 'entry') return [];
  if (isPure) return [`imports ${name}, and is not an adapter`];
  const known = name.startsWith('node:') || isPackage(name, TECHNOLOGIES[technology!] ?? []);
  return known ? [] : [`imports ${name}, which is not ${technology}`];
}

/** Rules 4 and 5: contracts only, except for the local host; the two hosts do not know each other. */
function breachesOfInfra(root: string, { path, imports }: File): string[] {
  const side = path.split(sep)[1]!;
  return imports.flatMap((name) => {
    if (!name.startsWith('.'))
      return side !== 'aws' && isPackage(name, ['aws-cdk-lib', 'constructs', 'cdk-nag'])
        ? [`imports ${name}, which only infra/aws may know`]
        : [];
    const target = resolved(root, path, name);
    const [top, other] = target.split(sep);
    if (top === 'test') return [`imports ${target}; doubles live only in test/`];
    if (top === 'infra' && ['aws', 'local'].includes(other!) && other !== side && side !== 'deploy')
      return [`imports ${target}, the other host`];
    if (top === 'functions' && !isContract(target) && !isOpenToLocal(side, target))
      return [`imports ${target}, which is not a contract`];
    return [];
  });
}

/** What runs on somebody's own computer. Deploying knows both hosts: it starts here and ends there. */
const ON_A_LAPTOP = ['local', 'deploy', 'cost', 'platforms.ts'];

/** Calling entries and asking the computations is a laptop's job; the keepers stay with the entries. */
const isOpenToLocal = (side: string, target: string) =>
  ON_A_LAPTOP.includes(side) && (sliceOf(target) === 'entry' || technologyOf(target) === undefined);

/** Rule 6: test/ mirrors the tree, folder by folder. */
function breachesOfTest(root: string, { path }: File): string[] {
  const [, slice, ...rest] = path.split(sep);
  if (rank(slice!) < 0) return [];
  const mirrored = join('functions', slice!, ...rest.slice(0, -1));
  return existsSync(join(root, mirrored)) ? [] : [`tests ${mirrored}, which does not exist`];
}

/** TypeScript under one top-level folder. A `.d.ts` describes somebody else's code. */
function sources(root: string, top: string): File[] {
  if (!existsSync(join(root, top))) return [];
  return readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .toSorted()
    .map((name) => {
      const path = join(top, name);
      const code = withoutComments(readFileSync(join(root, path), 'utf8'));
      return {
        path,
        code,
        imports: [...code.matchAll(/(?<!['"])\b(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map((m) => m[1]!),
      };
    });
}

/** A line comment must follow a blank, so that the address in a string stays. */
const withoutComments = (source: string) => source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*/gm, '$1');
const resolved = (root: string, path: string, name: string) => relative(root, resolve(root, dirname(path), name));
const withPath = ({ path }: File, found: readonly string[]) => found.map((why) => `${path}: ${why}`);
