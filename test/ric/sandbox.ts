import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { pathToFileURL } from 'node:url';
import { ACCOUNT, REGION } from '../../infra/local/context.ts';
import { FALSE_CREDENTIALS } from '../../infra/local/emulators/dynamodb.ts';
import type { Deployed } from './deployed.ts';
import { startRuntimeApi } from './runtime-api.ts';

/**
 * What a sandbox on this machine is given that one on AWS is not: where the emulators are, and who stands for the public
 * hosts. SQS is in neither, since the address of a queue is in the variable that names it.
 */
export type OnThisMachine = {
  /** Variables, and the only ones. */
  endpoints: { AWS_ENDPOINT_URL_DYNAMODB: string; AWS_ENDPOINT_URL_SSM: string };
  /** Where whatever is asked of a public host is taken to: an argument of Node's, and no variable. */
  publicHosts: string;
};

export type Sandbox = {
  /** @throws what the function threw, or why there was no answer. */
  invoke(event: unknown): Promise<unknown>;
  /** From starting the process to the first answer, and what each later answer took. */
  took: { cold: number | undefined; warm: number[] };
  /** Everything it printed. */
  log(): string;
  stop(): Promise<void>;
};

/** What Lambda sets beside the variables of a function. @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const lambdaSets = ({ id, folder, handler, runtime, memoryMb }: Deployed): Record<string, string> => ({
  _HANDLER: handler,
  AWS_REGION: REGION,
  AWS_DEFAULT_REGION: REGION,
  AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
  AWS_LAMBDA_FUNCTION_NAME: id,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${id}`,
  AWS_LAMBDA_LOG_STREAM_NAME: '2026/11/24/[$LATEST]0123456789abcdef',
  AWS_ACCESS_KEY_ID: FALSE_CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: FALSE_CREDENTIALS.secretAccessKey,
  AWS_SESSION_TOKEN: 'local',
  LAMBDA_TASK_ROOT: folder,
  LANG: 'en_US.UTF-8',
  PATH: '/usr/local/bin:/usr/bin/:/bin',
  TZ: ':UTC',
});

const PRELOAD = pathToFileURL(`${import.meta.dirname}/public-hosts.preload.ts`);

/** A cold sandbox of a function: a process of its own, told what the template and Lambda tell it. */
export async function startSandbox(client: string, deployed: Deployed, here: OnThisMachine): Promise<Sandbox> {
  const { handler, seconds, variables } = deployed;
  const api = await startRuntimeApi({
    arn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${deployed.id}`,
    seconds,
  });
  const took: Sandbox['took'] = { cold: undefined, warm: [] };
  let printed = '';
  const born = performance.now();
  const preload = `--import=${PRELOAD.href}?${new URLSearchParams({ to: here.publicHosts })}`;
  const child = spawn(process.execPath, ['--no-deprecation', preload, client, handler], {
    cwd: tmpdir(),
    env: {
      ...lambdaSets(deployed),
      ...variables,
      ...here.endpoints,
      AWS_LAMBDA_RUNTIME_API: new URL(api.url).host,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk;
    });
  }
  const gone = once(child, 'close');
  gone.then(([code, signal]) => api.ended(`the runtime ended with ${code ?? signal}`));

  return {
    took,
    log: () => printed,
    invoke: async (event) => {
      const began = took.cold === undefined ? born : performance.now();
      const late = setTimeout(() => api.ended(`no answer within ${seconds} s`), seconds * 1_000);
      try {
        const answer = await api.invoke(event);
        const ms = performance.now() - began;
        if (took.cold === undefined) took.cold = ms;
        else took.warm.push(ms);
        return answer;
      } finally {
        clearTimeout(late);
      }
    },
    stop: async () => {
      // As Lambda does it: a sandbox is ended without being asked.
      child.kill('SIGKILL');
      await gone;
      await api.stop();
    },
  };
}
