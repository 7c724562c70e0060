import picocolors from 'picocolors';
import { askMarket } from '../../functions/entry/ask-market.ts';
import { withBotTable } from './cli/bot-table.ts';
import { findPatient } from './cli/find-patient.ts';
import { keptIndustry } from './cli/kept-industry.ts';
import { linesOf } from './cli/lines.ts';
import { openDocument } from './cli/open-document.ts';
import { run } from './cli/program.ts';
import { sourceWith } from './settings.ts';

const now = () => new Date();
const source = () => sourceWith('.env', process.env);

// Whoever reads what we print may have seen enough: `bot -- classify < lines | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await run(process.argv.slice(2), {
  now,
  print: (text) => process.stdout.write(`${text}\n`),
  complain: (text) => process.stderr.write(`${text}\n`),
  colors: picocolors.createColors(picocolors.isColorSupported && process.stdout.isTTY),
  live: () => askMarket(source(), now),
  lines: () => linesOf(process.stdin),
  open: (document) => openDocument(document, source()),
  industry: keptIndustry(now),
  table: withBotTable,
  patient: (stage, region) => findPatient(source())(stage, region),
});
