import { easternOf } from './edgar-time.ts';
import type { EdgarWorld, WorldFiling, WorldTagged } from './edgar-world.ts';

/** The page that lists a filing's documents with their types; the table of data files follows, as a trap. */
export function filingIndex({ form, accession, acceptedAt, cik, documents }: WorldFiling): string {
  const folder = `/Archives/edgar/data/${cik}/${accession.replaceAll('-', '')}/`;
  const rows = documents.map(({ type, name }, i) => {
    // Inline XBRL is linked through the viewer.
    const href = i === 0 && name.endsWith('.htm') ? `/ix?doc=${folder}${name}` : `${folder}${name}`;
    return `<tr${i % 2 ? ' class="evenRow"' : ''}>
<td scope="row">${i + 1}</td>
<td scope="row">${type}</td>
<td scope="row"><a href="${href}">${name}</a></td>
<td scope="row">${type}</td>
<td scope="row">${documents[i]!.body.length}</td>
</tr>`;
  });
  return `<!DOCTYPE html><html><head><title>EDGAR Filing Documents for ${accession}</title></head><body>
<div id="formName"><strong>Form ${form}</strong></div>
<div class="info">${easternOf(acceptedAt).slice(0, 10)}</div>
<p>Document Format Files</p>
<table class="tableFile" summary="Document Format Files">
<tr><th scope="col">Seq</th><th scope="col">Description</th><th scope="col">Document</th><th scope="col">Type</th><th scope="col">Size</th></tr>
${rows.join('\n')}
<tr><td scope="row">&nbsp;</td><td scope="row">Complete submission text file</td><td scope="row"><a href="${folder}${accession}.txt">${accession}.txt</a></td><td scope="row">&nbsp;</td><td scope="row">1</td></tr>
</table>
<p>Data Files</p>
<table class="tableFile" summary="Data Files">
<tr><td scope="row">9</td><td scope="row">XBRL TAXONOMY EXTENSION SCHEMA</td><td scope="row"><a href="${folder}x.xsd">x.xsd</a></td><td scope="row">EX-101.SCH</td><td scope="row">1</td></tr>
</table></body></html>`;
}

/** A company and its filings, newest first, in columns. The time of acceptance ends in a Z that is New York's. */
export function submissionsJson(world: EdgarWorld, published: readonly WorldFiling[], cik: number): object | undefined {
  const known = world.filings.find((filing) => filing.cik === cik);
  if (known === undefined) return undefined;
  const own = published
    .filter((filing) => filing.cik === cik)
    .toSorted((a, b) => b.acceptedAt.getTime() - a.acceptedAt.getTime());
  const column = <Value>(of: (filing: WorldFiling) => Value): Value[] => own.map(of);
  return {
    cik: String(cik).padStart(10, '0'),
    entityType: 'operating',
    name: world.names?.get(cik) ?? known.company,
    tickers: [],
    exchanges: [],
    formerNames: [],
    filings: {
      recent: {
        accessionNumber: column(({ accession }) => accession),
        filingDate: column(({ acceptedAt }) => easternOf(acceptedAt).slice(0, 10)),
        reportDate: column(() => ''),
        acceptanceDateTime: column(({ acceptedAt }) => `${easternOf(acceptedAt).slice(0, 19)}.000Z`),
        form: column(({ form }) => form),
        items: column(({ items }) => items.join(',')),
        size: column(() => 200_000),
        primaryDocument: column(({ documents }) => documents[0]?.name ?? ''),
      },
      files: [],
    },
  };
}

/** Tagged holdings, in whatever unit the filer named. */
export function conceptJson(
  { facts = [] }: EdgarWorld,
  published: readonly WorldFiling[],
  cik: number,
): object | undefined {
  const own = facts.filter(
    (fact) => fact.cik === cik && published.some(({ accession }) => accession === fact.accession),
  );
  if (own.length === 0) return undefined;
  const units = Map.groupBy(own, ({ unit }) => unit);
  return {
    cik,
    taxonomy: 'us-gaap',
    tag: 'CryptoAssetNumberOfUnits',
    units: Object.fromEntries(
      [...units].map(([unit, some]) => [
        unit,
        some.map(({ on, value, accession, form }) => ({ end: on, val: value, accn: accession, form })),
      ]),
    ),
  };
}

/**
 * Everything that a company has tagged by now, as EDGAR lays it out: by taxonomy, tag and unit, each fact with the year and
 * the quarter of the report that it stands in, whatever period it is of. @returns undefined for whoever tagged nothing.
 */
export function companyFactsJson({ tagged = [] }: EdgarWorld, at: Date, cik: number): object | undefined {
  const own = tagged.filter((fact) => fact.cik === cik && new Date(fact.filed) <= at);
  const [first] = own;
  if (first === undefined) return undefined;
  const nested = <Value>(of: (fact: WorldTagged) => string, some: readonly WorldTagged[], then: Then<Value>) =>
    Object.fromEntries([...Map.groupBy(some, of)].map(([name, group]) => [name, then(group)]));
  return {
    cik,
    entityName: first.entity,
    facts: {
      dei: {},
      ...nested(
        ({ taxonomy }) => taxonomy,
        own,
        (inTaxonomy) =>
          nested(
            ({ tag }) => tag,
            inTaxonomy,
            (ofTag) => ({
              label: ofTag[0]!.tag,
              description: 'What the taxonomy says of it.',
              units: nested(
                ({ unit }) => unit,
                ofTag,
                (inUnit) => inUnit.map(factIn),
              ),
            }),
          ),
      ),
    },
  };
}
type Then<Value> = (group: readonly WorldTagged[]) => Value;

const factIn = ({ start, end, value, accession, form, filed }: WorldTagged) => ({
  ...(start === undefined ? {} : { start }),
  end,
  val: value,
  accn: accession,
  fy: Number(filed.slice(0, 4)),
  fp: form.startsWith('10-Q') ? 'Q1' : 'FY',
  form,
  filed,
});
