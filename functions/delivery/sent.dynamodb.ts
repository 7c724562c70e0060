import { NOTICE_EVENTS } from '../alerts/notice.ts';
import type { Clock } from '../kit/clock.ts';
import { digestOf } from '../kit/digest.ts';
import { TABLE } from '../kit/names.contract.ts';
import { isLive, type Key, readItem, type Table } from '../kit/table.dynamodb.ts';
import type { RecipientKey } from '../subscriptions/recipient.ts';
import { days, epochSeconds, later } from '../units/time.ts';
import { type Claim, type Entry, entryShape, type SentLog, type Utterance } from './sent.ts';

const KEPT = days(90);

const logOf = (recipient: RecipientKey) => `SENT#${recipient}`;
/** An incident and a notice's key may each be half as long as a sort key. */
const short = (incident: string): string => digestOf(incident, 22);
/** By incident, and in it sorted as they are told; the notice's key tells two reminders apart. */
const keyOf = ({ recipient, incident, event, notice }: Utterance): Key => ({
  pk: logOf(recipient),
  sk: `${short(incident)}#${NOTICE_EVENTS.indexOf(event)}#${notice}`,
});

const NAMES = { '#state': 'state', '#expires': TABLE.expires };
const FREE = 'attribute_not_exists(pk) OR #expires <= :seconds';

/** One item for each thing said in a chat; whoever puts it first as `claimed` may say it. */
export class DynamoSentLog implements SentLog {
  readonly #table: Table;
  readonly #clock: Clock;

  constructor(table: Table, clock: Clock) {
    this.#table = table;
    this.#clock = clock;
  }

  async about(recipient: RecipientKey, incident: string): Promise<Entry[]> {
    const now = this.#clock.now();
    const items = await this.#table.query({
      KeyConditionExpression: 'pk = :log AND begins_with(sk, :incident)',
      ExpressionAttributeValues: { ':log': logOf(recipient), ':incident': `${short(incident)}#` },
    });
    return items.filter((item) => isLive(item, now)).map((item) => readItem(entryShape, item));
  }

  async claim(utterance: Utterance, leaseUntil: Date, now: Date): Promise<Claim> {
    const claim = { state: 'claimed', because: 'claimed', leaseUntil: leaseUntil.toISOString() } as const;
    const granted = await this.#put(utterance, claim, now, {
      condition: '(#state = :claimed AND leaseUntil <= :now)',
      values: { ':claimed': 'claimed', ':now': now.toISOString() },
    });
    return granted ? { granted: true } : this.#refusal(utterance);
  }

  async record(utterance: Utterance, entry: Parameters<SentLog['record']>[1], now: Date): Promise<void> {
    // The first word stays, but for one: that it was sent after all is always true.
    const { state } = entry;
    const may = state === 'sent' ? '#state <> :state' : '#state = :state';
    const values = { ':state': state === 'sent' ? 'sent' : 'claimed' };
    await this.#put(utterance, entry, now, { condition: may, values });
  }

  async release(utterance: Utterance): Promise<void> {
    // A lease outlives the function that took it, so whoever can still release still holds it.
    await this.#table.delete(keyOf(utterance), {
      ConditionExpression: '#state = :claimed',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':claimed': 'claimed' },
    });
  }

  async erase(recipient: RecipientKey): Promise<string[]> {
    const items = await this.#table.query({
      KeyConditionExpression: 'pk = :log',
      ExpressionAttributeValues: { ':log': logOf(recipient) },
    });
    for (const { pk, sk } of items) await this.#table.delete({ pk, sk });
    return items.map((item) => readItem(entryShape, item).notice);
  }

  /** @returns whether the place was free, or the condition held. */
  #put(
    utterance: Utterance,
    entry: Pick<Entry, 'state' | 'because' | 'messageId'> & { leaseUntil?: string },
    now: Date,
    { condition, values }: { condition: string; values: Record<string, string> },
  ): Promise<boolean> {
    const { event, notice, incident } = utterance;
    return this.#table.put(
      {
        ...keyOf(utterance),
        v: 1,
        event,
        notice,
        incident,
        ...entry,
        at: now.toISOString(),
        [TABLE.expires]: epochSeconds(later(now, KEPT)),
      },
      {
        ConditionExpression: `${FREE} OR ${condition}`,
        ExpressionAttributeNames: NAMES,
        ExpressionAttributeValues: { ':seconds': epochSeconds(now), ...values },
      },
    );
  }

  async #refusal(utterance: Utterance): Promise<Claim> {
    const item = await this.#table.get(keyOf(utterance));
    const entry = item && readItem(entryShape, item);
    if (entry && entry.state !== 'claimed') return { granted: false, because: 'already said' };
    // Without an entry: it was released between the two requests.
    const until = entry?.leaseUntil;
    return { granted: false, because: 'somebody else is saying it', ...(until && { until }) };
  }
}
