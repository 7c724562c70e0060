/** What the cells of tables look like. The patterns are parts of larger ones, so they have no anchors and no groups. */

const SCALE = String.raw`(?:thousand|million|billion|[KMB](?![\w]))`;
const UNIT = String.raw`(?:EH\/s|PH\/s|TH\/s|EH|PH|MW|GW|J\/TH|W\/TH|BTC|bitcoins?|[c¢]\/kWh|\/?kWh|MWh|x|bps|%)`;
const NUMBER = String.raw`\d[\d,.]*`;

/** `322`, `$9.5 million`, `(12.5)`, `-13 %`, `~4,330`, `14.7 EH/s`, `-`, `N/A`. */
export const VALUE = String.raw`(?:[~≈<>+−–-]{0,2}(?:US\$|C\$|[$€£₿])?\s?(?:\(\s?)?[$€£]?[−–-]?${NUMBER}(?:\s?\))?(?:\s?${SCALE})?(?:\s?${UNIT})?\)?|(?:US\$|[$€£])?\s?[-–—−]+|N\/[AM]|n\/[am]|nil|none)`;
/** The mark of a footnote behind a value, or several. */
const MARKS = String.raw`(?:\s*(?:\(\d{1,2}\)|[*†‡])|\s+\d{1,2}\b)*`;

const ONE_VALUE = new RegExp(`^${VALUE}${MARKS}$`, 'i');
const YEAR = /^(?:(?:19|20)\d\d\s*)+$/;

/** A number, a dash or a word for none; a year alone is a head. */
export const isValue = (cell: string): boolean =>
  cell.length <= LONGEST_VALUE && !YEAR.test(cell) && ONE_VALUE.test(cell);
const LONGEST_VALUE = 80;

/** Brackets, currency and per cent signs that were torn off their numbers. */
export const isSign = (cell: string): boolean => /^(?:[$€£₿()%]|US\$|C\$|\)\s?%)$/.test(cell);

/** A unit that was torn off its number: `14.7` / `EH/s`. */
export const isUnit = (cell: string): boolean => UNIT_ALONE.test(cell);
const UNIT_ALONE = new RegExp(`^(?:${SCALE}|${UNIT})${MARKS}$`, 'i');

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const MONTHS_COUNTED = '(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|[1-9])';
const ENDED = String.raw`(?:(?:for the\s+)?(?:\b${MONTHS_COUNTED}[ -]months?|\b(?:quarter|year|month))\s+(?:ended|ending|to)\s+)?`;

/** As heads have them: `July 2024`, `Three Months Ended March 31, 2026`, `Q1 2026`, `Aug-24`, `FY2025`. */
export const HEAD_DATE = String.raw`(?:${ENDED}\b${MONTH}\.?,?\s+(?:\d{1,2},?\s+)?20\d\d\b|\b${MONTH}\.?[-’' ]{1,2}\d\d\b(?!\d|,)|\b(?:Q[1-4]|[1-4]Q)[\s-]*(?:FY\s?)?(?:20)?\d\d\b|\b(?:FY|fiscal|full year)\s*20\d\d\b|\b\d{1,2}\/\d{1,2}\/20\d\d\b)`;
/** Half of one, where a head has two lines: `Three Months Ended March 31,`, `At December 31,`. */
export const HEAD_PART = String.raw`(?:${ENDED}\b${MONTH}\.?\s+\d{1,2}\b,?|\b${MONTHS_COUNTED}[ -]months? ended(?!\s+[A-Z]))`;
export const HEAD_YEAR = String.raw`\b20\d\d\b`;
/** What a column counts. */
export const HEAD_UNIT = String.raw`\b(?:quantity|(?:number|units) of (?:bitcoins?|btc)|fair value|carrying (?:value|amount)|amounts?|us\$|usd)\b`;

const DATE_ALONE = new RegExp(`^(?:${HEAD_DATE}|${HEAD_PART}|${HEAD_YEAR})${MARKS}$`, 'i');

/** A cell that is nothing but a date. */
export const isDate = (cell: string): boolean => cell.length < 60 && DATE_ALONE.test(cell);

/** Half of a date that was torn: `August`, `One Month`. */
export const isMonth = (cell: string): boolean => MONTH_ALONE.test(cell);
const MONTH_ALONE = new RegExp(String.raw`^(?:${MONTH}\.?|(?:${MONTHS_COUNTED}|\d{1,2}) months?(?: ended)?)$`, 'i');
