/** A document of a filing, as somebody sent it in. */
export type WorldDocument = {
  /** `8-K`, `EX-99.1`. */
  type: string;
  /** `ex991.htm`. */
  name: string;
  body: string | Uint8Array;
  /** Exhibits may appear minutes after the page that lists them. */
  appearsAt?: Date;
};

export type WorldFiling = {
  /** `0001507605-26-000029` */
  accession: string;
  cik: number;
  company: string;
  form: string;
  /** Of an 8-K. */
  items: readonly string[];
  acceptedAt: Date;
  /** Others it is listed under: the same accession number once more for each. */
  parties?: readonly { cik: number; company: string; role: string }[];
  documents: readonly WorldDocument[];
};

/** Coins held, as a report tags them. */
export type WorldFact = { cik: number; unit: string; on: string; value: number; accession: string; form: string };

/** A number as a report tags it, without a dimension. @property start absent of an instant. @property filed a day. */
export type WorldTagged = {
  cik: number;
  entity: string;
  taxonomy: string;
  tag: string;
  unit: string;
  start?: string;
  end: string;
  value: number;
  accession: string;
  form: string;
  filed: string;
};

/** Whom EDGAR knows and what they filed. */
export type EdgarWorld = {
  now(): Date;
  filings: readonly WorldFiling[];
  facts?: readonly WorldFact[];
  tagged?: readonly WorldTagged[];
  /** Has a name the SEC uses, beside the filer's own: after a rename it changes overnight. */
  names?: ReadonlyMap<number, string>;
};
