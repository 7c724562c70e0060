import { isAnnouncement, isOpening, type Notice, type RuleNotice } from '../alerts/notice.ts';
import type { Words } from '../words/words.ts';
import { type Angle, angleOf } from './tell/angle.ts';
import { tellAnnouncement } from './tell/announcement.ts';
import { salesFacts } from './tell/facts.ts';
import { ignoredOf, sourcesOf } from './tell/sources.ts';

export type Severity = 'bad' | 'good' | 'warning' | 'info';
/** `url`: where it can be read. `channel`: it names a channel of Discord, which shows its present name there. */
export type Fact = { label: string; value: string; url?: string; channel?: string };
/** Who measured what, and when. */
export type Source = { what: string; names: string; at: Date };
/** `lasted` is absent where it only just began. */
export type Span = { label: string; from: Date; to?: Date; lasted?: string };

/** Words of somebody else, and where they stand. */
export type Evidence = { quote?: string; label: string; url: string };
/** One of several things told together; where its title leads when it stands alone, if anywhere. */
export type Section = {
  title: string;
  lead: string;
  facts: readonly Fact[];
  evidence: readonly Evidence[];
  url?: string;
};

/** Which end of an incident is told; `both` is a beginning that is told together with its end. */
export const FORMS = [
  'fired',
  'reminded',
  'hovering',
  'settledFiring',
  'settledCalm',
  'closed',
  'resolved',
  'both',
] as const;
export type Form = (typeof FORMS)[number];

/**
 * A message in words, before it has a platform. Plain text throughout: nothing in it is escaped, and all of it must be.
 *
 * What matters most comes first, so that what does not fit can be left out from the end.
 */
export type Telling = {
  severity: Severity;
  title: string;
  /** What happened, with the number and the line it was held against. */
  lead: string;
  facts: readonly Fact[];
  /** What somebody else said, for what was announced. */
  evidence?: readonly Evidence[];
  /** Instead of facts of its own, when several things are told together; the loudest first. */
  sections?: readonly Section[];
  /** Absent from what is no incident: the answer to a command. */
  since?: Span;
  whatWouldChangeIt?: string;
  sources: readonly Source[];
  /** Numbers that were not used, and why. */
  ignored?: string;
  /** The tick that decided. */
  at: Date;
  words: Words;
};

/** The same notice, the same words: no clock, so that a golden file can hold them. */
export const tell = (notice: Notice, words: Words): Telling =>
  isAnnouncement(notice) ? tellAnnouncement(notice, words) : telling(notice, formOf(notice), words);

/** The end of an incident whose beginning this chat never got, or did not want to get: one message that says both. */
export const tellBoth = (ended: Notice, words: Words, unheard: 'lost' | 'held' = 'lost'): Telling =>
  isAnnouncement(ended) ? tellAnnouncement(ended, words) : telling(ended, 'both', words, unheard);

function formOf({ event, settledAs }: RuleNotice): Form {
  if (event !== 'settled') return event;
  return settledAs === 'firing' ? 'settledFiring' : 'settledCalm';
}

function telling(notice: RuleNotice, form: Form, words: Words, unheard: 'lost' | 'held' = 'lost'): Telling {
  const angle = angleOf(notice, words);
  const on = isOn(form);
  return {
    severity: severityOf(form, angle.severity),
    title: angle.title(form),
    lead: leadOf(form, on ? angle.on : angle.off, notice, words, unheard),
    since: spanOf(notice, on, words),
    // A rule that is gone needs no numbers any more.
    ...(form === 'closed' ? { facts: [], sources: [] } : evidence(notice, form, angle, words)),
    at: notice.at,
    words,
  };
}

function evidence(
  notice: RuleNotice,
  form: Form,
  { facts, until, again }: Angle,
  words: Words,
): Pick<Telling, 'facts' | 'sources' | 'whatWouldChangeIt' | 'ignored'> {
  const next = form === 'hovering' ? words.say('until.hovering', {}) : isOn(form) ? until : again;
  const ignored = ignoredOf(notice, words);
  return {
    facts: [...facts, ...salesFacts(notice, words)],
    sources: sourcesOf(notice, words),
    ...(next === undefined ? {} : { whatWouldChangeIt: next }),
    ...(ignored === '' ? {} : { ignored }),
  };
}

/** Whether it is still true when it is told. */
const isOn = (form: Form): boolean =>
  form === 'fired' || form === 'reminded' || form === 'hovering' || form === 'settledFiring';

function severityOf(form: Form, whileOn: Severity): Severity {
  if (form === 'closed') return 'info';
  if (form === 'hovering') return 'warning';
  if (isOn(form)) return whileOn;
  return whileOn === 'good' ? 'info' : 'good';
}

function leadOf(form: Form, state: string, { since, at }: RuleNotice, words: Words, unheard: 'lost' | 'held'): string {
  const from = words.instant(since);
  const lasted = words.duration(at.getTime() - since.getTime());
  switch (form) {
    case 'fired':
    case 'resolved':
      return state;
    case 'reminded':
      return words.say('lead.reminded', { state, lasted });
    case 'hovering':
      return words.say('lead.hovering', { state });
    case 'settledFiring':
    case 'settledCalm':
      return words.say('lead.settled', { state });
    case 'closed':
      return words.say('lead.closed', { from });
    case 'both':
      return words.say(unheard === 'lost' ? 'lead.both' : 'night.both', { state, lasted, from });
  }
}

function spanOf(notice: RuleNotice, on: boolean, words: Words): Span {
  const { since, at, event } = notice;
  const ms = at.getTime() - since.getTime();
  return {
    label: words.say(on ? 'span.since' : 'span.lasted', {}),
    from: since,
    ...(on || isOpening(event) ? {} : { to: at }),
    ...(ms < 60_000 ? {} : { lasted: words.duration(ms) }),
  };
}
