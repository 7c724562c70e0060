/** What is asked for of EDGAR's current filings: each prefix brings its amendments (`8-K/A`) along. */
export const FORM_PREFIXES = ['8-K', '6-K', '10-Q', '10-K', '20-F', '40-F'] as const;
export type FormPrefix = (typeof FORM_PREFIXES)[number];

const WATCHED = /^(?:8-K|6-K|10-Q|10-K|20-F|40-F)(?:\/A)?$/;

/** `8-K12B`, `10-KT`, `10-K405` begin alike and are something else. */
export const isWatchedForm = (form: string): boolean => WATCHED.test(form);
export const isAmendment = (form: string): boolean => form.endsWith('/A');
export const baseForm = (form: string): string => form.replace(/\/A$/, '');
/** The reports on a period, as opposed to those on an event. */
export const isPeriodic = (form: string): boolean => /^(?:10-[QK]|20-F|40-F)/.test(form);

/** Items of an 8-K that say of themselves that nothing is sold in them; a filing with no others is not opened. */
const IDLE_ITEMS = new Set(['3.01', '3.03', '4.01', '5.02', '5.03', '5.04', '5.05', '5.06', '5.07', '5.08', '9.01']);

/** Whether a filing may announce something: foreign issuers give no items, and then it may. */
export const mayAnnounce = (items: readonly string[]): boolean =>
  items.length === 0 || items.some((item) => !IDLE_ITEMS.has(item));

const SIGNALS = [
  '1.01',
  '1.02',
  '1.03',
  '1.05',
  '2.01',
  '2.02',
  '2.03',
  '2.04',
  '2.05',
  '2.06',
  '3.02',
  '5.01',
  '7.01',
  '8.01',
] as const;
export type SignalItem = (typeof SIGNALS)[number];

/** The items of an 8-K that are told with it. @see https://www.sec.gov/files/form8-k.pdf */
export const isSignal = (item: string): item is SignalItem => SIGNALS.some((one) => one === item);
