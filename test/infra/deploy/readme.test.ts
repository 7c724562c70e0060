import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CONFIRMATIONS, OUTPUTS, PROMPTS } from '../../../infra/deploy/words.ts';
import { botAt } from '../../local/bot.ts';
import { root } from '../synthesized.ts';

/** What stands between the heading about deploying and the next one of its rank. */
const section = (): string => {
  const [, text] = /^## [^\n]*\bdeploy[^\n]*\n(.*?)(?=^## |(?![\s\S]))/ims.exec(
    readFileSync(join(root, 'README.md'), 'utf8'),
  ) ?? [undefined, undefined];
  if (text === undefined) throw new Error('README.md has no section about deploying');
  return text;
};

/** In blocks of ```text: `? ` and what is asked, perhaps with an answer; or what is printed. */
const lines = (): string[] =>
  [...section().matchAll(/^```text\n(.*?)^```/gms)].flatMap(([, block = '']) => block.split('\n').filter(Boolean));

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const shapeOf = (words: string): string =>
  words
    .split(/\{\w+\}/)
    .map(literally)
    .join('.+');
const SAID = [
  ...Object.values({ ...PROMPTS, ...CONFIRMATIONS }).map((words) => new RegExp(`^\\? ${shapeOf(words)}( .*)?$`)),
  ...Object.values(OUTPUTS).map((words) => new RegExp(`^${shapeOf(words)}$`)),
];

it('names in README’s section on deploying nothing that is not asked or printed', () => {
  const invented = lines().filter((line) => !line.startsWith('$ ') && !SAID.some((words) => words.test(line)));
  expect(invented).toEqual([]);
});

it('names there everything that is asked or printed', () => {
  const shown = lines();
  const unnamed = SAID.filter((words) => !shown.some((line) => words.test(line))).map(String);
  expect(unnamed).toEqual([]);
});

it('says there which commands of the bot look for it in a region, and with which option', async () => {
  const help = async (line: string) => (await botAt(new Date('2026-03-26T12:00:00Z'), `${line} --help`)).out;
  const names = [...(await help('')).matchAll(/^ {2}([a-z][a-z-]*) /gm)].map(([, name]) => name!);
  const taking: string[] = [];
  for (const name of names) if (/ --region /.test(await help(name))) taking.push(name);
  const [, named = ''] = /((?:`\w+`(?:, | and ))+`\w+`) take `--region [a-z]{2}-[a-z]+-\d`/.exec(section()) ?? [];
  expect(taking).not.toEqual([]);
  expect([...named.matchAll(/`(\w+)`/g)].map(([, name]) => name)).toEqual(taking);
});
