/** A 10-K in words of our own: sections, tables with heads, footnotes, hidden inline XBRL, and a policy somewhere in the middle. */
export function* largeReport(bytes: number): Generator<string> {
  yield '<html><body><div style="display:none"><ix:header><ix:hidden>';
  for (let i = 0; i < 2_000; i++)
    yield `<ix:nonFraction name="us-gaap:Fact${i}" contextRef="c${i}">${i * 37}</ix:nonFraction>`;
  yield '</ix:hidden></ix:header></div><p><b>FORM 10-K</b></p><p>for the fiscal year ended December 31, 2025</p><p>MARA Holdings, Inc.</p>';
  let written = 100_000;
  for (let i = 0; written < bytes; i++) {
    const part = i === 200 ? POLICY : i % 5 === 0 ? table(i) : paragraph(i);
    written += part.length;
    yield part;
  }
  yield '</body></html>';
}

const POLICY =
  '<p>We may sell bitcoin that we hold on our balance sheet from time to time. At December 31, 2025 we held 53,822 bitcoin.</p>';

const STYLE = 'style="font-family:Times New Roman;font-size:10pt;text-align:justify;margin:0 0 6pt"';

const paragraph = (i: number): string =>
  `<p ${STYLE}><span ${STYLE}>Risk ${i}.</span> Our results depend on the price of bitcoin, on difficulty, on the price of power and on ${i} other things; a fall of ${i % 60} % would reduce revenue<sup>(${i % 9})</sup>, and we may issue shares from time to time under our at-the-market program.</p>`;

function table(i: number): string {
  const rows = Array.from(
    { length: 12 },
    (_, row) =>
      `<tr><td ${STYLE}>Line ${row} of note ${i}</td><td>$</td><td>${(row * 7_919 + i) % 99_999}</td><td>$</td><td>${(row * 104_729 + i) % 99_999}</td></tr>`,
  );
  return `<table ${STYLE}><tr><td></td><td colspan="2">2025</td><td colspan="2">2024</td></tr>${rows.join('')}</table>`;
}
