import { Command, CommanderError } from 'commander';
import { BotError, reasonOf } from '../../../functions/kit/errors.ts';
import { backtestCommand } from './backtest.ts';
import { backupCommand, restoreCommand } from './backup.ts';
import type { BotCommand } from './bot-command.ts';
import { classifyCommand } from './classify.ts';
import { costCommand } from './cost.ts';
import { doctorCommand } from './doctor.ts';
import { hashpriceCommand } from './hashprice.ts';
import { marginCommand } from './margin.ts';
import { minerCommand } from './miner.ts';
import { minersCommand } from './miners.ts';
import { productionCommand } from './production.ts';
import { rigsCommand } from './rigs.ts';
import { switchOverCommand } from './switch-over.ts';
import type { Terminal } from './terminal.ts';

/** A new command is one more line here. */
const COMMANDS: Readonly<Record<string, BotCommand>> = {
  hashprice: hashpriceCommand,
  margin: marginCommand,
  rigs: rigsCommand,
  'switch-over': switchOverCommand,
  backtest: backtestCommand,
  classify: classifyCommand,
  miners: minersCommand,
  production: productionCommand,
  miner: minerCommand,
  cost: costCommand,
  doctor: doctorCommand,
  backup: backupCommand,
  restore: restoreCommand,
};

/** Scripts can tell a market that did not answer from a question that was wrong. */
const EXIT = { fine: 0, failed: 1, wrongInput: 2 } as const;

/**
 * Runs one command line.
 *
 * @returns the exit code: 0, 1 when the answer could not be had, 2 for wrong input; what is wrong has been said, with an
 * example, and never with a stack trace.
 */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await programOf(terminal).parseAsync(argv, { from: 'user' });
    return EXIT.fine;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.wrongInput;
    terminal.complain(error instanceof BotError ? error.message : `This should not happen: ${reasonOf(error)}`);
    return EXIT.failed;
  }
}

function programOf(terminal: Terminal): Command {
  const program = new Command('bot').description('Bitcoin hashprice and what mining earns, from the command line.');
  speakThrough(program, terminal, hashpriceCommand.example);
  for (const [name, { example, build }] of Object.entries(COMMANDS)) {
    const command = build(program.command(name), terminal);
    speakThrough(command, terminal, example);
    command.addHelpText('after', `\nFor example:\n  ${lineOf(example)}`);
  }
  return program;
}

/** Commander says what is wrong; we add how it would be right, and let nobody exit but `run`. */
function speakThrough(command: Command, terminal: Terminal, example: string): void {
  const chomped = (say: (text: string) => void) => (text: string) => say(text.trimEnd());
  command.exitOverride().configureOutput({
    writeOut: chomped(terminal.print),
    writeErr: chomped(terminal.complain),
    outputError: (text) => terminal.complain(`${text.trimEnd()}\nFor example:\n  ${lineOf(example)}`),
  });
}

const lineOf = (example: string): string => `npm run --silent bot -- ${example}`;
