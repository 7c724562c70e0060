import { classify } from '../../infra/local/cli/classify-input.ts';
import type { Classifier } from './measure.ts';

/** What we say of a document that was given as the command line gets it. */
export const ours: Classifier = (document) => classify(document);

const SALE =
  /\b(?:sold|sells?|selling|sales?)\b[^.]{0,80}\b(?:bitcoin|BTC)\b|\b(?:bitcoin|BTC)\b[^.]{0,80}\b(?:sold|sells?|selling|sales?)\b/i;
const NUMBER = /(\d[\d,]*(?:\.\d+)?)\s*(?:bitcoins?|BTC)\b/i;

/** What people use today: words for a sale near a word for bitcoin, and the first number of coins that follows. */
export const byKeyword: Classifier = ({ title, text, html }) => {
  const whole = `${title ?? ''}\n${text ?? (html ?? '').replace(/<[^>]*>/g, ' ')}`;
  const sale = SALE.exec(whole);
  const nothing = { btcMined: null, btcHeldAfter: null, averagePriceUsd: null, proceedsUsd: null, confidence: 1 };
  if (sale === null) return { category: 'other', alertClass: 'none', btcSold: null, ...nothing };
  const number = NUMBER.exec(whole.slice(sale.index));
  return {
    category: 'reserve_sale_executed',
    alertClass: 'b_reserve_sale',
    btcSold: number === null ? null : Number(number[1]!.replaceAll(',', '')),
    ...nothing,
  };
};
