import { Refused } from '../../../functions/kit/errors.ts';
import type { StageName } from '../../stages.ts';
import { regionOption, stageOption } from './backup.ts';
import type { BotCommand } from './bot-command.ts';
import { type Colour, examine, type Finding } from './examine.ts';
import { columns } from './layout.ts';
import type { Terminal } from './terminal.ts';

const MARKS: Readonly<Record<Colour, string>> = { green: '●', yellow: '▲', red: '✗' };

export const doctorCommand: BotCommand = {
  example: 'doctor --stage prod',
  build: (command, terminal) =>
    command
      .description(
        'looks at tokens, webhook, commands, freshness and queues, and says what to do; exit code 1 when red',
      )
      .addOption(stageOption())
      .addOption(regionOption())
      .option('--json', 'as JSON')
      .action(async ({ stage, region, json }: { stage?: StageName; region?: string; json?: boolean }) => {
        const findings = await examine(await terminal.patient(stage, region), terminal.now());
        const shown = findings.map((finding) => rowOf(finding, terminal.colors));
        terminal.print(json ? JSON.stringify(findings, null, 2) : columns(shown, 'lll', [null, null, REMARK]));
        const ill = findings.filter(({ colour }) => colour === 'red').length;
        if (ill > 0) throw new Refused(`${ill} of ${findings.length} are red`);
      }),
};

/** Telegram's and AWS's addresses are long. */
const REMARK = 90;

const rowOf = ({ about, colour, says, todo }: Finding, colors: Terminal['colors']): string[] => [
  colors[colour](`${MARKS[colour]} ${colour}`),
  about,
  todo === undefined ? says : `${says}\n→ ${todo}`,
];
