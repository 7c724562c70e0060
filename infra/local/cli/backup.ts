import { Option } from 'commander';
import { STAGES, type StageName } from '../../stages.ts';
import { restoreBackup, writeBackup } from './backup-file.ts';
import type { BotCommand } from './bot-command.ts';

type Given = { stage?: StageName; overwrite?: boolean };

/** Without it, the bot of `npm run live`. */
export const stageOption = () =>
  new Option('--stage <stage>', 'a bot on AWS; without it, the one of `npm run live` in this folder').choices(
    Object.keys(STAGES),
  );

export const backupCommand: BotCommand = {
  example: 'backup before-the-upgrade.jsonl.gz --stage prod',
  build: (command, terminal) =>
    command
      .description('writes everything that the bot remembers into a file; no secret is in it')
      .argument('<file>', 'gzipped JSON lines')
      .addOption(stageOption())
      .action(async (file: string, { stage }: Given) => {
        const items = await terminal.table(stage, (table) => writeBackup(table, file, terminal.now()));
        terminal.print(`${items} items are in ${file}`);
      }),
};

export const restoreCommand: BotCommand = {
  example: 'restore before-the-upgrade.jsonl.gz --stage prod',
  build: (command, terminal) =>
    command
      .description('puts back what is missing; what is there and not older stays as it is')
      .argument('<file>', 'as `backup` wrote it')
      .option('--overwrite', 'put everything back as it was, newer or not')
      .addOption(stageOption())
      .action(async (file: string, { stage, overwrite = false }: Given) => {
        const { written, kept } = await terminal.table(stage, (table) => restoreBackup(table, file, overwrite));
        terminal.print(`${written} items were put back; ${kept} were there and stay as they are`);
      }),
};
