// Plain JavaScript: it is loaded into npm's own Node as well. No host has an address, and who asked for one is noted.
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';

dns.lookup = (host, ...rest) => {
  appendFileSync(process.env.STRAYS, `${host}\n`);
  const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND', hostname: host });
  process.nextTick(rest.at(-1), error);
};
