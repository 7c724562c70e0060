import { distance } from 'fastest-levenshtein';
import { FILINGS_TOPIC } from '../../alerts/notice.ts';
import type { RuleKey } from '../../alerts/rule.ts';
import type { Rules } from '../../alerts/rules.ts';
import { clip } from '../../delivery/clip.ts';
import { nameOf, tickerOf } from '../../filings/watchlist.ts';
import { RIGS } from '../../market/rigs.ts';
import type { Book } from '../../subscriptions/book.ts';
import type { OwnKeeper } from '../../subscriptions/own.ts';
import type { Recipient } from '../../subscriptions/recipient.ts';
import type { Words } from '../../words/words.ts';
import { LISTED } from '../answers/miners.ts';
import { titleOfRule } from '../answers/rule-words.ts';
import { TOPIC_WORDS, type Topic } from '../answers/topics.ts';
import type { Suggests } from '../commands.ts';
import { referenceTo } from '../reference.ts';
import { type Choice, LONGEST_CHOICE, MOST_CHOICES } from './response.ts';

export type SuggestDeps = {
  own: Pick<OwnKeeper, 'read'>;
  book: Pick<Book, 'of'>;
  rules: Pick<Rules, 'get'>;
};

/** Something to offer. @property also what else it is known by. */
type Offer = Choice & { also?: readonly string[] };

/** What an option may be completed to, the likeliest first: from our tables, or from what this chat has. */
export async function suggestionsFor(
  deps: SuggestDeps,
  suggests: Suggests,
  recipient: Recipient,
  typed: string,
  words: Words,
): Promise<Choice[]> {
  const offers = await offersOf(deps, suggests, recipient, words);
  return best(typed, offers).map(({ name, value }) => ({ name: clip(name, LONGEST_CHOICE), value }));
}

async function offersOf(
  { own, book, rules }: SuggestDeps,
  suggests: Suggests,
  recipient: Recipient,
  words: Words,
): Promise<readonly Offer[]> {
  switch (suggests) {
    case 'rigs':
      return RIGS.map(({ name, joulesPerTerahash }) => ({
        name: `${name} (${words.joulesPerTerahash(joulesPerTerahash)})`,
        value: name,
        also: [name.slice(name.indexOf(' ') + 1)],
      }));
    case 'tickers':
      return COMPANIES;
    case 'fleets':
      return (await own.read(recipient)).fleets.map(({ id, fleet }) => ({
        name: fleet.name,
        // A name may be longer than a choice.
        value: fleet.name.length <= LONGEST_CHOICE ? fleet.name : id,
      }));
    case 'topics':
      return [...topics(words), ...COMPANIES];
    case 'alerts': {
      const subscriptions = await book.of(recipient);
      const alerts = await Promise.all(
        subscriptions.map(async ({ topic }): Promise<Offer[]> => {
          if (topic === FILINGS_TOPIC)
            return [{ name: words.say('alerts.filings', {}), value: `#${referenceTo(topic)}` }];
          const rule = await rules.get(topic as RuleKey);
          if (rule === undefined || rule.removed) return [];
          return [{ name: titleOfRule(rule.definition, words), value: `#${referenceTo(topic)}` }];
        }),
      );
      const ciks = subscriptions.find(({ topic }) => topic === FILINGS_TOPIC)?.filter?.ciks ?? [];
      return [...alerts.flat(), ...COMPANIES.filter((_, i) => ciks.includes(LISTED[i]!.cik))];
    }
  }
}

const COMPANIES: readonly Offer[] = LISTED.map((company) => ({
  name: `${tickerOf(company)}: ${nameOf(company)}`,
  value: tickerOf(company),
  also: [nameOf(company)],
}));

const topics = (words: Words): Offer[] =>
  (Object.keys(TOPIC_WORDS) as Topic[]).map((topic) => ({
    name: words.say(`topic.${topic}`, {}),
    value: topic,
    also: TOPIC_WORDS[topic],
  }));

/** Capitals, spaces and hyphens are nobody's search. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\-–_:()]+/gu, '');

/** All of them, in their own order, for nothing typed; otherwise what comes near it, the nearest first. */
function best(typed: string, offers: readonly Offer[]): Offer[] {
  const wanted = plain(typed);
  if (wanted === '') return offers.slice(0, MOST_CHOICES);
  const near = offers
    .map((offer) => {
      const names = [offer.name, offer.value, ...(offer.also ?? [])];
      return { offer, far: Math.min(...names.map((one) => farFrom(wanted, one))) };
    })
    .filter(({ far }) => far < Number.POSITIVE_INFINITY)
    .toSorted((a, b) => a.far - b.far || a.offer.value.length - b.offer.value.length);
  // Where something is spelt right, or nearly, what is spelt worse was not meant.
  const most = (near[0]?.far ?? 0) < MISSPELT ? MISSPELT : near[0]!.far + 1;
  return near
    .filter(({ far }) => far <= most)
    .slice(0, MOST_CHOICES)
    .map(({ offer }) => offer);
}

const MISSPELT = 3;

/** Said outright, begun with, within it, or with a letter in three wrong. */
function farFrom(wanted: string, name: string): number {
  const known = plain(name);
  if (known === wanted) return 0;
  if (known.startsWith(wanted)) return 1;
  const at = known.indexOf(wanted);
  if (at > 0) return 2 + at / 1_000;
  const { length } = wanted;
  const wrong = Math.min(...[length - 1, length, length + 1].map((end) => distance(wanted, known.slice(0, end))));
  return wanted.length >= 3 && wrong <= Math.max(1, Math.floor(wanted.length / 3))
    ? MISSPELT + wrong
    : Number.POSITIVE_INFINITY;
}
