import { sentencesIn } from '../../document/sentences.ts';
import type { Act, Claim } from '../claim.ts';
import { placeOfTopic, READ, type Topic } from '../topics.ts';
import type { Category } from '../understanding.ts';
import type { Docket } from './case.ts';

type Place = { start: number; end: number };

/** What claims may be quoted for a finding that relied on none. */
const ACTS: Readonly<Partial<Record<Category, readonly Act[]>>> = {
  reserve_sale_executed: ['sell', 'hold', 'mine'],
  reserve_sale_policy: ['sell', 'hold'],
  production_sale: ['sell', 'mine'],
  no_sale: ['sell', 'hold', 'mine'],
  purchase: ['buy', 'hold'],
  pledge_or_loan: ['pledge', 'hold'],
  equity_or_debt: ['sell-other'],
  asset_sale: ['sell-other'],
};
const ROWS: Readonly<Partial<Record<Category, RegExp>>> = {
  reserve_sale_executed: /^(?:sold|proceeds)$/,
  production_sale: /^(?:sold|proceeds)$/,
  no_sale: /^sold$/,
  purchase: /^bought$/,
  pledge_or_loan: /^pledged$/,
};
const TOPICS: ReadonlySet<Category> = new Set<Category>([
  'purchase',
  'pledge_or_loan',
  'ai_hpc_pivot',
  'equity_or_debt',
  'asset_sale',
]);
/** A sentence is looked for so far around a word of it. */
const AROUND = 700;

/**
 * What can be quoted for a finding that was decided by the headline, by a table or by its words as a whole: a claim of the
 * kind, a row, the words of the topic, or else the first sentence that speaks of coins. Nothing is found without a quote
 * unless the text is empty.
 */
export function anyEvidence(docket: Docket, category: Category): Place[] {
  if (category === 'other') return [];
  const { c, own } = docket;
  const claim = ACTS[category]
    ?.map((act) => own.find((one) => one.act === act && isTold(one)))
    .find((one) => one !== undefined);
  const row = c.facts.find(({ is }) => ROWS[category]?.test(is));
  const topic = TOPICS.has(category) ? placeOfTopic(category as Topic, c.text.slice(c.body, c.body + READ)) : undefined;
  const spoken = topic === undefined ? undefined : sentenceAt(c.text, c.body + topic);
  // A row tells of a sale what a remark does not; of a topic its own words do.
  const found = spoken ?? (row && claim?.btc === undefined ? row : claim) ?? row ?? firstOf(c.text, c.body);
  return found ? [{ start: found.start, end: found.end }] : [];
}

const isTold = ({ from, act, what }: Claim): boolean =>
  from === 'prose' && (act !== 'sell-other' || what !== undefined);

const sentenceAt = (text: string, at: number): Place | undefined =>
  sentencesIn(text, Math.max(0, at - AROUND), Math.min(text.length, at + AROUND)).find(
    ({ start, end }) => start <= at && at < end,
  );

function firstOf(text: string, body: number): Place | undefined {
  const lead = sentencesIn(text, body, Math.min(text.length, body + READ));
  return lead.find(({ start, end }) => COINS.test(text.slice(start, end))) ?? lead[0];
}
const COINS = /bitcoin|\bbtc\b|\bcoins?\b|hodl|crypto|比特|биткоин|биткойн/i;
