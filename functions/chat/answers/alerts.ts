import { type Nearness, nearness } from '../../alerts/nearness.ts';
import { FILINGS_TOPIC } from '../../alerts/notice.ts';
import { planOf } from '../../alerts/plan.ts';
import { lineOf, type RuleKey } from '../../alerts/rule.ts';
import type { StoredRule } from '../../alerts/rules.ts';
import { fact } from '../../delivery/tell/facts.ts';
import type { Fact } from '../../delivery/telling.ts';
import type { Filter } from '../../subscriptions/filter.ts';
import { removeRule, useOf } from '../../subscriptions/fleets.ts';
import { LIMITS } from '../../subscriptions/limits.ts';
import { isOn } from '../../subscriptions/mute.ts';
import { type Own, placingsOf } from '../../subscriptions/own.ts';
import { unsubscribe } from '../../subscriptions/subscribe.ts';
import { isPersonal } from '../../subscriptions/topics.ts';
import type { Words } from '../../words/words.ts';
import { answer, button, type Desk, expect, howToAnswer, leaveIt, type Rows, refusal } from '../desk.ts';
import { referenceTo, referred } from '../reference.ts';
import type { Reply } from '../reply.ts';
import { askingOf } from './asking.ts';
import { filterIn } from './filings-filter.ts';
import { showFleet } from './fleet.ts';
import { notThere } from './not-there.ts';
import { inMoney, titleOfRule } from './rule-words.ts';

/** As many as a phone shows, each with a row of buttons. */
const PAGE = 6;

/** Before whatever is past its line and waits to fire. */
const FIRING = -1;

/** Something this chat hears of. @property far how far from firing, as a ratio; less than none while it fires. */
type Alert = { topic: string; title: string; state: string; far: number; rule?: StoredRule; edit?: 'fleet' | 'line' };

/** What this chat hears of, nearest to firing first, each with how far away it is; and how much of its limits it uses. */
export async function answerAlerts(desk: Desk, page = 0, lead?: string): Promise<Reply> {
  const { words, deps, recipient } = desk;
  const [all, use] = await Promise.all([alertsOf(desk), useOf(deps, recipient)]);
  if (all.length === 0) {
    return answer(desk, { title: words.say('alerts.none', {}), lead: words.say('alerts.noneLead', {}) }, [
      [button(words.say('button.addFleet', {}), 'newFleet'), button(words.say('button.subscribe', {}), 'topics')],
    ]);
  }
  const pages = Math.ceil(all.length / PAGE);
  const shown = Math.min(page, pages - 1);
  const first = shown * PAGE;
  const some = all.slice(first, first + PAGE);
  return answer(
    desk,
    {
      title: words.say('alerts.title', { count: all.length }),
      lead: lead ?? words.say('alerts.lead', {}),
      facts: [
        ...some.map(({ title, state }, i): Fact => fact(`${first + i + 1}. ${title}`, state)),
        fact(
          words.say('alerts.use', {}),
          words.say('alerts.used', {
            fleets: use.fleets,
            mostFleets: LIMITS.fleets,
            rules: use.rules,
            mostRules: LIMITS.rules,
            topics: use.subscriptions,
            mostTopics: LIMITS.subscriptions,
          }),
        ),
      ],
    },
    [...some.map((alert, i) => rowOf(alert, first + i + 1)), ...lastRow(shown, pages, words)],
  );
}

const rowOf = ({ topic, edit }: Alert, number: number): Rows[number] => [
  ...(edit === undefined && topic !== FILINGS_TOPIC
    ? []
    : [
        topic === FILINGS_TOPIC
          ? button(`✏️ ${number}`, 'companies', 0)
          : button(`✏️ ${number}`, 'editRule', referenceTo(topic)),
      ]),
  button(`🗑 ${number}`, 'dropRule', referenceTo(topic)),
];

const lastRow = (shown: number, pages: number, words: Words): Rows => [
  [
    ...(shown > 0 ? [button('‹', 'alerts', shown - 1)] : []),
    button(words.say('button.newAlert', {}), 'topics'),
    ...(shown < pages - 1 ? [button('›', 'alerts', shown + 1)] : []),
  ],
];

async function alertsOf(desk: Desk): Promise<Alert[]> {
  const { deps, recipient, words, snapshot } = desk;
  const [subscriptions, own] = await Promise.all([deps.book.of(recipient), deps.own.read(recipient)]);
  const alerts = await Promise.all(
    subscriptions.map(async ({ topic, filter }): Promise<Alert[]> => {
      if (topic === FILINGS_TOPIC) return [filingsAlert(filter, words)];
      const rule = await deps.rules.get(topic as RuleKey);
      if (rule === undefined || rule.removed) return [];
      const near = snapshot && nearness(rule.definition, snapshot, deps.transitions.tickMs);
      const edit = editOf(rule, own);
      return [
        {
          topic,
          title: titleOfRule(rule.definition, words),
          state: isOn(rule)
            ? words.say('alerts.firing', { since: words.instant(rule.watch.since) })
            : stateOf(desk, rule, near),
          far: isOn(rule) ? FIRING : (near?.distance ?? Number.MAX_SAFE_INTEGER),
          rule,
          ...(edit && { edit }),
        },
      ];
    }),
  );
  return alerts.flat().toSorted((a, b) => a.far - b.far || (a.topic < b.topic ? -1 : 1));
}

function editOf({ key, definition: { kind } }: StoredRule, own: Own): Alert['edit'] | undefined {
  if (!isPersonal(key)) return undefined;
  const placing = placingsOf(own).find((one) => one.key === key);
  if (placing?.fleet) return 'fleet';
  return placing && kind === 'hashprice' ? 'line' : undefined;
}

/** Nobody can tell when a company sells: it comes after whatever can be measured. */
const filingsAlert = (filter: Filter | undefined, words: Words): Alert => ({
  topic: FILINGS_TOPIC,
  title: words.say('alerts.filings', {}),
  state: filterIn(filter, words),
  far: Number.MAX_SAFE_INTEGER,
});

/** `19 % away: $28.17/PH/day now, fires under $23.60/PH/day`. */
function stateOf({ words, snapshot, at, deps }: Desk, { definition }: StoredRule, near: Nearness | undefined): string {
  if (definition.kind === 'data')
    return ageState(words, snapshot?.at, at, planOf(definition, deps.transitions.tickMs).enter);
  if (near === undefined) return words.say('alerts.cannotTell', {});
  const { value, threshold, change } = near;
  const away = words.percent(Math.abs(change));
  const isPast = change === 0;
  switch (definition.kind) {
    case 'margin':
    case 'retarget':
    case 'hashprice': {
      const currency =
        definition.kind === 'hashprice' ? lineOf(definition).currency : (definition.fleet.currency ?? 'USD');
      const money = inMoney(currency, words);
      const [now, line] = money.apart(value, threshold);
      const side = definition.kind === 'hashprice' ? definition.side : 'below';
      return isPast ? words.say('alerts.past', { now, line }) : words.say(`alerts.${side}`, { away, now, line });
    }
    case 'switch-over': {
      const [now, line] = words.apart(value, threshold);
      return isPast
        ? words.say('alerts.past', { now, line })
        : words.say(`alerts.${definition.side}`, { away, now, line });
    }
    case 'cost':
      return isPast ? words.say('alerts.pastBare', {}) : words.say('alerts.cost', { away });
    case 'lowest':
      return definition.days === 'record'
        ? isPast
          ? words.say('alerts.pastBare', {})
          : words.say('alerts.record', { away })
        : words.say('alerts.lowest', { days: Math.floor(value), wanted: definition.days });
  }
}

const ageState = (words: Words, last: Date | undefined, now: Date, limitMinutes: number): string =>
  words.say('alerts.data', {
    age: words.duration(Math.max(0, now.getTime() - (last?.getTime() ?? now.getTime()))),
    limit: words.stretch(limitMinutes * 60_000),
  });

/** A fleet's alert goes with its fleet, so that is shown; any other goes, and the list is shown without it. */
export async function dropRule(desk: Desk, reference: string): Promise<Reply> {
  const refused = await refusal(desk);
  if (refused) return refused;
  const { deps, recipient, words } = desk;
  const subscription = referred(await deps.book.of(recipient), reference, ({ topic }) => topic);
  // Gone already, perhaps by this very tap: what is left is shown.
  if (subscription === undefined) return { ...(await answerAlerts(desk)), toast: words.say('chat.gone.title', {}) };
  const placing = placingsOf(await deps.own.read(recipient)).find(({ key }) => key === subscription.topic);
  if (placing?.fleet) return showFleet(desk, placing.fleet.id, words.say('fleet.toRemove', {}));
  const own = (await deps.own.read(recipient)).rules.find(({ key }) => key === subscription.topic);
  if (own) await removeRule(deps, askingOf(desk), own.id);
  else await unsubscribe(deps, recipient, subscription.topic, { latest: desk.snapshot, now: desk.at });
  return { ...(await answerAlerts(desk)), toast: words.say('alerts.removed', {}) };
}

/** A fleet's alert is changed by changing the fleet; a line, by typing another. */
export async function editRule(desk: Desk, reference: string): Promise<Reply> {
  const refused = await refusal(desk);
  if (refused) return refused;
  const { deps, recipient, words } = desk;
  const own = await deps.own.read(recipient);
  const placing = referred(placingsOf(own), reference, ({ key }) => key);
  if (placing === undefined) return notThere(desk);
  if (placing.fleet) return showFleet(desk, placing.fleet.id);
  const rule = own.rules.find(({ key }) => key === placing.key);
  if (rule === undefined || rule.definition.kind !== 'hashprice') return notThere(desk);
  await expect(desk, { awaits: 'line', instead: rule.id });
  return answer(
    desk,
    {
      title: titleOfRule(rule.definition, words),
      lead: words.say('line.ask', { how: howToAnswer(desk) }),
    },
    [[button(words.say('button.back', {}), 'alerts', 0), ...leaveIt(desk)]],
  );
}
