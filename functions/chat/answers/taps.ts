import { fact } from '../../delivery/tell/facts.ts';
import { alertMarked, incidentIn, muteIncident } from '../../subscriptions/mute.ts';
import { placingsOf } from '../../subscriptions/own.ts';
import { readMark, seen } from '../../subscriptions/seen.ts';
import { changed } from '../change-settings.ts';
import { answer, button, type Desk, hushed, refusal } from '../desk.ts';
import type { Reply } from '../reply.ts';
import { ofOne } from './margin.ts';
import { notThere } from './not-there.ts';
import { titleOfRule } from './rule-words.ts';
import { whyIn } from './why.ts';

/** What the buttons under an alert can mean (delivery/tell/taps.ts writes them). */
export type AlertTap = { tap: 'seen' | 'mute' | 'details'; mark: string };

const TAPS = { s: 'seen', m: 'mute', d: 'details' } as const;

export function readAlertTap(data: string): AlertTap | undefined {
  const [, tap, mark = ''] = /^([smd]):([\w-]{16})$/.exec(data) ?? [];
  return tap === undefined ? undefined : { tap: TAPS[tap as keyof typeof TAPS], mark };
}

/** Somebody tapped a button under an alert. The alert stays as it is: it is a record of what was told. */
export function answerAlertTap(desk: Desk, { tap, mark }: AlertTap): Promise<Reply> {
  switch (tap) {
    case 'seen':
      return tapSeen(desk, mark);
    case 'mute':
      return tapMute(desk, mark);
    case 'details':
      return tapDetails(desk, mark);
  }
}

async function tapSeen(desk: Desk, mark: string): Promise<Reply> {
  const { deps, recipient, user, at, words } = desk;
  const first = await seen(deps, recipient, mark, user, at);
  if (first === undefined) return notThere(desk);
  const isOurs = first.user === user;
  return hushed(desk, {
    title: words.say('tap.seenTitle', {}),
    lead: isOurs ? words.say('tap.seenLead', {}) : words.say('tap.seenBefore', { at: words.instant(first.at) }),
  });
}

async function tapMute(desk: Desk, given: string): Promise<Reply> {
  const refused = await refusal(desk);
  if (refused) return refused;
  const { deps, recipient, words } = desk;
  const mark = readMark(given);
  const rule = mark && (await alertMarked(deps, recipient, mark));
  if (rule === undefined) {
    return hushed(desk, { title: words.say('mute.over', {}), lead: words.say('mute.overLead', {}) });
  }
  await changed(desk, await muteIncident(deps, recipient, incidentIn(rule)));
  return hushed(desk, {
    title: words.say('mute.ruleBegun', { rule: titleOfRule(rule.definition, words) }),
    lead: words.say('mute.ruleBegunLead', {}),
  });
}

/** Of a fleet, all its numbers as they are now; of anything else since when, and what decided it. */
async function tapDetails(desk: Desk, given: string): Promise<Reply> {
  const { deps, recipient, words, snapshot } = desk;
  const mark = readMark(given);
  const rule = mark && (await alertMarked(deps, recipient, mark));
  if (rule === undefined) {
    return hushed(desk, { title: words.say('mute.over', {}), lead: words.say('mute.overLead', {}) });
  }
  const fleet = placingsOf(await deps.own.read(recipient)).find(({ key }) => key === rule.key)?.fleet;
  if (fleet && snapshot) return { ...ofOne(desk, fleet, snapshot), edits: false };
  const entries = await deps.journal.of(rule.key, 4);
  return {
    ...answer(
      desk,
      {
        title: titleOfRule(rule.definition, words),
        lead: words.say('alerts.firing', { since: words.instant(rule.watch.since) }),
        facts: entries.map(({ at, because }) => fact(words.instant(at), whyIn(because, words))),
      },
      [[button(words.say('button.alerts', {}), 'alerts', 0)]],
    ),
    edits: false,
  };
}
