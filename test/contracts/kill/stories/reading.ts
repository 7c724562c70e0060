import { DynamoSentLog } from '../../../../functions/delivery/sent.dynamodb.ts';
import { accessionOf } from '../../../../functions/filings/accession.ts';
import { DynamoAnnouncedLog } from '../../../../functions/filings/announced.dynamodb.ts';
import { announcementShape } from '../../../../functions/filings/announcement.ts';
import { DynamoMemory } from '../../../../functions/filings/memory.dynamodb.ts';
import { nothingKnown } from '../../../../functions/filings/memory.ts';
import { recipientKey } from '../../../../functions/subscriptions/recipient.ts';
import type { WorldFiling } from '../../../../infra/local/loopback/edgar-world.ts';
import type { Outside } from '../outside.ts';
import { ann } from '../seeds.ts';
import {
  CANGO,
  filedBy,
  MARA,
  putTask,
  STRATEGY,
  seedMorning,
  seedToRead,
  withLateExhibits,
} from '../seeds-filings.ts';
import type { Story } from '../story.ts';

/** A reserve sale is told in words, and its picture follows. */
const TOLD_AND_SHOWN = 2;

const queue = () => ({ queue: 'filings' }) as const;
/** The end of the quarter of an hour in which every story begins. */
const QUARTER = '2026-03-26T12:45:00.000Z';

const PURCHASE = `<p>Item 8.01 Other Events.</p>
<p>During the week that ended on March 22, 2026, Strategy Inc acquired 1,031 bitcoin for about $72.2 million in cash, at an
average price of about $70,029 per bitcoin. It held 762,099 bitcoin on March 22, 2026.</p>`;

async function toRead(outside: Outside, ...filings: WorldFiling[]): Promise<void> {
  await seedMorning(outside, filings);
  await seedToRead(outside, filings);
}

/** What was told before: that MARA sold so many in March. */
async function toldBefore(outside: Outside, btcSold: number): Promise<void> {
  const { table, clock } = outside;
  const at = new Date('2026-03-26T11:00:00.000Z');
  const told = {
    event: `${MARA}:sale:2026-03`,
    class: 'reserve-sale' as const,
    accession: accessionOf('0001507605-26-000001'),
    form: '8-K',
    filedOn: '2026-03-26',
    at,
    btcSold,
    notice: 'filings:0001507605-26-000001',
    again: [],
  };
  const memory = nothingKnown(MARA);
  await new DynamoMemory(table).keep(memory, { ...memory, told: [told] });
  await new DynamoSentLog(table, clock).record(
    { recipient: recipientKey(ann), incident: told.notice, notice: told.notice, event: 'announced' },
    { state: 'sent', because: 'its first word on this', messageId: '1' },
    at,
  );
}

/** Gathered to be told together. */
async function gathered(outside: Outside, ...ciks: number[]): Promise<void> {
  const log = new DynamoAnnouncedLog(outside.table);
  for (const cik of ciks) {
    const { accession, company, form, items } = filedBy(cik, 1);
    const announcement = announcementShape.parse({
      cik,
      ticker: company.slice(0, 4).toUpperCase(),
      company,
      class: 'unread',
      event: `${cik}:unread:${accession}`,
      accession,
      form,
      items: [...items],
      filedOn: '2026-03-26',
      url: 'https://example.com/ex991.htm',
      quotes: [],
    });
    await log.record({ announcement, notice: `filings:until:${QUARTER}`, at: new Date('2026-03-26T12:31:00.000Z') });
  }
}

const read = (name: string, more: Omit<Story, 'of' | 'name' | 'occasion'>): Story => ({
  of: 'read-filing',
  name,
  occasion: queue,
  ...more,
});

export const reading: readonly Story[] = [
  read('two sales of one morning, told in one message by a platform that asks us to wait', {
    before: (outside) => toRead(outside, filedBy(MARA, 2), filedBy(CANGO, 3)),
    platforms: ({ telegram }) => telegram.fail({ retryAfter: 20 }, { chat: '42', times: 1 }),
    messages: TOLD_AND_SHOWN,
  }),
  read('an exhibit that is listed before it is there', {
    before: (outside) => toRead(outside, withLateExhibits(filedBy(CANGO, 3), 2)),
    messages: 1,
  }),
  read('EDGAR turns us away once', {
    before: (outside) => toRead(outside, filedBy(MARA, 2)),
    platforms: ({ edgar }) => edgar.fail('block', { below: 'ex991', times: 1 }),
    messages: TOLD_AND_SHOWN,
  }),
  read('another number than was told before', {
    async before(outside) {
      await toRead(outside, filedBy(MARA, 2));
      await toldBefore(outside, 12_345);
    },
    messages: TOLD_AND_SHOWN,
  }),
  read('a purchase, which can wait for others', {
    async before(outside) {
      const purchase = filedBy(STRATEGY, 4, { documents: [{ type: '8-K', name: 'form8k.htm', body: PURCHASE }] });
      await seedMorning(outside, [purchase], { classes: ['purchase'] });
      await seedToRead(outside, [purchase]);
    },
    // Once its quarter of an hour is over it waits for nobody, and is told by itself.
    rough: ['when its visibility ends'],
    messages: 1,
  }),
  read('what was gathered in a quarter of an hour', {
    async before(outside) {
      await seedMorning(outside, []);
      await gathered(outside, MARA, CANGO);
      putTask(outside.queues, { v: 1, do: 'tell', notice: `filings:until:${QUARTER}` });
    },
    messages: 1,
  }),
  read('a company is looked through because of its press release', {
    async before(outside) {
      await seedMorning(outside, [filedBy(MARA, 2)]);
      putTask(outside.queues, { v: 1, do: 'look', cik: MARA, because: 'MARA sells', looks: 0 });
    },
    messages: TOLD_AND_SHOWN,
  }),
];
