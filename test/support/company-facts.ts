/** Of an invented company: no filer has this number. */
export const ACME = 1_999_001;

/** A fact as EDGAR prints it; `n` makes its accession number. */
export const fact = (start: string | undefined, end: string, val: unknown, changes: Record<string, unknown> = {}) => ({
  ...(start === undefined ? {} : { start }),
  end,
  val,
  accn: `0001999001-${String(changes['filed'] ?? '2026-03-02').slice(2, 4)}-000001`,
  fy: 2025,
  fp: 'FY',
  form: '10-K',
  filed: '2026-03-02',
  ...changes,
});

type Units = Readonly<Record<string, unknown>>;
/** Tags of one taxonomy, each by its units. */
export const companyFacts = (
  tags: Readonly<Record<string, Units>>,
  { taxonomy = 'us-gaap', cik = ACME as unknown, entityName = 'Acme Mining Inc.' as unknown } = {},
): string =>
  JSON.stringify({
    cik,
    entityName,
    facts: {
      dei: { EntityCommonStockSharesOutstanding: { units: { shares: [{ end: '2026-01-01', val: 1 }] } } },
      [taxonomy]: Object.fromEntries(
        Object.entries(tags).map(([tag, units]) => [tag, { label: tag, description: 'Of Acme’s.', units }]),
      ),
    },
  });
