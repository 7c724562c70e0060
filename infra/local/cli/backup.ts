import { Option } from 'commander';
import { STAGES, type StageName } from '../../stages.ts';
import { expectFile, restoreBackup, writeBackup } from './backup-file.ts';
import type { BotCommand } from './bot-command.ts';
import type { BotTable } from './bot-table.ts';

type Given = { stage?: StageName; region?: string; overwrite?: boolean };

/** Without it, the bot of `npm run live`. */
export const stageOption = () =>
  new Option('--stage <stage>', 'a bot on AWS; without it, the one of `npm run live` in this folder').choices(
    Object.keys(STAGES),
  );

export const regionOption = () =>
  new Option('--region <region>', 'where that bot is; without it, as AWS_REGION or the AWS profile says');

export const backupCommand: BotCommand = {
  example: 'backup before-the-upgrade.jsonl.gz --stage prod',
  build: (command, terminal) =>
    command
      .description('writes everything that the bot remembers into a file; no secret is in it')
      .argument('<file>', 'gzipped JSON lines')
      .addOption(stageOption())
      .addOption(regionOption())
      .action(async (file: string, { stage, region }: Given) => {
        const write = (table: BotTable) => writeBackup(table, file, terminal.now());
        const items = await terminal.table(stage, write, region);
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
      .addOption(regionOption())
      .action(async (file: string, { stage, region, overwrite = false }: Given) => {
        await expectFile(file);
        const restore = (table: BotTable) => restoreBackup(table, file, overwrite);
        const { written, kept } = await terminal.table(stage, restore, region);
        terminal.print(`${written} items were put back; ${kept} were there and stay as they are`);
      }),
};
