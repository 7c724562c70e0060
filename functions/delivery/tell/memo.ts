import { marginOf } from '../../market/margin.ts';
import type { Snapshot } from '../../market/snapshot.ts';
import { mutedUntil } from '../../subscriptions/mute.ts';
import { quietUntil } from '../../subscriptions/quiet-hours.ts';
import type { Settings } from '../../subscriptions/settings.ts';
import type { Words } from '../../words/words.ts';
import type { Change, DigestMemo, LostMemo, Memo, TestMemo } from '../memo.ts';
import type { Fact, Form, Telling } from '../telling.ts';
import { angleOf } from './angle.ts';
import { announcedFact } from './announcement.ts';
import { bitcoinFact, fact, marginFact, retargetFacts } from './facts.ts';
import { fleetInHours } from './in-hours.ts';
import { fleetInOwnMoney } from './own-money.ts';
import { periodFact } from './production.ts';
import { sourcesOf } from './sources.ts';
import { bandFact, costsFact } from './week.ts';

/** What belongs to one chat and to no rule, in words. */
export function tellMemo(memo: Memo, settings: Settings, words: Words): Telling {
  switch (memo.kind) {
    case 'test':
      return tellTest(memo, settings, words);
    case 'digest':
      return tellDigest(memo, words);
    case 'lost':
      return tellLost(memo, words);
  }
}

const LOST = {
  access: { lead: 'lost.access', mend: 'lost.access.mend' },
  permissions: { lead: 'lost.permissions', mend: 'lost.permissions.mend' },
  'an open thread': { lead: 'lost.thread', mend: 'lost.thread.mend' },
  'the channel': { lead: 'lost.channel', mend: 'lost.channel.mend' },
} as const;

/** Which channel, what is missing, and how to mend it. */
function tellLost({ channel, lacks, at }: LostMemo, words: Words): Telling {
  const permissions = (['view', 'send', 'threads', 'embed', 'attach'] as const).map((one) =>
    words.say(`permission.${one}`, {}),
  );
  return {
    severity: 'warning',
    title: words.say('lost.title', {}),
    lead: words.say(LOST[lacks].lead, {}),
    facts: [
      { ...fact(words.say('lost.which', {}), channel), channel },
      fact(words.say('lost.mend', {}), words.say(LOST[lacks].mend, { permissions: words.list(permissions) })),
    ],
    sources: [],
    at,
    words,
  };
}

/** Says of itself that it is a test, and what would become of an alert at this minute. */
function tellTest({ at, snapshot }: TestMemo, settings: Settings, words: Words): Telling {
  return {
    severity: 'info',
    title: words.say('test.title', {}),
    lead: words.say('test.lead', {}),
    facts: [
      ...(snapshot ? [fact(words.say('fact.hashprice', {}), words.usdPerPhDay(snapshot.hashprice.usdPerPhDay))] : []),
      fact(words.say('test.alerts', {}), fateOf(settings, at, words)),
    ],
    sources: sourcesOf({ snapshot }, words),
    at,
    words,
  };
}

function fateOf(settings: Settings, at: Date, words: Words): string {
  const muted = mutedUntil(settings, at);
  if (muted) return words.say('test.muted', { until: words.instant(muted) });
  const quiet = quietUntil(settings, at);
  return quiet === 'awake' ? words.say('test.atOnce', {}) : words.say('test.quiet', { until: words.instant(quiet) });
}

/**
 * Hashprice and what it did; each fleet; what fired and ended; what the companies said: in this order, cut from the end.
 * A week first says where all stand: machines, costs, the next retarget, what was issued and bought.
 */
function tellDigest(memo: DigestMemo, words: Words): Telling {
  const { every, from, at, snapshot, fleets, changes, announcements, more, week } = memo;
  const nothing =
    changes.length + announcements.length === 0
      ? [fact(words.say('digest.alerts', {}), words.say('digest.none', {}))]
      : [];
  return {
    severity: 'info',
    title: words.say(`digest.${every}.title`, { day: words.day(at) }),
    lead: leadOf(memo, words),
    facts: [
      ...(snapshot
        ? [
            bitcoinFact(snapshot, words),
            ...fleets.flatMap((fleet) => fleetFacts(fleet, snapshot, words)),
            ...(every === 'week'
              ? [bandFact(snapshot, words), costsFact(snapshot, words), ...retargetFacts(snapshot, words)]
              : []),
          ]
        : []),
      ...(week ? periodFact(week, words) : []),
      ...changes.map((change) => changeFact(change, words)),
      ...announcements.map((announcement) => announcedFact(announcement, words)),
      ...nothing,
      ...(more > 0 ? [fact(words.say('digest.more', {}), words.count(more))] : []),
    ],
    since: { label: words.say('span.lasted', {}), from, to: at },
    sources: sourcesOf({ snapshot }, words),
    at,
    words,
  };
}

function leadOf({ snapshot, before }: DigestMemo, words: Words): string {
  if (snapshot === undefined) return words.say('answer.nothing.lead', {});
  const hashprice = words.usdPerPhDay(snapshot.hashprice.usdPerPhDay);
  if (before === undefined) return words.say('digest.leadBare', { hashprice });
  return words.say('digest.lead', {
    hashprice,
    change: words.change(snapshot.hashprice.usdPerPhDay / before.usdPerPhDay - 1),
    priceChange: words.change(snapshot.price.usdPerBtc / before.usdPerBtc - 1),
  });
}

/** In the money of its power. Nothing of a fleet whose currency has no rate that still holds. */
function fleetFacts({ fleet, hours }: DigestMemo['fleets'][number], given: Snapshot, reader: Words): Fact[] {
  const own = fleetInOwnMoney(fleet, given, reader);
  if (own.snapshot === undefined) return [];
  const { hashprice, price } = own.snapshot;
  const margin = marginOf(own.fleet, { hashprice: hashprice.usdPerPhDay, price: price.usdPerBtc });
  const { label, value } = marginFact(margin, own.words);
  return [fact(fleetInHours(fleet.name, hours, reader), reader.say('digest.fleet', { label, value }))];
}

/** The journal keeps no snapshot, so of a change only its title is told, and when. */
function changeFact({ definition, event, to, at, since, value }: Change, words: Words): Fact {
  const bare = { v: 1 as const, key: 'journal', rule: 'journal' as never, threshold: value, openedAt: since };
  const angle = angleOf({ ...bare, definition, event, at, since, value }, words);
  return fact(words.instant(at), angle.title(formOf(event, to)));
}

const formOf = (event: Change['event'], phase: string): Form =>
  event !== 'settled' ? event : phase === 'firing' ? 'settledFiring' : 'settledCalm';
