import type { RuleKey } from '../../alerts/rule.ts';
import type { StoredRule } from '../../alerts/rules.ts';
import { fact } from '../../delivery/tell/facts.ts';
import { instantAt, localDayAfter, localDayOf } from '../../subscriptions/local-time.ts';
import { incidentIn, isOn, mutedUntil, muteIncident, muteUntil, unmute } from '../../subscriptions/mute.ts';
import { later } from '../../units/time.ts';
import { changed } from '../change-settings.ts';
import {
  answer,
  button,
  corrected,
  type Desk,
  expect,
  howToAnswer,
  hushed,
  leaveIt,
  refusal,
  settle,
} from '../desk.ts';
import { readStretch, type Stretch } from '../parse/duration.ts';
import { referenceTo, referred } from '../reference.ts';
import type { Reply } from '../reply.ts';
import { titleOfRule } from './rule-words.ts';

/** A morning, for who says "tomorrow"; the end of the chat's own night goes first. */
const MORNING = '08:00';
const STRETCHES = ['1h', '8h', 'tomorrow', '7d'] as const;
const OFF = /^(?:off|end|stop|unmute|0|aus|ende|выкл\p{L}*|стоп|нет|fin|fim|apagad[oa]|desligad[oa]|关|关闭|取消)$/iu;

/** Whether and how long nothing is told. */
export function muteIn({ settings, words, at }: Desk): string {
  const until = mutedUntil(settings, at);
  if (until !== undefined) return words.say('mute.until', { until: words.instant(until) });
  const some = settings.mute?.rules.length ?? 0;
  return some === 0 ? words.say('settings.off', {}) : words.say('mute.some', { count: some });
}

/** What can be muted, and for how long; alerts that are on can be muted until they recover. */
export async function answerMute(desk: Desk): Promise<Reply> {
  const { words, settings, at } = desk;
  const on = await rulesOn(desk);
  const isMuted = mutedUntil(settings, at) !== undefined || (settings.mute?.rules.length ?? 0) > 0;
  return answer(
    desk,
    {
      title: words.say('mute.title', {}),
      lead: words.say('mute.lead', {}),
      facts: [fact(words.say('settings.now', {}), muteIn(desk))],
    },
    [
      STRETCHES.map((one) => button(words.say(`mute.${one}`, {}), 'mute', one)),
      [
        button(words.say('button.other', {}), 'otherMute'),
        ...(isMuted ? [button(words.say('button.unmute', {}), 'mute', 'off')] : []),
      ],
      ...on.map((rule) => [
        button(
          words.say('mute.rule', { rule: titleOfRule(rule.definition, words) }),
          'muteRule',
          referenceTo(rule.key),
        ),
      ]),
    ],
  );
}

const MOST = 5;

/** The chat's alerts that have been given and not yet taken back. */
async function rulesOn({ deps, recipient }: Desk): Promise<StoredRule[]> {
  const rules = await Promise.all((await deps.book.of(recipient)).map(({ topic }) => deps.rules.get(topic as RuleKey)));
  return rules.filter((rule): rule is StoredRule => rule !== undefined && isOn(rule)).slice(0, MOST);
}

export async function askMute(desk: Desk): Promise<Reply> {
  const { words } = desk;
  await expect(desk, { awaits: 'mute' });
  return answer(desk, { title: words.say('mute.title', {}), lead: words.say('mute.ask', { how: howToAnswer(desk) }) }, [
    leaveIt(desk),
  ]);
}

/** `2h`, `tomorrow`, `off`: for how long, as it was typed or as a button says it. */
export async function muteFor(desk: Desk, text: string): Promise<Reply> {
  const refused = await refusal(desk);
  if (refused) return refused;
  const { deps, recipient, words } = desk;
  if (OFF.test(text.trim())) {
    const settings = await unmute(deps, recipient);
    return answer(await changed(desk, settings), {
      title: words.say('mute.ended', {}),
      lead: words.say('mute.endedLead', {}),
    });
  }
  const stretch = readStretch(text);
  if (!stretch.ok) return corrected(desk, stretch.wrong);
  const until = endOf(desk, stretch.value);
  const settings = await muteUntil(deps, recipient, until);
  await settle(desk);
  return answer(
    await changed(desk, settings),
    {
      title: words.say('mute.begun', { until: words.instant(until) }),
      lead: words.say('mute.begunLead', {}),
    },
    [[button(words.say('button.unmute', {}), 'mute', 'off')]],
  );
}

/** By the time of the question, so that the same tap, told twice, is the same mute. */
function endOf({ at, settings: { zone, quiet } }: Desk, stretch: Stretch): Date {
  if ('for' in stretch) return later(at, stretch.for);
  return instantAt(zone, localDayAfter(localDayOf(zone, at), 1), quiet?.to ?? MORNING, 'first');
}

/** Nothing of one alert until it is over. */
export async function muteRule(desk: Desk, reference: string): Promise<Reply> {
  const refused = await refusal(desk);
  if (refused) return refused;
  const { deps, recipient, words } = desk;
  const rule = referred(await rulesOn(desk), reference, ({ key }) => key);
  if (rule === undefined) {
    return hushed(desk, { title: words.say('mute.over', {}), lead: words.say('mute.overLead', {}) });
  }
  const settings = await muteIncident(deps, recipient, incidentIn(rule));
  return answer(
    await changed(desk, settings),
    {
      title: words.say('mute.ruleBegun', { rule: titleOfRule(rule.definition, words) }),
      lead: words.say('mute.ruleBegunLead', {}),
    },
    [[button(words.say('button.unmute', {}), 'mute', 'off')]],
  );
}
