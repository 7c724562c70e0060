import type { AlertClass, Category } from '../../functions/filings/understanding/understanding.ts';
import { isNews, type Labelled } from './documents.ts';

export const AMOUNTS = ['btcSold', 'btcMined', 'btcHeldAfter', 'averagePriceUsd', 'proceedsUsd'] as const;
export type AmountName = (typeof AMOUNTS)[number];
/** What any classifier says of a document. */
export type Said = { category: Category; alertClass: AlertClass; confidence: number } & Record<
  AmountName,
  number | null
>;
export type Classifier = (document: Labelled) => Said;

/** True and false positives and misses of what is told loudly. */
export type Alerts = { right: number; wrong: number; missed: number };
/** `stated` by the document, of which `right`; `invented`: given, and neither stated nor right; `sure` of those. */
export type Amount = { stated: number; right: number; invented: number; sure: number };
export type Quality = {
  documents: number;
  categories: number;
  issuers: Alerts;
  news: Alerts;
  amounts: Readonly<Record<AmountName, Amount>>;
  misses: readonly Miss[];
};
export type Miss = { id: string; what: string };

/** Above this a wrong number is a confident one. */
export const SURE = 0.8;
/** Rounding in a headline (about 1.1 billion) is no error; another number is. */
const SAME = { ratio: 0.011, coins: 0.5 };

export function measure(documents: readonly Labelled[], classify: Classifier): Quality {
  const alerts = { issuers: { right: 0, wrong: 0, missed: 0 }, news: { right: 0, wrong: 0, missed: 0 } };
  const amounts = Object.fromEntries(
    AMOUNTS.map((name) => [name, { stated: 0, right: 0, invented: 0, sure: 0 }]),
  ) as Record<AmountName, Amount>;
  const misses: Miss[] = [];
  let categories = 0;
  for (const document of documents) {
    const said = classify(document);
    const { id, labels } = document;
    const miss = (what: string) => misses.push({ id, what });
    if (said.category === labels.category) categories++;
    else miss(`${labels.category} taken for ${said.category}`);
    const side = isNews(document) ? alerts.news : alerts.issuers;
    const [loud, should] = [isLoud(said), isLoud(labels)];
    if (loud && should) side.right++;
    else if (loud) side.wrong++;
    else if (should) side.missed++;
    if (loud !== should) miss(loud ? 'told, and no news' : 'not told');
    for (const name of AMOUNTS)
      compare(amounts[name], said[name], labels[name], said.confidence, (what) => miss(`${name} ${what}`));
  }
  return { documents: documents.length, categories, ...alerts, amounts, misses };
}

const isLoud = ({ alertClass }: { alertClass: AlertClass }): boolean =>
  alertClass === 'a_policy' || alertClass === 'b_reserve_sale';

function compare(
  tally: Amount,
  said: number | null,
  stated: number | null,
  confidence: number,
  miss: (what: string) => void,
): void {
  if (stated !== null) tally.stated++;
  if (said !== null && stated !== null && isSame(said, stated)) {
    tally.right++;
    return;
  }
  if (stated !== null) miss(`${said} should be ${stated}`);
  // Nothing sold is no number that anybody is misled by.
  if (said === null || (stated === null && said === 0)) return;
  tally.invented++;
  if (confidence >= SURE) tally.sure++;
  if (stated === null) miss(`${said} is stated nowhere`);
}

const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= Math.max(SAME.coins, Math.abs(b) * SAME.ratio);

export const precision = ({ right, wrong }: Alerts): number =>
  right + wrong === 0 ? Number.NaN : right / (right + wrong);
export const recall = ({ right, missed }: Alerts): number =>
  right + missed === 0 ? Number.NaN : right / (right + missed);
export const accuracy = ({ documents, categories }: Quality): number => categories / documents;
export const shareRight = ({ stated, right }: Amount): number => (stated === 0 ? Number.NaN : right / stated);
