import { plainly, type Read, read, wrong } from './read.ts';

const TIME = String.raw`(\d{1,2})(?:[:.h点](\d{2}))? ?(am|pm|a\.m\.|p\.m\.|uhr|h|ч|点|时)?`;
const ONE = new RegExp(`^${TIME}$`, 'i');
const TWO = new RegExp(
  `^(?:from |between |von |de |с )?${TIME} ?(?:-|to|until|till|and|bis|a|à|до|~|至|到) ?${TIME}$`,
  'i',
);

/** `7`, `7:30`, `07.30`, `7pm`, as `HH:MM`; 24:00 is midnight. */
export function readTimeOfDay(text: string): Read<string> {
  const [, hour = '', minute, half] = ONE.exec(plainly(text).toLowerCase()) ?? [];
  return timeOf(hour, minute, half) ?? wrong('wrong.time', text);
}

export type Span = { from: string; to: string };

/** `22-7`, `22:00–07:30`, `10pm to 7am`: from one time of day to another, over midnight where it must. */
export function readSpan(text: string): Read<Span> {
  const parts = TWO.exec(plainly(text).toLowerCase());
  const from = parts && timeOf(parts[1] ?? '', parts[2], parts[3]);
  const to = parts && timeOf(parts[4] ?? '', parts[5], parts[6]);
  if (!from?.ok || !to?.ok) return wrong('wrong.span', text);
  return from.value === to.value ? wrong('wrong.spanEmpty', text) : read({ from: from.value, to: to.value });
}

function timeOf(hourText: string, minuteText: string | undefined, half: string | undefined): Read<string> | undefined {
  if (hourText === '') return undefined;
  const isPm = half?.startsWith('p') ?? false;
  const isAm = half?.startsWith('a') ?? false;
  const given = Number(hourText);
  const minute = Number(minuteText ?? 0);
  if ((isPm || isAm) && (given < 1 || given > 12)) return undefined;
  const hour = isPm || isAm ? (given % 12) + (isPm ? 12 : 0) : given;
  if (minute > 59 || hour > 24 || (hour === 24 && minute > 0)) return undefined;
  return read(`${String(hour % 24).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
}
