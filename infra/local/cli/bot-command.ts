import type { Command } from 'commander';
import type { Terminal } from './terminal.ts';

/** What a command is: an example that works, and its options with what it does. Its name is its key in program.ts. */
export type BotCommand = { example: string; build(command: Command, terminal: Terminal): Command };
