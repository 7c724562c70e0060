import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { expect, vi } from 'vitest';

/** Every way a call can end badly on the wire; a careless client quotes the URL, or the request, in each of them. */
const ENDINGS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  'a connection cut before the answer': (response) => response.socket?.destroy(),
  'an answer cut in the middle': (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"ok":');
    setImmediate(() => response.socket?.destroy());
  },
  'JSON that is none': (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":tru'),
  'a page of HTML': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>hello</h1>'),
  'a refusal in HTML': (response) => response.writeHead(403, { 'content-type': 'text/html' }).end('<h1>no</h1>'),
  'an empty body': (response) => response.writeHead(200).end(),
  'a bad gateway': (response) => response.writeHead(502).end('<h1>502</h1>'),
  'a redirect to nowhere': (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
  silence: () => undefined,
};

/**
 * Whatever goes wrong between here and there, neither what a channel answers, nor what it throws, nor what is printed
 * meanwhile holds the secret. Every channel's test calls this once.
 *
 * @param send one call against `apiUrl`, with a short deadline.
 */
export async function expectNoSecretInFailure(
  secret: string,
  send: (apiUrl: string) => Promise<unknown>,
): Promise<void> {
  const printed: unknown[] = [];
  const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation((...args) => void printed.push(args)),
  );
  try {
    const refused = await send('http://127.0.0.1:1').catch((error: unknown) => error);
    expectWithout(secret, 'nobody listening', refused);
    for (const [name, end] of Object.entries(ENDINGS)) {
      const server = createServer((_, response) => end(response));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      expectWithout(secret, name, await send(`http://127.0.0.1:${port}`).catch((error: unknown) => error));
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    expectWithout(secret, 'what was printed', printed);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** Looks at everything a log could show: hidden properties, causes and stacks included. */
function expectWithout(secret: string, ending: string, what: unknown): void {
  expect(inspect(what, { depth: 20, showHidden: true }), ending).not.toContain(secret);
  for (let error: unknown = what; error instanceof Error; error = error.cause) {
    expect(`${error.message}\n${error.stack}`, ending).not.toContain(secret);
  }
}
