import { quantity } from '../../units/quantity.ts';
import { days, hours, type Milliseconds, minutes } from '../../units/time.ts';
import { amountOf, NUMBER } from './number.ts';
import { plainly, type Read, read, wrong } from './read.ts';

const UNITS: readonly [Milliseconds, readonly string[]][] = [
  [
    minutes(1),
    ['m', 'min', 'mins', 'minute', 'minutes', 'minuto', 'minutos', 'minuten', 'мин', 'минут', 'м', '分钟', '分'],
  ],
  [
    hours(1),
    [
      'h',
      'hr',
      'hrs',
      'hour',
      'hours',
      'hora',
      'horas',
      'std',
      'stunde',
      'stunden',
      'ч',
      'час',
      'часа',
      'часов',
      '小时',
    ],
  ],
  [
    days(1),
    ['d', 'day', 'days', 'día', 'días', 'dia', 'dias', 'tag', 'tage', 'tagen', 'д', 'дн', 'день', 'дня', 'дней', '天'],
  ],
  [days(7), ['w', 'wk', 'week', 'weeks', 'semana', 'semanas', 'woche', 'wochen', 'нед', 'недели', 'неделя', '周']],
];
const TOMORROW = ['tomorrow', 'until tomorrow', 'mañana', 'amanhã', 'morgen', 'завтра', 'до завтра', '明天'];

/** So long, or until the next morning, which only a time zone can tell. */
export type Stretch = { for: Milliseconds } | { until: 'tomorrow' };

const SHORTEST = minutes(5);
const LONGEST = days(90);

const PIECE = new RegExp(String.raw`(${NUMBER}) ?(\p{L}+)? ?`, 'yu');

/** `2h`, `30m`, `1h30`, `1.5 hours`, `2 days 4 h`, `a week`, `tomorrow`. */
export function readStretch(text: string): Read<Stretch> {
  const said = plainly(text)
    .toLowerCase()
    .replace(/^(?:for|until|por|für|на|à) (?!tomorrow)/, '')
    .replace(/^(?:a|an|one|una?|uma?|eine?) /, '1 ')
    .replace(/\b(?:and|und|y|e)\b/g, '')
    .trim();
  if (TOMORROW.includes(said)) return read({ until: 'tomorrow' });
  const ms = sumOf(said);
  if (ms === undefined) return wrong('wrong.duration', text);
  return ms < SHORTEST || ms > LONGEST ? wrong('wrong.durationBounds', text) : read({ for: quantity(ms) });
}

function sumOf(said: string): number | undefined {
  let total = 0;
  let before: number | undefined;
  PIECE.lastIndex = 0;
  for (let at = 0; at < said.length; at = PIECE.lastIndex) {
    const [, digits = '', word] = PIECE.exec(said) ?? [];
    const amount = digits === '' ? undefined : amountOf(digits);
    // `1h30`: what follows hours without a unit is minutes.
    const unit = word === undefined ? (before === hours(1) ? minutes(1) : undefined) : unitOf(word);
    if (amount === undefined || unit === undefined || (before !== undefined && unit >= before)) return undefined;
    total += amount * unit;
    before = unit;
  }
  return before === undefined ? undefined : Math.round(total);
}

const unitOf = (word: string): Milliseconds | undefined => UNITS.find(([, names]) => names.includes(word))?.[0];
