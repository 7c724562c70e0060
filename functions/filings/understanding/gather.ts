import type { CleanText } from '../document/clean.ts';
import { findFusedTables } from '../document/fused-tables.ts';
import { sentencesIn } from '../document/sentences.ts';
import { findTables } from '../document/text-tables.ts';
import type { Company } from '../watchlist.ts';
import type { Claim } from './claim.ts';
import type { Calendar } from './find-periods.ts';
import { type Issuer, type Naming, namingsIn, withoutNames } from './issuer.ts';
import type { Span } from './period.ts';
import { styleOf } from './reading/numerals.ts';
import { readSentence, type Said } from './reading/read-sentence.ts';
import type { Manner } from './reading/scene.ts';
import { isSpun } from './reading/spun.ts';
import { familyIn, leadOf, subjectOf } from './subject.ts';
import { readTable, type TableFact } from './tables/read-table.ts';
import { periodOf, periodsIn } from './timing.ts';

/** Everything a text says of coins, read but not yet weighed. */
export type Gathered = {
  claims: readonly Claim[];
  facts: readonly TableFact[];
  fused: boolean;
  /** It was too long to be read to its end. */
  isCut: boolean;
};

export type Reading = {
  title: string;
  clean: CleanText;
  issuer: Issuer;
  calendar: Calendar;
  /** The issuer's own paper, where `the company` is nobody else. */
  isOwn?: boolean;
  /** Where it begins to speak, behind a cover. */
  body?: number;
};

/** Cells longer than this are prose that somebody put into a table. */
const PROSE_CELL = 90;
/** Sentences that can say nothing of coins are not read any further. */
const WORTH_READING =
  /bitcoin|\bbtcs?\b|₿|\bcoins?\b|crypto|digital (?:asset|currenc)|holdings|treasur|hodl|proceeds|\bprices?\b|average|apiece|\bs(?:old|ell|ales?\b)|vend[eiou]|verk[aä]uf|прода|出售|卖|賣|liquidat|offload|unload|dispos|moneti[sz]|divest|dump|均价|均價|цен[аеы]|produced|mined|production|output|stash|\breserves?\b|sat(?:s|oshi)|биткоин|биткойн|біткойн|біткоїн|прода[вжєлнт]|比特|ビットコイン|btc[\u3040-\u9fff]|[\u3040-\u9fff]btc/i;
const LONGEST_SENTENCE = 1_200;
/** No report has more lines, nor speaks of coins in more sentences or characters: what has was made to be read for hours. */
const MOST_LINES = 120_000;
const MOST_SENTENCES = 10_000;
const MOST_CHARACTERS = 1_500_000;
/** A copy shows itself soon. */
const SPUN_WITHIN = 4_000;
/** `Bitcoin Sold4.149.974.3`: a row whose cells ran together. */
const FUSED = /\b(?:Bitcoins?|BTC) (?:Sold|Produced|Mined|Held)\s?\(?\d?\)?\d[\d,.]*[.,]\d+[.,]\d/i;

export function gather({ title, clean, issuer, calendar, isOwn = false, body = 0 }: Reading): Gathered {
  const text = firstLines(clean.text, MOST_LINES);
  const manner = { style: styleOf(text), isSpun: !isOwn && isSpun(text.slice(0, SPUN_WITHIN)) };
  const tables =
    clean.tables.length > 0
      ? clean.tables
      : [...findTables(text), ...findFusedTables(text)].toSorted((a, b) => a.start - b.start);
  const family = isOwn ? familyIn(text) : NO_FAMILY;
  const claims =
    title === ''
      ? []
      : claimsOf(
          title,
          { start: 0, at: -1, from: 'title' },
          {
            manner,
            calendar,
            issuer,
            isOwn,
            before: undefined,
            lately: undefined,
            family,
            left: { sentences: 1, characters: LONGEST_SENTENCE },
          },
          namingsIn(title),
        );
  const named = namingsIn(text);
  let first = 0;
  const left = { sentences: MOST_SENTENCES, characters: MOST_CHARACTERS };
  const story: Story = { manner, calendar, issuer, isOwn, before: undefined, lately: undefined, family, left };
  let at = 0;
  for (const stretch of proseOf(text, tables)) {
    story.before = undefined;
    story.lately = undefined;
    for (const { start, end } of sentencesIn(text, stretch.start, stretch.end)) {
      while (first < named.length && named[first]!.start < start) first++;
      let last = first;
      while (last < named.length && named[last]!.end <= end) last++;
      const namings = named
        .slice(first, last)
        .map((naming) => ({ ...naming, start: naming.start - start, end: naming.end - start }));
      if (start >= body) at++;
      claims.push(...told(text.slice(start, end), { start, at, from: 'prose' }, namings, story));
    }
  }
  return {
    claims: withReferences(claims),
    facts: tables
      .filter(({ end }) => end <= text.length)
      .flatMap((table) => readTable(clean, table, manner.style, calendar)),
    fused: FUSED.test(text),
    isCut: text.length < clean.text.length || isSpent(left),
  };
}

function firstLines(text: string, most: number): string {
  let end = -1;
  for (let lines = 0; lines < most; lines++) {
    end = text.indexOf('\n', end + 1);
    if (end < 0) return text;
  }
  return text.slice(0, end);
}

/** In characters; every number is held against every verb, so that many in one sentence are dear. */
const effortOf = (sentence: string): number => {
  const numbers = sentence.match(NUMBERS)?.length ?? 0;
  return sentence.length * (1 + (numbers / USUAL_NUMBERS) ** 2);
};
const NUMBERS = /\d[\d,.]*/g;
const USUAL_NUMBERS = 8;

/** What may still be read. */
type Left = { sentences: number; characters: number };
const isSpent = ({ sentences, characters }: Left): boolean => sentences <= 0 || characters <= 0;

const NO_FAMILY: ReadonlySet<string> = new Set();

type Place = { start: number; end: number };

/** What is in no row of a table, and long cells that are. A table that was torn has prose between its rows. */
function proseOf(text: string, tables: CleanText['tables']): Place[] {
  const places: Place[] = [];
  let from = 0;
  for (const row of tables.flatMap(({ rows }) => rows)) {
    const [start, end] = [row[0]?.start ?? from, row.at(-1)?.end ?? from];
    if (start < from) continue;
    if (start > from) places.push({ start: from, end: start });
    for (const cell of row) if (cell.end - cell.start > PROSE_CELL) places.push({ start: cell.start, end: cell.end });
    from = end;
  }
  if (from < text.length) places.push({ start: from, end: text.length });
  return places;
}

/** How a text goes on: whom it speaks of, and of when, where a sentence does not say so itself. */
type Story = {
  manner: Manner;
  calendar: Calendar;
  issuer: Issuer;
  isOwn: boolean;
  before: Company | undefined;
  lately: Span | undefined;
  family: ReadonlySet<string>;
  left: Left;
};
type Where = { start: number; at: number; from: Claim['from'] };

function told(written: string, where: Where, named: readonly Naming[], story: Story): Claim[] {
  // Only within a sentence may they go: every offset that leaves it is of the sentence.
  const raw = UNSEEN.test(written) ? written.replaceAll(UNSEEN_ALL, '') : written;
  const namings = raw === written ? named : namingsIn(raw);
  const about =
    namings.at(-1)?.company ?? (/^(?:it|its|they|the (?:company|firm|miner))\b/i.test(raw) ? story.before : undefined);
  let claims: Claim[] = [];
  if (!isSpent(story.left) && raw.length <= LONGEST_SENTENCE && WORTH_READING.test(raw) && !ELSEWHERE.test(raw)) {
    story.left.sentences--;
    story.left.characters -= effortOf(raw);
    // `\\n` written out is what is left of a page's own data; blanks of the same length keep every offset.
    const sentence = raw.replace(/\s/g, ' ').replaceAll('\\n', '  ');
    claims = claimsOf(sentence, where, { ...story, before: about }, namings).map((claim) => ({
      ...claim,
      end: where.start + written.length,
    }));
    story.lately =
      claims.findLast(({ period, act }) => period !== undefined && (act === 'mine' || act === 'sell'))?.period ??
      story.lately;
  }
  story.before = story.isOwn ? undefined : (leadOf(raw, namings) ?? about);
  return claims;
}

/** Soft hyphens and blanks of no width, inside words and numbers. */
const UNSEEN = /[\u00ad\u200b-\u200d\u2060\ufeff]/;
const UNSEEN_ALL = new RegExp(UNSEEN.source, 'g');

/** How sales are booked is no sale. */
const ACCOUNTING =
  /\b(?:ASC|ASU|GAAP|IFRS|FIFO|first[- ]in,? first[- ]out|accounting (?:policy|policies|guidance|standards?)|classified|measured at|gains? (?:or loss(?:es)? )?to be recogni[sz]ed|carrying (?:value|amount)s?|cost basis|impairment)\b/;

/** What a page has beside its article, and what lawyers add to every release. */
const ELSEWHERE =
  /^\W{0,3}(?:related|read (?:more|also|next)|see also|also read|recommended|more on)\b|forward-looking statements?\b/i;

function claimsOf(sentence: string, { start, at, from }: Where, story: Story, namings: readonly Naming[]): Claim[] {
  const masked = withoutNames(sentence, namings);
  const said = readSentence(masked, story.manner).filter(
    ({ act, btc }) => act !== 'sell' || btc !== undefined || !ACCOUNTING.test(sentence),
  );
  if (said.length === 0) return [];
  const periods = periodsIn(sentence, story.calendar);
  const inherited = OF_ITS_OWN.test(sentence) ? undefined : story.lately;
  return said.map(({ verb, place, isVerb, ...claim }: Said) => {
    const period =
      periodOf(sentence, periods, place, claim.act) ??
      ((claim.act === 'mine' || claim.act === 'sell') && claim.mode === 'done' ? inherited : undefined);
    const subject = subjectOf(masked, verb, isVerb, { ...story, namings });
    return {
      ...claim,
      start,
      end: start + sentence.length,
      from,
      at,
      ...(period ? { period } : {}),
      ...(subject === 'foreign' || isOfAnotherYear(sentence, place)
        ? { aside: true }
        : subject === 'own'
          ? { own: true }
          : {}),
    };
  });
}

/** `had sold 590 in the same month of the previous year`: a comparison, whatever the sentence is about. */
const isOfAnotherYear = (sentence: string, place: number): boolean =>
  ANOTHER_YEAR.test(sentence.slice(place, place + 110));
const ANOTHER_YEAR =
  /^[^\d,;.]{0,30}[\d.,]*(?:(?!\b(?:than|from|with|to|compared|versus|against|above|below|up|down|more|less|fewer)\b)[^,;.\d]){0,60}\b(?:(?:a|one|the) year (?:ago|earlier|before)|(?:same|corresponding|comparable) (?:month|quarter|period)(?: (?:of|in))?(?: the)? (?:last|previous|prior) year)\b/i;

/** Says itself when: "in the quarter", "last month". */
const OF_ITS_OWN =
  /\b(?:in|of|during|for|over|throughout) (?:the|this|that|last) (?:quarter|month|year|week|period)\b|\blast (?:month|quarter|year|week)\b/i;

/* -------------------------------------------------------------------------------------------- what "the sale" was */

/** So many sentences back something may stand that `the sale` refers to. */
const REMEMBERED = 3;
/** And so many claims. */
const RECENT = 40;

/** `the sale brought in $10 million` says it of the sale of coins that was just spoken of; of anything else it says nothing here. */
function withReferences(claims: readonly Claim[]): Claim[] {
  return claims.flatMap((claim, i) => {
    if (!claim.refersBack) return [claim];
    const isMeant = ({ act, refersBack, at, btc, share, usd }: Claim): boolean =>
      (act === 'sell' || act === 'sell-other') &&
      !refersBack &&
      at >= claim.at - REMEMBERED &&
      (btc ?? share ?? usd) !== undefined;
    const same = claims.slice(i + 1, i + 6).find((later) => later.at === claim.at && isMeant(later));
    const earlier = claims.slice(Math.max(0, i - RECENT), i).findLast(isMeant) ?? same;
    if (earlier?.act !== 'sell' || earlier.mode !== 'done') return [];
    const { refersBack: _, ...own } = claim;
    return [
      {
        ...own,
        ...(earlier.aside ? { aside: true } : {}),
        ...(earlier.period && !own.period ? { period: earlier.period } : {}),
      },
    ];
  });
}
