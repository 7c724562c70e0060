import { HtmlReader } from '../../functions/filings/document/read-html.ts';
import { judged } from '../../functions/filings/understanding/understand.ts';
import { largeReport } from './large-report.ts';

/** In a process of its own, so that its memory is its own: reads one report and says what it took. */
const bytes = Number(process.argv[2]);
const began = performance.now();
const reader = new HtmlReader();
for (const piece of largeReport(bytes)) reader.write(piece);
const clean = reader.end();
const read = performance.now();
const { category } = judged({
  form: '10-K',
  issuer: 'MARA Holdings',
  ticker: 'MARA',
  date: '2026-03-02',
  title: '',
  clean,
});
const understood = performance.now();
const { maxRSS } = process.resourceUsage();
process.stdout.write(
  JSON.stringify({
    readMs: read - began,
    understoodMs: understood - read,
    characters: clean.text.length,
    category,
    megabytes: maxRSS / 1_024,
  }),
);
