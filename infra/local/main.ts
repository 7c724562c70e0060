import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { BotError, reasonOf } from '../../functions/kit/errors.ts';
import { FOLDER, REPORT_FILE } from './folder.ts';
import { live } from './live.ts';
import { replay } from './replay.ts';
import { screenOn } from './screen.ts';
import { readSettings, sourceWith } from './settings.ts';

const SHOW_CURSOR = '\x1b[?25h';

/** Ctrl-C and a service manager's word; the second time means "now". */
function untilStopped(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(130);
      stopping.abort();
    });
  }
  return stopping.signal;
}

async function runReplay({ daily }: { daily?: boolean }): Promise<void> {
  process.once('SIGINT', () => {
    if (process.stdout.isTTY) process.stdout.write(`${SHOW_CURSOR}\n`);
    process.exit(130);
  });
  const { troubles } = await replay(screenOn(process.stdout, process.env), {
    daily: daily === true,
    report: join(FOLDER, REPORT_FILE),
  });
  if (troubles.length > 0) process.exitCode = 1;
}

async function runLive({ every }: { every?: string }): Promise<void> {
  const stopped = untilStopped();
  const settings = readSettings(sourceWith('.env', process.env), { every });
  const { TELEGRAM_TOKEN, TELEGRAM_SECRET, TELEGRAM_INVITE, DISCORD_TOKEN } = settings.variables;
  const secrets = [TELEGRAM_TOKEN, TELEGRAM_SECRET, TELEGRAM_INVITE, DISCORD_TOKEN].filter(
    (secret) => secret !== undefined,
  );
  await live(settings, screenOn(process.stdout, process.env, secrets), stopped);
  // A function that somebody does not answer would go on for as long as it may, and Discord's client for longer.
  process.exit();
}

const program = new Command('hashprice-watch').exitOverride();
program
  .command('replay')
  .description('the whole bot over recorded market history; needs nothing')
  .option('--daily', 'one line for each day')
  .action(runReplay);
program
  .command('live')
  .description('the whole bot on live data; settings from .env (infra/local/sample.env shows them)')
  .option('--every <step>', 'a tick and a minute are this long, like 10s, 5m or 1h')
  .action(runLive);

/** A stack is no use to whoever reads this, and may quote what must not be seen. */
function fail(error: unknown): void {
  const why = error instanceof BotError ? error.message : `This should not happen: ${reasonOf(error)}`;
  process.stderr.write(`${why}\n`);
  process.exitCode = 1;
  // Whatever a failed start left open must not keep it alive.
  setTimeout(() => process.exit(), 1_000).unref();
}

// Somebody who reads through `head` has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.on('uncaughtException', (error) => {
  fail(error);
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode;
  else fail(error);
}
