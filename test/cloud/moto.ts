import { spawn, spawnSync } from 'node:child_process';
import { type AddressInfo, createServer } from 'node:net';
import { createInterface } from 'node:readline';

/** An emulator of AWS that is nobody's of ours: https://github.com/getmoto/moto. */
export const isMotoHere = (): boolean => {
  const { error, status } = spawnSync('moto_server', ['--help'], { stdio: 'ignore' });
  return error === undefined && status === 0;
};
export const HOW_TO_GET_IT =
  "SKIPPED: there is no moto_server on the PATH. Install it with pip install 'moto[server]', and run this again.";

/** Moto's own account. */
export const ACCOUNT = '123456789012';
export const REGION = 'us-east-1';
export const CREDENTIALS = { accessKeyId: 'testing', secretAccessKey: 'testing' };

export type Moto = {
  url: string;
  /** Where it stumbled itself: the last lines of Python's tracebacks. */
  stumbled: string[];
  stop(): Promise<void>;
};

/** On this machine only, with nothing in it. */
export async function startMoto(): Promise<Moto> {
  const port = String(await freePort());
  const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', port], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const lines = createInterface({ input: server.stderr });
  const stumbled: string[] = [];
  let isTraceback = false;
  lines.on('line', (line) => {
    if (line.startsWith('Traceback')) isTraceback = true;
    else if (isTraceback && /^\S/.test(line)) {
      isTraceback = false;
      stumbled.push(line);
    }
    if (process.env['DEBUG_MOTO']) process.stderr.write(`moto| ${line}\n`);
  });
  await new Promise<void>((resolve, reject) => {
    const last: string[] = [];
    lines.on('line', (line) => {
      last.push(line);
      if (line.includes('Running on')) resolve();
    });
    server.once('close', () => reject(new Error(`moto_server did not start:\n${last.slice(-5).join('\n')}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    stumbled,
    stop: async () => {
      server.kill();
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
