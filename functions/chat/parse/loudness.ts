import { LOUDNESS, type Loudness, SUBJECTS, type Subject } from '../../subscriptions/settings.ts';
import type { Words } from '../../words/words.ts';
import { chosen } from './choice.ts';
import { plainly, type Read, read, wrong } from './read.ts';

const LOUDNESS_WORDS: Readonly<Record<Loudness, readonly string[]>> = {
  loud: [
    'loud',
    'on',
    'with sound',
    'laut',
    'an',
    'mit ton',
    'громко',
    'со звуком',
    'вкл',
    'con sonido',
    'sonoro',
    'com som',
    'alto',
    '有声',
    '响铃',
  ],
  silent: [
    'silent',
    'quiet',
    'without sound',
    'leise',
    'still',
    'stumm',
    'ohne ton',
    'тихо',
    'без звука',
    'silencio',
    'silencioso',
    'sin sonido',
    'sem som',
    'silêncio',
    '静音',
    '无声',
  ],
  off: ['off', 'none', 'aus', 'выкл', 'нет', 'apagado', 'desactivado', 'desligado', 'desativado', '关闭', '关'],
};

/** The longest first: `without sound` ends like `sound`. */
const ENDINGS = LOUDNESS.flatMap((loudness) => LOUDNESS_WORDS[loudness].map((word) => ({ loudness, word }))).sort(
  (a, b) => b.word.length - a.word.length,
);

/** `margin silent`, and in the reader's own language as the settings write it: `Marge leise`, `利润 静音`. */
export function readLoudness(text: string, words: Words): Read<{ subject: Subject; loudness: Loudness }> {
  const said = plainly(text).toLowerCase();
  const ending = ENDINGS.find(({ word }) => said.endsWith(word) && isApart(said, word));
  const subject = ending && chosen(said.slice(0, -ending.word.length), namesIn(words));
  if (ending && subject) return read({ subject, loudness: ending.loudness });
  return wrong('wrong.loudness', text, { all: words.list(SUBJECTS.map((one) => words.say(`subject.${one}`, {}))) });
}

/** Chinese needs no space between the two. */
const isApart = (said: string, word: string): boolean =>
  /\p{Script=Han}/u.test(word) || said.at(-word.length - 1) === ' ';

const namesIn = (words: Words): Record<Subject, string[]> =>
  Object.fromEntries(SUBJECTS.map((one) => [one, [words.say(`subject.${one}`, {}).toLowerCase()]])) as Record<
    Subject,
    string[]
  >;
