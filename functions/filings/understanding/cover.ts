/** What the SEC has every filer put on its cover, whatever the filing says. */
const COVER =
  /\b(?:Exact name of registrant|Commission File Number|Employer Identification|principal executive offices|telephone number, including area code|annual reports under cover|Check the appropriate box|Indicate by check mark|Securities registered pursuant|Title of each class|Trading Symbol|Emerging growth company|elected not to use the extended transition|Form 20-F\W{1,12}Form 40-F|Pre-commencement communications|Soliciting material|Written communications pursuant|shares outstanding|aggregate market value)\b/gi;
const AUTHORITY = /\bsecurities and exchange commission\b/i;
/** Where the authority is named, and how long a cover is at most, in characters. */
const TOP = 3_000;
const LONGEST = 14_000;

/**
 * Where a filing begins to say something of its own, behind its cover; 0 where it has none. Without it the first lines of a
 * filing are about nothing.
 */
export function bodyOf(text: string): number {
  if (!AUTHORITY.test(text.slice(0, TOP))) return 0;
  const head = text.slice(0, LONGEST);
  let last = 0;
  for (const { index, 0: mark } of head.matchAll(COVER)) last = index + mark.length;
  if (last === 0) return 0;
  const line = head.indexOf('\n', last);
  return line < 0 ? 0 : line + 1;
}
