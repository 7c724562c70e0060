/** What a text turns out to be. */
export const CATEGORIES = [
  'reserve_sale_executed',
  'reserve_sale_policy',
  'production_sale',
  'no_sale',
  'purchase',
  'pledge_or_loan',
  'ai_hpc_pivot',
  'equity_or_debt',
  'asset_sale',
  'other',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** Whether it is worth an alert, and which. */
export const ALERT_CLASSES = ['a_policy', 'b_reserve_sale', 'c_production', 'none'] as const;
export type AlertClass = (typeof ALERT_CLASSES)[number];

/** Words of the text that a decision relies on: `text.slice(start, end) === quote`, in UTF-16 units. */
export type Evidence = { quote: string; start: number; end: number };

/** Every number is as the text states it, or null; money is null unless the text gives it in US dollars. */
export type Understanding = {
  category: Category;
  /** What else it is. */
  also: Category[];
  alertClass: AlertClass;
  btcSold: number | null;
  btcMined: number | null;
  btcHeldAfter: number | null;
  averagePriceUsd: number | null;
  proceedsUsd: number | null;
  /** `2026-03`, `2026-Q1` or `2026`. */
  period: string | null;
  /** Whether the text says that coins were sold, or only its numbers do. */
  stated: 'stated' | 'implied' | null;
  /** 0 to 1. */
  confidence: number;
  /** Why it was decided so, most important first. */
  reasons: string[];
  evidence: Evidence[];
};
