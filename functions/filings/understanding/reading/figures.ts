import { readNumeral, type Style } from './numerals.ts';

/**
 * What a number in a text is a number of. A `bare` number may turn out to be coins by where it stands. Money keeps its
 * currency: a reader must never be told pounds as dollars.
 */
export type Figure = {
  kind: 'btc' | 'money' | 'percent' | 'times' | 'bare';
  value: number;
  currency?: string;
  start: number;
  end: number;
};

const NUMBER = String.raw`(?:\d{1,3}(?:[ \u00a0\u202f]\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,’']\d+)*)`;
const SCALE = String.raw`(?:thousand|millions|milliards|million|billion|trillion|mln|bln|mn|bn|mio|mrd|milioni|miliardi|millones|milhões|bilhões|millionen|milliarden|миллион[а-я]*|миллиард[а-я]*|тысяч[а-я]*|мільйон[а-яії]*|мільярд[а-яії]*|тисяч[а-яії]*|млн|млрд|тыс|万|萬|亿|億|K|M|B)`;
const CURRENCY = String.raw`(?:US\s?\$|C\$|CA\$|CAD\s?\$?|Cdn\$|A\$|AUD\s?\$?|HK\$|\$|€|£|¥|RMB|USD|EUR|GBP|USDT|CNY|usd)`;
/** Between a number and its coins: `of its self-mined`, `newly produced`, `unrestricted`. */
const BETWEEN = String.raw`(?:[\s\u00a0]+(?:of|its|the|our|their|self-mined|self mined|mined|newly|produced|new|additional|more|total|earned|owned|generated|remaining|unrestricted|restricted|unencumbered|whole|physical|net|spot|existing|freshly|minted|worth|treasury|unpledged|produced|di|de|des|в|von|neue)){0,4}`;
const COIN = String.raw`(?:\$?BTCs?|bitcoins?|₿|XBT|coins?|monedas|биткоин[а-я]*|биткойн[а-я]*|біткойн[а-яії]*|біткоїн[а-яії]*|[枚個个](?:比特[币幣]|BTC|ビットコイン)?|比特币|比特幣|ビットコイン)`;
const UNIT_OF_MONEY = String.raw`(?:US dollars|U\.S\. dollars|dollars|dollari|dólares|Dollar|US-Dollar|доллар[а-я]*|долар[а-яії]*|долл|美元|ドル|USDT|USD|euros?|pounds)`;
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const SMALL = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

const FIGURE = new RegExp(
  [
    // $45,452 · US$16.0 million · 208.3 million dollars · £1.2m · (12.5)
    String.raw`(?<currency>${CURRENCY})\s?(?<money>${NUMBER})(?:[\s\u00a0-]?(?<scale>${SCALE})(?![A-Za-zа-я]))?`,
    String.raw`(?<amount>${NUMBER})[\s\u00a0-]?(?<scale2>${SCALE})?(?:\s(?:di|de))?\s?(?<unit>${UNIT_OF_MONEY})(?![A-Za-zа-я])`,
    String.raw`(?<percent>${NUMBER})\s?(?:%|percent|per cent|prozent|por ciento|per cento)`,
    String.raw`(?:₿|BTC)\s?(?<coinsAfter>${NUMBER})(?!\d|\s?(?:%|EH|PH))`,
    String.raw`(?<![\d.,/]|[A-Za-zа-я\d)]-)(?<coins>${NUMBER})(?:\s?(?<scale3>thousand|million|K|k|тыс\.?|万|萬))?(?:[-\s\u00a0]{0,2}|${BETWEEN}[\s\u00a0]+)${COIN}(?![A-Za-z-]*(?:-backed|-denominated))(?!\s+(?:miners?|mining|machines|rigs|ATMs?|ETFs?|options?|equivalents? from)\b)`,
    String.raw`\b(?<tens>${TENS.join('|')})(?:[- ](?<ones>one|${SMALL.slice(0, 8).join('|')}))?\s(?:bitcoins?|BTC|coins)\b(?!\s+(?:miners?|mining|ATMs?|ETFs?)\b)`,
    String.raw`(?<![-\w])(?<word>${SMALL.join('|')})\s(?:bitcoins?|BTC|coins)\b(?!\s+(?:miners?|mining|ATMs?|ETFs?)\b)`,
    String.raw`\b(?<part>half|two[- ]thirds|(?:a|one)[- ]third|(?:a|one) quarter|three[- ]quarters)(?=\s+(?:of|the|its|their|that|what|these|those|them|it)\b)`,
    String.raw`(?<times>\d+(?:\.\d+)?)\s?x\b`,
    String.raw`(?<bare>(?<![A-Za-zа-я\d$€£¥/#-])${NUMBER}(?![\dA-Za-zа-я]|[.,]\d)(?!\s?(?:EH|PH|TH|MW|GW|kWh|J/TH|c/kWh|MWh)))`,
  ].join('|'),
  'gi',
);

const SCALES: Readonly<Record<string, number>> = {
  thousand: 1e3,
  k: 1e3,
  тыс: 1e3,
  тысяч: 1e3,
  million: 1e6,
  millions: 1e6,
  m: 1e6,
  mn: 1e6,
  mln: 1e6,
  mio: 1e6,
  milioni: 1e6,
  millones: 1e6,
  milhões: 1e6,
  millionen: 1e6,
  млн: 1e6,
  миллион: 1e6,
  万: 1e4,
  萬: 1e4,
  billion: 1e9,
  milliards: 1e9,
  b: 1e9,
  bn: 1e9,
  bln: 1e9,
  mrd: 1e9,
  miliardi: 1e9,
  bilhões: 1e9,
  milliarden: 1e9,
  млрд: 1e9,
  миллиард: 1e9,
  мільйон: 1e6,
  мільярд: 1e9,
  тисяч: 1e3,
  亿: 1e8,
  億: 1e8,
  trillion: 1e12,
};
const CURRENCIES: Readonly<Record<string, string>> = {
  $: 'USD',
  us$: 'USD',
  usd: 'USD',
  c$: 'CAD',
  ca$: 'CAD',
  cad: 'CAD',
  cad$: 'CAD',
  cdn$: 'CAD',
  a$: 'AUD',
  aud: 'AUD',
  aud$: 'AUD',
  hk$: 'HKD',
  '€': 'EUR',
  eur: 'EUR',
  '£': 'GBP',
  gbp: 'GBP',
  '¥': 'CNY',
  rmb: 'CNY',
  cny: 'CNY',
  usdt: 'USDT',
  euro: 'EUR',
  euros: 'EUR',
  pound: 'GBP',
  pounds: 'GBP',
};
const PARTS: Readonly<Record<string, number>> = { half: 50, two: 66.7, one: 33.3, a: 33.3, three: 75 };

/** Every number of the text with what it counts, in order. Numbers that cannot be read as one are left out. */
export function findFigures(text: string, style: Style = 'point'): Figure[] {
  const found: Figure[] = [];
  for (const match of text.matchAll(FIGURE)) {
    const read = readFigure(match.groups as Groups, style);
    if (read?.kind === 'btc' && (isYearBefore(text, match) || /^BTC 20[12]\d$/.test(match[0]))) continue;
    if (read) found.push({ ...read, start: match.index, end: match.index + match[0].length });
  }
  return found;
}

/** `April 2023 Bitcoin production`: a year, not so many coins. */
const isYearBefore = (text: string, { 0: written, index }: RegExpExecArray): boolean =>
  /^(?:19|20)\d\d\s+\S/.test(written) && DATES.test(text.slice(Math.max(0, index - 16), index));
const DATES =
  /(?:\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?,?|\b\d{1,2},|\bQ[1-4],?|quarter|fiscal|year|half|\b(?:in|of|for|during|since|early|late|mid|end)|FY)[\s-]*$/i;

type Groups = Readonly<Record<string, string | undefined>>;

function readFigure(g: Groups, style: Style): Omit<Figure, 'start' | 'end'> | undefined {
  if (g['word'] !== undefined) return { kind: 'btc', value: SMALL.indexOf(g['word'].toLowerCase()) + 2 };
  if (g['tens'] !== undefined) {
    const ones = g['ones']?.toLowerCase();
    const rest = ones === undefined ? 0 : ones === 'one' ? 1 : SMALL.indexOf(ones) + 2;
    return { kind: 'btc', value: (TENS.indexOf(g['tens'].toLowerCase()) + 2) * 10 + rest };
  }
  if (g['part'] !== undefined) return { kind: 'percent', value: partOf(g['part'].toLowerCase()) };
  const numeral = g['money'] ?? g['amount'] ?? g['percent'] ?? g['coinsAfter'] ?? g['coins'] ?? g['times'] ?? g['bare'];
  // Who writes billions in Cyrillic writes commas before decimals.
  const own = /[а-яії]/i.test(`${g['scale'] ?? ''}${g['scale2'] ?? ''}${g['unit'] ?? ''}`) ? 'comma' : style;
  const number = numeral === undefined ? undefined : (readNumeral(numeral, own) ?? readNumeral(numeral, style));
  if (number === undefined) return undefined;
  const value = number * scaleOf(g['scale'] ?? g['scale2'] ?? g['scale3']);
  if (g['money'] !== undefined || g['amount'] !== undefined) {
    const currency = CURRENCIES[(g['currency'] ?? g['unit'] ?? '$').toLowerCase().replace(/\s/g, '')] ?? 'USD';
    return { kind: 'money', value, currency };
  }
  if (g['percent'] !== undefined) return { kind: 'percent', value };
  if (g['coins'] !== undefined || g['coinsAfter'] !== undefined) return { kind: 'btc', value };
  return { kind: g['times'] === undefined ? 'bare' : 'times', value };
}

function scaleOf(word: string | undefined): number {
  const plain = word?.toLowerCase().replace(/\.$/, '') ?? '';
  return SCALES[plain] ?? SCALES[/^(?:миллиард|миллион|тысяч|мільярд|мільйон|тисяч)/.exec(plain)?.[0] ?? ''] ?? 1;
}

const partOf = (words: string): number =>
  /quarter/.test(words) && !words.startsWith('three') ? 25 : (PARTS[words.split(/[- ]/)[0]!] ?? 50);
