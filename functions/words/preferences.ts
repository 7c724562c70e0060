/** Languages there is a catalogue for; the first is what everything else falls back to. */
export const LOCALES = ['en', 'es', 'ru', 'zh', 'pt', 'de'] as const;
export type Locale = (typeof LOCALES)[number];

/** Currencies somebody may read amounts in and pay power in (ISO 4217); all of them have a daily reference rate. */
export const CURRENCIES = [
  'USD',
  'EUR',
  'GBP',
  'CAD',
  'AUD',
  'CNY',
  'BRL',
  'NOK',
  'SEK',
  'INR',
  'MXN',
  'ZAR',
  'TRY',
  'JPY',
  'CHF',
] as const;
export type Currency = (typeof CURRENCIES)[number];

/** In what hashprice is written: money for each PH/s or TH/s and day, or satoshis for each TH/s and day. */
export const HASHPRICE_UNITS = ['money/PH', 'money/TH', 'sat/TH'] as const;
export type HashpriceUnit = (typeof HASHPRICE_UNITS)[number];

/** How somebody wants to be told. @property zone IANA name of a time zone. */
export type Preferences = { locale: Locale; currency: Currency; unit: HashpriceUnit; zone: string };

export const USUAL: Preferences = { locale: 'en', currency: 'USD', unit: 'money/PH', zone: 'UTC' };
