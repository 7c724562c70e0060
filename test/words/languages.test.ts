import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { catalogueOf, type Key } from '../../functions/words/catalogue.ts';
import { en } from '../../functions/words/en.ts';
import { LOCALES, type Locale } from '../../functions/words/preferences.ts';
import '../support/every-language.ts';

const KEYS = Object.keys(en) as Key[];
const OTHERS = LOCALES.filter((locale) => locale !== 'en');
const textOf = (locale: Locale, key: Key): string => catalogueOf(locale)[key];

type Node = ReturnType<IntlMessageFormat['getAst']>[number];
/** What the parser calls them: 1 an argument, 5 a choice, 6 a plural. */
const ARGUMENT = 1;
const CHOICE = 5;
const PLURAL = 6;
const compiled = (locale: Locale, key: Key) =>
  new IntlMessageFormat(textOf(locale, key), locale, undefined, { ignoreTag: true });
const nodesOf = (ast: readonly Node[]): Node[] =>
  ast.flatMap((node) => [
    node,
    ...('options' in node && node.options ? Object.values(node.options).flatMap(({ value }) => nodesOf(value)) : []),
  ]);
const nodes = (locale: Locale, key: Key): Node[] => nodesOf(compiled(locale, key).getAst());
const namesIn = (locale: Locale, key: Key): string[] => [
  ...new Set(
    nodes(locale, key).flatMap((node) =>
      [ARGUMENT, CHOICE, PLURAL].includes(node.type) && 'value' in node ? [String(node.value)] : [],
    ),
  ),
];
const pluralsIn = (locale: Locale, key: Key) =>
  nodes(locale, key).flatMap((node) => (node.type === PLURAL && 'options' in node ? [node] : []));

/** Every argument a number, or every one a word where it is not counted. */
const said = (locale: Locale, key: Key, count: number): string => {
  const counted = new Set(pluralsIn(locale, key).map(({ value }) => value));
  const values = Object.fromEntries(namesIn('en', key).map((name) => [name, counted.has(name) ? count : `«${name}»`]));
  return compiled(locale, key).format<string>(values) as string;
};

const all = (judge: (key: Key) => boolean): Key[] => KEYS.filter((key) => !judge(key));

describe.each(OTHERS)('the catalogue %s', (locale) => {
  it('takes the same values as English, and says every one of them', () => {
    expect(all((key) => namesIn(locale, key).sort().join() === namesIn('en', key).sort().join())).toEqual([]);
    const silent = all((key) => {
      const counted = new Set(pluralsIn(locale, key).map(({ value }) => value));
      return namesIn(locale, key).every((name) => counted.has(name) || said(locale, key, 5).includes(`«${name}»`));
    });
    expect(silent).toEqual([]);
  });

  it('has each form of a plural that its language has, and no other', () => {
    const forms = [...new Intl.PluralRules(locale).resolvedOptions().pluralCategories].sort();
    const wrong = all((key) =>
      pluralsIn(locale, key).every(({ options }) => {
        const named = Object.keys(options).filter((form) => !form.startsWith('='));
        return named.sort().join() === forms.join();
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('counts only what English counts, or days: the rest are numbers already in words', () => {
    const counted = (one: Locale, key: Key) => pluralsIn(one, key).map(({ value }) => value);
    expect(
      all((key) => counted(locale, key).every((name) => name === 'days' || counted('en', key).includes(name))),
    ).toEqual([]);
  });

  it.each([0, 1, 2, 3, 5, 11, 21, 22, 101, 1_000_000])('can say every message of %d', (count) => {
    for (const key of KEYS) {
      const text = said(locale, key, count);
      expect(text, key).not.toMatch(/[{}#]|undefined|NaN/);
      expect(text, key).not.toMatch(/ {2}|\n/);
    }
  });

  it('has no message that was left in English', () => {
    expect(KEYS.filter((key) => textOf(locale, key) === en[key] && !isTheSame(locale, key))).toEqual([]);
    const english = /(?<!\p{L})(?:the|is|are|of|and|with|your?|when|not|from|until|what)(?!\p{L})/iu;
    expect(KEYS.filter((key) => english.test(withoutExamples(textOf(locale, key))))).toEqual([]);
  });

  it('is about as long as English', () => {
    const long = KEYS.filter((key) => said(locale, key, 5).length > 1.6 * said('en', key, 5).length + 20);
    expect(long.map((key) => `${key}: ${textOf(locale, key)}`)).toEqual([]);
  });

  it('ends and asks as English does', () => {
    const ends = (text: string) => [/[.。…]$/u, /[?？吗]$/u, /[:：]$/u].findIndex((end) => end.test(text));
    expect(KEYS.filter((key) => ends(said(locale, key, 5)) !== ends(said('en', key, 5)) && !isFragment(key))).toEqual(
      [],
    );
    const blank = KEYS.filter((key) => !isFragment(key) && textOf(locale, key).trim() !== textOf(locale, key));
    expect(blank).toEqual([]);
  });

  it('names the same commands', () => {
    const commands = (text: string) => (text.match(/(?<![\p{L}\d}])\/[a-z]{3,}/gu) ?? []).sort().join();
    expect(KEYS.filter((key) => commands(textOf(locale, key)) !== commands(en[key]))).toEqual([]);
  });

  it('fits where it is shown', () => {
    const longest = (key: Key): number => {
      if (key.startsWith('command.') || key.startsWith('option.')) return 100;
      if (/^settings\.\w+$/.test(key) && !key.endsWith('lead')) return 28;
      return isOnAButton(key) ? 40 : 512;
    };
    const over = KEYS.filter((key) => said(locale, key, 5).length > longest(key));
    expect(over.map((key) => `${key}: ${said(locale, key, 5)}`)).toEqual([]);
  });
});

/** Names, units and words that every miner's language has borrowed. */
const BORROWED =
  /Bitcoin|Hash(?:price|cost|rate)|PUE|BTC|sat|[PTW]H|[kM]Wh|\bMW\b|USD|ECB|J\b|\bmin\b|\bh\b|\bs\b|\bQ\b|Name|Details|Retarget|ether/gi;
const isTheSame = (_: Locale, key: Key): boolean =>
  !/\p{L}/u.test(en[key].replace(/\{\w+\}/g, '').replace(BORROWED, '')) || SAME.has(key);
/** German miners say Difficulty; and some names of commands and options are the same word in several languages. */
const SAME = new Set<Key>([
  'picture.legend.difficulty',
  'answer.difficulty.title',
  'chart.difficulty',
  'slash.difficulty',
  'slash.choice.difficulty',
  'slash.miner',
  'slash.test',
  'slash.export',
  'slash.option.opex',
  'slash.option.ticker',
]);
/** What somebody types, and what a command or a code is called, is not translated. */
const withoutExamples = (text: string): string =>
  text.replace(/[“„«][^”“»]*[”“»]/gu, '').replace(/\/[a-z]+(?: [a-z-]+-of-\d+)?|\{[^}]*[},]/g, '');
/** Pieces that are joined to a sentence. */
const isFragment = (key: Key): boolean =>
  ['filing.for', 'filing.against', 'filing.againstTimes', 'time.hold'].includes(key);
const isOnAButton = (key: Key): boolean =>
  key.startsWith('button.') ||
  /^(?:tap\.(?:seen|mute|details)|topic\.\w+|subject\.\w+|answer\.delete\.(?:yes|no)|companies\.all|kind\.[\w-]+|second\.(?:offer|drop|resign)|chart\.tap\.\w+)$/.test(
    key,
  ) ||
  /^mute\.(?:\d+[hd]|tomorrow)$/.test(key);
