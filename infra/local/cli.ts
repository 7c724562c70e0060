import picocolors from 'picocolors';
import { askMarket } from '../../functions/entry/ask-market.ts';
import { run } from './cli/program.ts';
import { sourceWith } from './settings.ts';

const now = () => new Date();

process.exitCode = await run(process.argv.slice(2), {
  now,
  print: (text) => process.stdout.write(`${text}\n`),
  complain: (text) => process.stderr.write(`${text}\n`),
  colors: picocolors.createColors(picocolors.isColorSupported && process.stdout.isTTY),
  live: () => askMarket(sourceWith('.env', process.env), now),
});
