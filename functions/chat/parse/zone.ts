import { rawTimeZones } from '@vvo/tzdb';
import { distance } from 'fastest-levenshtein';
import { isZone } from '../../subscriptions/local-time.ts';
import { plainly, type Read, read, wrong } from './read.ts';

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+]+/gu, ' ')
    .trim();

/** Towns that mine and are in no list of main cities. */
const ALSO: Readonly<Record<string, string>> = {
  texas: 'America/Chicago',
  odessa: 'America/Chicago',
  corsicana: 'America/Chicago',
  rockdale: 'America/Chicago',
  alberta: 'America/Edmonton',
  calgary: 'America/Edmonton',
  quebec: 'America/Toronto',
  irkutsk: 'Asia/Irkutsk',
  bratsk: 'Asia/Irkutsk',
  chengdu: 'Asia/Shanghai',
  shenzhen: 'Asia/Shanghai',
  beijing: 'Asia/Shanghai',
  frankfurt: 'Europe/Berlin',
  munich: 'Europe/Berlin',
  ekibastuz: 'Asia/Almaty',
  'san francisco': 'America/Los_Angeles',
  москва: 'Europe/Moscow',
  екатеринбург: 'Asia/Yekaterinburg',
  новосибирск: 'Asia/Novosibirsk',
  красноярск: 'Asia/Krasnoyarsk',
  иркутск: 'Asia/Irkutsk',
  братск: 'Asia/Irkutsk',
  алматы: 'Asia/Almaty',
  астана: 'Asia/Almaty',
  北京: 'Asia/Shanghai',
  上海: 'Asia/Shanghai',
  成都: 'Asia/Shanghai',
  新疆: 'Asia/Urumqi',
  香港: 'Asia/Hong_Kong',
  utc: 'UTC',
  gmt: 'UTC',
  zulu: 'UTC',
};

/** What people call a zone, to its IANA name. Countries only where they have one zone. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ...Map.groupBy(rawTimeZones, ({ countryName }) => plain(countryName))
    .entries()
    .flatMap(([country, zones]) => (zones.length === 1 ? [[country, zones[0]!.name] as const] : [])),
  ...rawTimeZones.flatMap(({ name, group, mainCities }) => [
    ...mainCities.map((city) => [plain(city), name] as const),
    ...group.flatMap((one) => [[plain(one), one] as const, [plain(one.split('/').at(-1)!), one] as const]),
  ]),
  ...Object.entries(ALSO),
]);

const OFFSET = /^(?:utc|gmt) ?([+-]) ?(\d{1,2})(?::?00)?$/i;

/** One letter in five may be wrong. */
const FORGIVEN = 5;

/** `Europe/Berlin`, `berlin`, `New York`, `UTC+3`, `são paulo`. A misspelt one is none: see {@link zoneNear}. */
export function readZone(text: string): Read<string> {
  const said = plainly(text);
  const [, sign, offset] = OFFSET.exec(said) ?? [];
  if (sign !== undefined) return fixed(sign, Number(offset), text);
  const wanted = plain(said);
  const known = NAMES.get(wanted);
  return known === undefined || !isZone(known) ? wrong('wrong.zone', text) : read(known);
}

/** What a misspelt zone may have been meant for, when nothing else is as near: to be asked back, never to be taken. */
export function zoneNear(text: string): string | undefined {
  const wanted = plain(plainly(text));
  const near = wanted.length >= FORGIVEN ? nearest(wanted) : undefined;
  return near !== undefined && isZone(near) ? near : undefined;
}

/** IANA writes these the other way round: `Etc/GMT-3` is three hours ahead. */
function fixed(sign: string, offset: number, given: string): Read<string> {
  if (offset === 0) return read('UTC');
  const most = sign === '+' ? 14 : 12;
  return offset > most ? wrong('wrong.zone', given) : read(`Etc/GMT${sign === '+' ? '-' : '+'}${offset}`);
}

function nearest(wanted: string): string | undefined {
  const most = Math.floor(wanted.length / FORGIVEN);
  const near = [...NAMES]
    .filter(([name]) => Math.abs(name.length - wanted.length) <= most)
    .map(([name, zone]) => ({ zone, far: distance(wanted, name) }))
    .sort((a, b) => a.far - b.far);
  const [first] = near;
  if (first === undefined || first.far > most) return undefined;
  const rivals = new Set(near.filter(({ far }) => far === first.far).map(({ zone }) => zone));
  return rivals.size === 1 ? first.zone : undefined;
}
