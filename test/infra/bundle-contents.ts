import type { FunctionName } from '../../functions/kit/env.contract.ts';
import { type Spec, topology } from '../../infra/topology.ts';

export const functionNames = Object.keys(topology) as FunctionName[];

/** What esbuild writes about a bundle: how many bytes of each file came out in the end. */
export type Metafile = { outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }> };

export const OUR_OWN = 'our own';

/** Bytes in a bundle by package; `zod/locales` stands for the words of zod's errors in fifty languages. */
export function bytesByPackage({ outputs }: Metafile): Map<string, number> {
  const bytes = new Map<string, number>();
  for (const { inputs } of Object.values(outputs)) {
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
  ],
  // Whoever must know what time it is where a chat lives.
  'temporal-polyfill': ['deliver-telegram', 'deliver-discord', 'telegram-webhook'],
  // Whoever reads feeds, and whoever reads pages; a list of a company's own is JSON, and a headline may have markup in it.
  '@rgrove/parse-xml': ['watch-filings', 'watch-press'],
  htmlparser2: ['watch-press', 'read-filing'],
  // Whoever draws.
  echarts: ['send-picture'],
  zrender: ['send-picture'],
  '@resvg/resvg-wasm': ['send-picture'],
  '@aws-sdk/client-ssm': functionNames.filter((name) => (topology[name] as Spec).may.know !== undefined),
  'zod/locales': [],
  croner: [],
  'aws-cdk-lib': [],
  dynalite: [],
  fauxqs: [],
};

/** Each heavy part that is where it is not needed, or is missing where it is, as a sentence. */
export function misplaced(name: FunctionName, bytes: ReadonlyMap<string, number>): string[] {
  return Object.entries(HEAVY).flatMap(([part, users]) => {
    const needed = users.includes(name);
    if (bytes.has(part) === needed) return [];
    return [needed ? `${name} has no ${part}` : `${name} has ${part} and does not need it`];
  });
}
