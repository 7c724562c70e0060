import { cpus, totalmem } from 'node:os';

/** Whose figures these are: they mean nothing without it. */
export function machine(): string {
  const cores = cpus();
  const gibibytes = Math.round(totalmem() / 2 ** 30);
  const { node } = process.versions;
  return `${cores[0]?.model.trim()}, ${cores.length} cores, ${gibibytes} GiB, ${process.platform} ${process.arch}, Node ${node}`;
}
