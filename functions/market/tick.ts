import type { UsdPerBtc } from '../units/money.ts';

/** One feed's price at one moment: the feed's own moment where it tells one, else that of receipt. */
export type Tick = { feed: string; usdPerBtc: UsdPerBtc; at: Date };
