import type { Journal, JournalEntry } from '../alerts/journal.ts';
import type { Rule, RuleKey } from '../alerts/rule.ts';
import type { Rules, StoredRule } from '../alerts/rules.ts';
import type { Book, Standing, Subscription } from './book.ts';
import { type Own, type OwnKeeper, placingsOf } from './own.ts';
import { type Recipient, type RecipientKey, recipientKey } from './recipient.ts';
import type { Settings, SettingsKeeper } from './settings.ts';
import { isPersonal } from './topics.ts';

/** As much history of a rule as anybody reads; the journal itself keeps 90 days. */
const MOST_CHANGES = 200;

export type EverythingDeps = {
  own: OwnKeeper;
  book: Book;
  settings: SettingsKeeper;
  rules: Pick<Rules, 'get'>;
  journal: Pick<Journal, 'of'>;
  /** What other slices keep of a chat, by the name it has in the export. */
  also?: Readonly<Record<string, (recipient: Recipient) => Promise<unknown>>>;
};

type ExportedRule = {
  key: RuleKey;
  definition: Rule;
  watch: StoredRule['watch'];
  changes: Omit<JournalEntry, 'rule'>[];
};

/** All that is kept of a chat. Becomes JSON as it is: that is the file a chat is handed. */
export type Everything = {
  v: 1;
  recipient: RecipientKey;
  at: Date;
  standing: Standing;
  settings: Omit<Settings, 'v'>;
  fleets: Own['fleets'];
  subscriptions: Omit<Subscription, 'recipient'>[];
  rules: ExportedRule[];
  more: Record<string, unknown>;
};

export async function everythingOf(deps: EverythingDeps, recipient: Recipient, now: Date): Promise<Everything> {
  const { own, book, settings, also = {} } = deps;
  const [kept, subscriptions, standing, { v: _, ...chosen }] = await Promise.all([
    own.read(recipient),
    book.of(recipient),
    book.standing(recipient),
    settings.read(recipient),
  ]);
  const personal = subscriptions.map(({ topic }) => topic).filter(isPersonal);
  const keys = [...new Set([...placingsOf(kept).map(({ key }) => key), ...personal])];
  const rules = await Promise.all(keys.map((key) => ruleOf(deps, key)));
  const more = await Promise.all(Object.entries(also).map(async ([name, read]) => [name, await read(recipient)]));
  return {
    v: 1,
    recipient: recipientKey(recipient),
    at: now,
    standing,
    settings: chosen,
    fleets: kept.fleets,
    subscriptions: subscriptions
      .filter(({ topic }) => !isPersonal(topic))
      .map(({ recipient: _who, ...subscription }) => subscription),
    rules: rules.filter((rule) => rule !== undefined),
    more: Object.fromEntries(more) as Record<string, unknown>,
  };
}

async function ruleOf({ rules, journal }: EverythingDeps, key: RuleKey): Promise<ExportedRule | undefined> {
  const [rule, changes] = await Promise.all([rules.get(key), journal.of(key, MOST_CHANGES)]);
  if (rule === undefined || rule.removed) return undefined;
  return {
    key,
    definition: rule.definition,
    watch: rule.watch,
    changes: changes.map(({ rule: _, ...entry }) => entry),
  };
}
