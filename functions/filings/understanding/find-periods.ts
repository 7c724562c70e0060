import { monthOf, monthsEnding, quarterOf, type Span, yearOf } from './period.ts';

/**
 * A period that a text names, and where. `at` is a moment ("August 31, 2024", "the end of August"), given by its month;
 * `during` is a span: "in August 2024". `given` tells whether the year stood there or was concluded.
 */
export type PeriodMention = {
  start: number;
  end: number;
  span: Span;
  kind: 'at' | 'during';
  given: boolean;
  /** The day, where one is named. */
  day?: number;
};

/** What a month or a quarter without a year is seen from. */
export type Calendar = {
  /** When the text was written, `2026-03-26` or `2026-03`; without it nothing is concluded. */
  date?: string;
  /** The month in which the issuer's fiscal year ends, 1 to 12. */
  fiscalYearEnd?: number;
  /** An annual report, where a year over a column is the fiscal year. */
  isAnnual?: boolean;
};

const MONTHS = [
  ['january', 'jan', 'enero', 'gennaio', 'januar', 'janvier', 'janeiro', 'январ'],
  ['february', 'feb', 'febrero', 'febbraio', 'februar', 'février', 'fevereiro', 'феврал'],
  ['march', 'mar', 'marzo', 'märz', 'mars', 'março', 'март'],
  ['april', 'apr', 'abril', 'aprile', 'avril', 'апрел'],
  ['may', 'mayo', 'maggio', 'mai', 'maio', 'мая', 'май'],
  ['june', 'jun', 'junio', 'giugno', 'juni', 'juin', 'junho', 'июн'],
  ['july', 'jul', 'julio', 'luglio', 'juli', 'juillet', 'julho', 'июл'],
  ['august', 'aug', 'agosto', 'août', 'август'],
  ['september', 'sept', 'sep', 'septiembre', 'settembre', 'septembre', 'setembro', 'сентябр'],
  ['october', 'oct', 'octubre', 'ottobre', 'oktober', 'octobre', 'outubro', 'октябр'],
  ['november', 'nov', 'noviembre', 'novembre', 'novembro', 'ноябр'],
  ['december', 'dec', 'diciembre', 'dicembre', 'dezember', 'décembre', 'dezembro', 'декабр'],
] as const;
const MONTH_BY_NAME = new Map(MONTHS.flatMap((names, i) => names.map((name) => [name, i + 1] as const)));
const MONTH = `(?:${[...MONTH_BY_NAME.keys()].sort((a, b) => b.length - a.length).join('|')})[а-я]*\\.?`;
const YEAR = '(?:20[12]\\d)';
const ORDINALS: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  '1st': 1,
  '2nd': 2,
  '3rd': 3,
  '4th': 4,
};
const COUNTED = [
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
] as const;
const COUNTS: Readonly<Record<string, number>> = {
  quarter: 3,
  year: 12,
  month: 1,
  half: 6,
  ...Object.fromEntries(
    COUNTED.flatMap((word, i) => [
      [word, i + 1],
      [String(i + 1), i + 1],
    ]),
  ),
};
const COUNT = `(?:${COUNTED.join('|')}|1[0-2]|[1-9])`;
/** `ended`, `that closed on`, `to`. */
const ENDED =
  '(?:\\s+(?:that|which))?\\s+(?:has\\s+|had\\s+)?(?:ended|ending|closed|closing|to|through|until|finished)(?:\\s+(?:on|at|in))?';

/** Longest forms first: each place of the text is read once. */
const MENTION = new RegExp(
  [
    // three months ended March 31, 2026 · quarter ended … · year ended … · three-month period ended …
    `(?<![\\wа-яé])(?<count>${COUNT})[ -]months?(?:[ -]periods?)?${ENDED}\\s+(?<endMonth>${MONTH})(?:\\s+\\d{1,2})?,?(?:\\s+(?<endYear>${YEAR}))?`,
    // between January and March 2026 · from January to October 2022
    `(?<![\\wа-яé])(?:between\\s+(?<between>${MONTH})\\s+and|(?<rangeFrom>${MONTH})\\s*(?:to|through|until|[–-]))\\s*(?<rangeTo>${MONTH})\\s+(?:of\\s+)?(?<rangeYear>${YEAR})`,
    `\\bfirst (?<ytd>${COUNT}) months (?:of )?(?:the year )?(?<ytdYear>${YEAR})`,
    `\\b(?:(?<half>first|second) half (?:of )?(?:fiscal )?(?<halfYear>${YEAR})|(?:H(?<h>[12])|(?<h2>[12])H)[ -]?(?<hYear>${YEAR}|'?2\\d\\b))`,
    `\\b(?<unit>quarter|year|month)(?: period)?${ENDED}\\s+(?<unitMonth>${MONTH})(?:\\s+\\d{1,2})?,?(?:\\s+(?<unitYear>${YEAR}))?`,
    // first quarter of fiscal 2026 · Q1 2026 · 1Q26 · fiscal Q1 2026 · 2026 Q1
    `\\b(?<fiscalA>fiscal )?(?<ordinal>first|second|third|fourth|1st|2nd|3rd|4th)(?: (?<fiscalB>fiscal))? quarter(?: and (?:full|fiscal) year)?(?: (?:of )?(?:the )?(?<fiscalC>fiscal )?(?:year )?(?<quarterYear>${YEAR}))?`,
    `\\b(?<fiscalD>fiscal )?(?:Q(?<q>[1-4])|(?<q2>[1-4])Q)(?:[ -]*(?:of )?(?<fiscalE>fiscal |FY ?)?(?<qYear>${YEAR}|'?2\\d)\\b)?`,
    `\\b(?<yearQ>${YEAR})[ -]?Q(?<q3>[1-4])\\b`,
    // August 31, 2024 · Aug. 2024 · 31 August 2024 · August of 2024 · August
    `(?<![\\wа-яé])(?:(?<dayFirst>\\d{1,2})\\s+)?(?<month>${MONTH})(?:\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?\\b(?!\\d|,\\d{3}(?!\\d)|\\.\\d))?(?:,?\\s*(?:of |de )?(?<year>${YEAR}))?(?![\\wа-яé])`,
    `(?<cjkYear>${YEAR})\\s*年\\s*(?:(?<cjkMonth>1[0-2]|0?[1-9])\\s*月|第?(?<cjkQuarter>[一二三四1-4])\\s*(?:季度|四半期))?`,
    `\\b(?<isoYear>${YEAR})-(?<isoMonth>0[1-9]|1[0-2])(?:-(?<isoDay>\\d{2}))?\\b`,
    // 7/31/2025: American, since those who write so file with the SEC
    `(?<![\\d/])(?<slashMonth>1[0-2]|0?[1-9])/(?<slashDay>3[01]|[12]?\\d)/(?<slashYear>${YEAR})\\b`,
    // at the end of the year · at year-end
    `\\b(?<yearEnd>at (?:the )?(?:end of (?:the|last) (?:calendar )?year|(?:last )?year[- ]?end))\\b(?!,? 20)`,
    // in 2025 · full year 2025 · fiscal 2025 · FY2025
    `\\b(?:(?<fiscalYearWord>fiscal(?: year)?|FY)|full[ -]year|calendar year|year|in|during|throughout|for)\\s*(?<bareYear>${YEAR})\\b`,
  ].join('|'),
  'gi',
);

/** Looked for first, since the whole is dear. */
const NAMES_A_PERIOD = new RegExp(
  `${YEAR}|at (?:the )?(?:end of|year|last year)|quarter|[1-4]Q|Q[1-4]|H[12]|months|(?<![\\wа-яé])${MONTH}`,
  'i',
);

/** Every period that is named, in order; `August` alone counts only where it can be no verb, name or comparison. */
export function findPeriods(text: string, calendar: Calendar): PeriodMention[] {
  const found: PeriodMention[] = [];
  if (!NAMES_A_PERIOD.test(text)) return found;
  for (const match of text.matchAll(MENTION)) {
    const read = readMention(match.groups as Groups, match[0], text, match.index, calendar);
    if (read) found.push({ start: match.index, end: match.index + match[0].length, ...read });
  }
  return found;
}

type Groups = Readonly<Record<string, string | undefined>>;
type Read = Omit<PeriodMention, 'start' | 'end'>;

function readMention(g: Groups, whole: string, text: string, at: number, calendar: Calendar): Read | undefined {
  const counted = g['count'] ?? g['unit'];
  if (counted !== undefined) {
    const month = monthNamed(g['endMonth'] ?? g['unitMonth']);
    const year = Number(g['endYear'] ?? g['unitYear'] ?? concluded(month, calendar));
    if (month === undefined || Number.isNaN(year)) return undefined;
    return during(
      monthsEnding(year, month, COUNTS[counted.toLowerCase()] ?? 3),
      (g['endYear'] ?? g['unitYear']) !== undefined,
    );
  }
  if (g['rangeTo'] !== undefined) return readRange(g);
  if (g['ytd'] !== undefined) {
    const months = COUNTS[g['ytd'].toLowerCase()] ?? 3;
    return during(monthsEnding(Number(g['ytdYear']), months, months), true);
  }
  const half = g['half'] === 'first' ? 1 : g['half'] === 'second' ? 2 : Number(g['h'] ?? g['h2']);
  if (!Number.isNaN(half)) return during(halfOf(yearIn(g['halfYear'] ?? g['hYear']), half), true);
  const quarter = Number(ORDINALS[g['ordinal']?.toLowerCase() ?? ''] ?? g['q'] ?? g['q2'] ?? g['q3']);
  if (!Number.isNaN(quarter)) return readQuarter(quarter, g, calendar);
  if (g['month'] !== undefined) return readMonth(g, whole, text, at, calendar);
  if (g['cjkYear'] !== undefined) return during(cjkSpan(Number(g['cjkYear']), g), true);
  if (g['isoYear'] !== undefined) {
    const month = during(monthOf(Number(g['isoYear']), Number(g['isoMonth'])), true);
    return g['isoDay'] === undefined ? month : { ...month, kind: 'at', day: Number(g['isoDay']) };
  }
  if (g['slashYear'] !== undefined)
    return {
      span: monthOf(Number(g['slashYear']), Number(g['slashMonth'])),
      kind: 'at',
      given: true,
      day: Number(g['slashDay']),
    };
  if (g['yearEnd'] !== undefined) return lastYearEnd(calendar);
  const year = Number(g['bareYear']);
  return during(g['fiscalYearWord'] ? fiscalYear(year, calendar) : yearOf(year), true);
}

/** The last that was past when the text was written; in its own last month it may be meant or not. */
function lastYearEnd(calendar: Calendar): Read | undefined {
  const { fiscalYearEnd = 12 } = calendar;
  const seen = seenFrom(calendar);
  if (seen === undefined || (seen % 12) + 1 === fiscalYearEnd) return undefined;
  const year = Math.floor(seen / 12);
  const span = monthOf((seen % 12) + 1 > fiscalYearEnd ? year : year - 1, fiscalYearEnd);
  return { span, kind: 'at', given: false };
}

function readRange(g: Groups): Read | undefined {
  const [from, to, year] = [
    monthNamed(g['rangeFrom'] ?? g['between']),
    monthNamed(g['rangeTo']),
    Number(g['rangeYear']),
  ];
  return from === undefined || to === undefined || from > to
    ? undefined
    : during(monthsEnding(year, to, to - from + 1), true);
}

function cjkSpan(year: number, { cjkMonth, cjkQuarter }: Groups): Span {
  if (cjkMonth) return monthOf(year, Number(cjkMonth));
  if (cjkQuarter) return quarterOf(year, '一二三四'.indexOf(cjkQuarter) + 1 || Number(cjkQuarter));
  return yearOf(year);
}

const yearIn = (written = ''): number =>
  written.length > 3 ? Number(written) : 2000 + Number(written.replace("'", ''));
const halfOf = (year: number, half: number): Span => monthsEnding(year, half * 6, 6);

const during = (span: Span, given: boolean): Read => ({ span, kind: 'during', given });

function readQuarter(quarter: number, g: Groups, calendar: Calendar): Read | undefined {
  const written = g['quarterYear'] ?? g['qYear'] ?? g['yearQ'];
  // Whose year does not end in December counts its quarters by its own.
  const isFiscal =
    (calendar.fiscalYearEnd ?? 12) !== 12 ||
    (g['fiscalA'] ?? g['fiscalB'] ?? g['fiscalC'] ?? g['fiscalD'] ?? g['fiscalE']) !== undefined;
  if (written !== undefined) {
    const year = yearIn(written);
    return during(isFiscal ? fiscalQuarter(year, quarter, calendar) : quarterOf(year, quarter), true);
  }
  const seen = seenFrom(calendar);
  if (seen === undefined) return undefined;
  const year = Math.floor(seen / 12);
  const candidates = [year + 1, year, year - 1].map((y) =>
    isFiscal ? fiscalQuarter(y, quarter, calendar) : quarterOf(y, quarter),
  );
  const last = candidates.find((span) => span.to < seen) ?? candidates[1]!;
  return during(last, false);
}

/** A fiscal year is called after the calendar year in which it ends. */
const fiscalQuarter = (year: number, quarter: number, { fiscalYearEnd = 12 }: Calendar): Span => {
  const first = year * 12 + fiscalYearEnd - 12 + (quarter - 1) * 3;
  return { from: first, to: first + 2 };
};
const fiscalYear = (year: number, { fiscalYearEnd = 12 }: Calendar): Span => monthsEnding(year, fiscalYearEnd, 12);

function readMonth(g: Groups, whole: string, text: string, at: number, calendar: Calendar): Read | undefined {
  const month = monthNamed(g['month']);
  if (month === undefined) return undefined;
  const day = Number(g['day'] ?? g['dayFirst']);
  const hasDay = !Number.isNaN(day) && day >= 1 && day <= 31;
  if (g['year'] === undefined && !hasDay && !canStandAlone(whole, text, at)) return undefined;
  const year = Number(g['year'] ?? concluded(month, calendar));
  if (Number.isNaN(year)) return undefined;
  return {
    span: monthOf(year, month),
    kind: hasDay || END_OF.test(text.slice(Math.max(0, at - 24), at)) ? 'at' : 'during',
    given: g['year'] !== undefined,
    ...(hasDay ? { day } : {}),
  };
}

/** `at the end of August` is a moment. */
const END_OF = /\b(?:end|close|as) of\s+$/i;
const BEFORE_A_MONTH =
  /(?:\b(?:in|of|for|during|since|until|by|from|through|to|and|last|early|mid|late|over|between|than|vs\.?|versus|month|en|im|de|di|in|a|ad)[\s-]+|["'’“(]|^|\n|[|:])\s*$/i;
const AFTER_A_MONTH =
  /^(?:['’]s\b|\s+(?:production|mining|operations?|update|and|bitcoin|btc|sales?|figures?|results?|report)\b|\s*[.,;:)|\n]|$)/i;

/** `May` the verb, `March` the walk, `Jan` the name: a bare month must be capital and stand where months stand. */
function canStandAlone(whole: string, text: string, at: number): boolean {
  if (!/^\p{Lu}/u.test(whole.trimStart())) return /[а-я]/i.test(whole);
  const before = text.slice(Math.max(0, at - 16), at);
  const after = text.slice(at + whole.length, at + whole.length + 16);
  if (/^(?:May|Mar|Jan|Jun|Dec|Sep|Nov|Oct|Mars|Mai)\.?$/.test(whole))
    return /\b(?:in|of|for|during|since|until|by|from|through|last|between|month)\s+$/i.test(before);
  return BEFORE_A_MONTH.test(before) || AFTER_A_MONTH.test(after);
}

function monthNamed(name: string | undefined): number | undefined {
  const plain = name?.toLowerCase().replace(/\.$/, '');
  if (plain === undefined) return undefined;
  return (
    MONTH_BY_NAME.get(plain as never) ??
    MONTH_BY_NAME.get(
      [...MONTH_BY_NAME.keys()].find((known) => /[а-я]/.test(known) && plain.startsWith(known)) as never,
    )
  );
}

/** The last such month that had begun when the text was written. */
function concluded(month: number | undefined, calendar: Calendar): number | undefined {
  const seen = seenFrom(calendar);
  if (seen === undefined || month === undefined) return undefined;
  const year = Math.floor(seen / 12);
  return year * 12 + month - 1 <= seen ? year : year - 1;
}

const seenFrom = ({ date }: Calendar): number | undefined => {
  const [, year, month] = /^(\d{4})-(\d{2})/.exec(date ?? '') ?? /^(\d{4})()$/.exec(date ?? '') ?? [];
  return year === undefined ? undefined : Number(year) * 12 + (month ? Number(month) - 1 : 11);
};
