import type { Words } from '../../words/words.ts';
import { isRuleNotice } from '../delivery.ts';
import type { Night, Told } from '../overnight.ts';
import { type Section, type Severity, type Telling, tell, tellBoth } from '../telling.ts';
import { fact } from './facts.ts';

const LOUDNESS: Readonly<Record<Severity, number>> = { bad: 0, warning: 1, good: 2, info: 3 };

/** What a night or a silence held back: one thing as always, saying why it comes late; several as a list with times. */
export function tellNight({ told, because }: Night, words: Words): Telling {
  const tellings = told.map((one) => ({ one, telling: tellOne(one, words) }));
  const [first] = tellings;
  const why = because === 'quiet hours' ? 'night' : 'silence';
  if (first && tellings.length === 1) {
    const late = fact(words.say('held.fact', {}), words.say(`held.${why}`, {}));
    return { ...first.telling, facts: [...first.telling.facts, late] };
  }
  const loudest = tellings.toSorted((a, b) => LOUDNESS[a.telling.severity] - LOUDNESS[b.telling.severity]);
  const at = told.map(({ notice }) => notice.at).reduce((a, b) => (a > b ? a : b));
  return {
    severity: loudest[0]!.telling.severity,
    title: words.say(`${why}.title`, { count: told.length }),
    lead: words.say(`${why}.lead`, {}),
    facts: [],
    sections: loudest.map(({ one, telling }) => sectionOf(one, telling, words)),
    sources: [],
    at,
    words,
  };
}

const tellOne = ({ notice, as }: Told, words: Words): Telling =>
  as === 'both' ? tellBoth(notice, words, 'held') : tell(notice, words);

/** A line or two of each: its times stand in its title, where they stay however little room there is. */
function sectionOf({ notice }: Told, telling: Telling, words: Words): Section {
  const { title, lead, evidence = [], since } = telling;
  const times =
    isRuleNotice(notice) && since
      ? words.say(since.to ? 'night.fromTo' : 'night.since', {
          from: words.instant(since.from),
          to: words.instant(since.to ?? notice.at),
        })
      : words.instant(notice.at);
  return { title: words.say('night.entry', { title, times }), lead, facts: [], evidence, ...urlOf(evidence) };
}

const urlOf = ([first]: readonly { url: string }[]): { url?: string } => (first ? { url: first.url } : {});
