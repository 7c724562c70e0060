import picocolors from 'picocolors';
import { run } from '../../infra/local/cli/program.ts';
import type { Terminal } from '../../infra/local/cli/terminal.ts';

export type Asked = { code: number; out: string; complaint: string };

/** Whom a command may ask; it fails with whoever is not given. */
export type Around = Partial<Pick<Terminal, 'live' | 'lines' | 'open' | 'industry' | 'table' | 'patient'>>;

const nobody = (what: string) => (): never => {
  throw new Error(`${what}, although the command needs nothing of the kind`);
};

/** One command line in this process, at a moment of the test's choice. */
export async function botAt(now: Date, line: string, around: Around = {}): Promise<Asked> {
  const out: string[] = [];
  const complaints: string[] = [];
  const code = await run(line.split(' ').filter(Boolean), {
    now: () => now,
    print: (text) => out.push(text),
    complain: (text) => complaints.push(text),
    colors: picocolors.createColors(false),
    live: nobody('the market was asked'),
    lines: nobody('the standard input was read'),
    open: nobody('a document was opened'),
    industry: nobody('a memory was looked at'),
    table: nobody('a table was looked at'),
    patient: nobody('a bot was examined'),
    ...around,
  });
  return { code, out: out.join('\n'), complaint: complaints.join('\n') };
}
