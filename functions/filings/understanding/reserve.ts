/** Sold beyond this share of what was mined in the same period cannot have come from production alone. */
export const RESERVE_RATIO = 1.1;
/** So few may be wages, fees and rounding, in coins. */
export const NOISE_BTC = 5;

/** As many coins as may be gone in a period in which so many were mined, with nothing out of the ordinary. */
export const usuallyGone = (minedBtc: number): number => Math.max(NOISE_BTC, minedBtc * RESERVE_RATIO);
