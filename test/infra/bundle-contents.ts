import { basename } from 'node:path';
import type { FunctionName } from '../../functions/kit/env.contract.ts';
import { type Spec, topology } from '../../infra/topology.ts';

export const functionNames = Object.keys(topology) as FunctionName[];

/** What esbuild writes about a bundle: its files, what each imports, and how many bytes of each source came out in it. */
export type Metafile = { outputs: Record<string, Output> };
type Output = {
  bytes: number;
  inputs: Record<string, { bytesInOutput: number }>;
  imports: readonly { path: string; kind: string }[];
};

export const OUR_OWN = 'our own';

/** The files that are read before the handler can be called, the module itself first; the others wait for an `import()`. */
export function readAtOnce({ outputs }: Metafile): string[] {
  const files = Object.keys(outputs).filter((path) => basename(path) === 'index.mjs');
  for (const path of files) {
    const needed = outputs[path]!.imports.filter(({ kind }) => kind === 'import-statement').map((one) => one.path);
    files.push(...needed.filter((one) => one in outputs && !files.includes(one)));
  }
  return files;
}

/** Bytes in a bundle by package; `zod/locales` stands for the words of zod's errors in fifty languages. */
export function bytesByPackage({ outputs }: Metafile, files = Object.keys(outputs)): Map<string, number> {
  const bytes = new Map<string, number>();
  for (const { inputs } of files.map((file) => outputs[file]!)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const [, found = OUR_OWN] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
      const what = /\/zod\/.*locales\/(?!en\.|index\.)/.test(path) ? 'zod/locales' : found;
      if (bytesInOutput > 0) bytes.set(what, (bytes.get(what) ?? 0) + bytesInOutput);
    }
  }
  return bytes;
}

const knowing = (secret: string) =>
  functionNames.filter((name) => (topology[name] as Spec).may.know?.some((one) => one === secret));

/** What is heavy, and the functions that need it. */
export const HEAVY: Readonly<Record<string, readonly FunctionName[]>> = {
  telegraf: knowing('TELEGRAM_TOKEN'),
  '@discordjs/rest': knowing('DISCORD_TOKEN'),
  undici: knowing('DISCORD_TOKEN'),
  // Whoever puts a message into words.
  'intl-messageformat': [
    'send-picture',
    'deliver-telegram',
    'deliver-discord',
    'telegram-webhook',
    'register-telegram',
    'discord-interactions',
    'register-discord',
    'page',
  ],
  // Whoever must know what time it is where a chat lives.
  'temporal-polyfill': [
    'deliver-telegram',
    'deliver-discord',
    'send-picture',
    'telegram-webhook',
    'discord-interactions',
    'page',
  ],
  // Whoever reads feeds, and whoever reads pages; a list of a company's own is JSON, and a headline may have markup in it.
  '@rgrove/parse-xml': ['watch-filings', 'watch-press'],
  htmlparser2: ['watch-press', 'read-filing'],
  // Whoever draws.
  echarts: ['send-picture', 'page'],
  zrender: ['send-picture', 'page'],
  '@resvg/resvg-wasm': ['send-picture'],
  '@aws-sdk/client-ssm': functionNames.filter((name) => (topology[name] as Spec).may.know !== undefined),
  'zod/locales': [],
  // A URL for a Node that has none, and ways to credentials that are not Lambda's.
  'whatwg-url': [],
  tr46: [],
  '@aws-sdk/nested-clients': [],
  '@aws-sdk/credential-provider-ini': [],
  croner: [],
  'aws-cdk-lib': [],
  dynalite: [],
  fauxqs: [],
};

/** What a function has and reads only once it is asked for something: before that it would be waited for in vain. */
const LATER: Partial<Record<FunctionName, readonly string[]>> = {
  'discord-interactions': ['intl-messageformat', 'temporal-polyfill', '@vvo/tzdb', '@aws-sdk/client-sqs'],
  'telegram-webhook': ['@vvo/tzdb', '@aws-sdk/client-sqs'],
};

/** Each part that is read before anything is asked, and should not be. */
export const tooEarly = (name: FunctionName, atOnce: ReadonlyMap<string, number>): string[] =>
  (LATER[name] ?? []).filter((part) => atOnce.has(part)).map((part) => `${name} reads ${part} at once`);

/** Each heavy part that is where it is not needed, or is missing where it is, as a sentence. */
export function misplaced(name: FunctionName, bytes: ReadonlyMap<string, number>): string[] {
  return Object.entries(HEAVY).flatMap(([part, users]) => {
    const needed = users.includes(name);
    if (bytes.has(part) === needed) return [];
    return [needed ? `${name} has no ${part}` : `${name} has ${part} and does not need it`];
  });
}
