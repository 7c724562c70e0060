import { FILINGS_TOPIC } from '../../alerts/notice.ts';
import { placeRule } from '../../alerts/place.ts';
import { type Rule, ruleKey, ruleShape } from '../../alerts/rule.ts';
import { SHARED, type Shared } from '../../alerts/shared.ts';
import type { Subscription } from '../../subscriptions/book.ts';
import { useOf } from '../../subscriptions/fleets.ts';
import { roomFor } from '../../subscriptions/limits.ts';
import { answer, button, type Desk, refusal } from '../desk.ts';
import type { Reply } from '../reply.ts';

export type Topic = Shared | 'filings';

export const TOPIC_WORDS: Readonly<Record<Topic, readonly string[]>> = {
  filings: ['filing', 'sales', 'miners', 'companies', 'announcements', 'all miners', 'reserves', 'sec'],
  data: ['outage', 'data gaps'],
  lowest: ['low', '90', '90d', 'lowest 90', 'hashprice'],
  record: ['record low', 'all time low', 'atl'],
  electricity: ['electricity cost', 'power cost'],
  cash: ['cash cost', 'cost'],
  regression: ['regression cost'],
  ai: ['hpc', 'switch-over', 'switchover', 'mining or ai', 'mining vs ai'],
};

/** Everything there is to hear, with a tick at what this chat hears. */
export async function answerTopics(desk: Desk): Promise<Reply> {
  const { deps, recipient, words } = desk;
  const heard = new Map((await deps.book.of(recipient)).map((one) => [one.topic, one]));
  const row = (topic: Topic) => {
    const subscription = heard.get(topicKey(topic));
    const isOn = subscription !== undefined;
    return [
      button(`${isOn ? '✓' : '○'} ${words.say(`topic.${topic}`, {})}`, 'topic', topic, isOn ? 'off' : 'on'),
      ...(topic === 'filings' ? [button(words.say('button.companies', {}), 'companies', 0)] : []),
    ];
  };
  return answer(desk, { title: words.say('topics.title', {}), lead: words.say('topics.lead', {}) }, [
    [button(words.say('button.addFleet', {}), 'newFleet'), button(words.say('button.newLine', {}), 'newLine')],
    row('filings'),
    row('lowest'),
    row('record'),
    row('electricity'),
    row('cash'),
    row('regression'),
    row('ai'),
    row('data'),
    [button(words.say('button.alerts', {}), 'alerts', 0)],
  ]);
}

export const topicKey = (topic: Topic): string => (topic === 'filings' ? FILINGS_TOPIC : ruleKey(SHARED[topic]));

export async function toggleTopic(desk: Desk, topic: Topic, turn: 'on' | 'off'): Promise<Reply> {
  const refused = await refusal(desk, turn === 'on' ? 'more' : 'any');
  if (refused) return refused;
  const { deps, recipient, words } = desk;
  if (turn === 'on') await listen(desk, topic);
  else await deps.book.unsubscribe(recipient, topicKey(topic));
  const said = words.say(turn === 'on' ? 'topics.on' : 'topics.off', { topic: words.say(`topic.${topic}`, {}) });
  return { ...(await answerTopics(desk)), toast: said };
}

/** Hears of it from now on. @throws {LimitReached} */
export async function listen(desk: Desk, topic: Topic): Promise<void> {
  const { recipient, at } = desk;
  if (topic === 'filings')
    await subscribe(desk, { recipient, topic: FILINGS_TOPIC, since: at, ...(await ofAll(desk)) });
  else await listenTo(desk, ruleShape.parse(SHARED[topic]));
}

/** Of all companies; which announcements, and of how many coins, stays as it was chosen. */
async function ofAll({ deps, recipient }: Desk): Promise<Pick<Subscription, 'filter'>> {
  const known = (await deps.book.of(recipient)).find((one) => one.topic === FILINGS_TOPIC);
  const { ciks: _, ...filter } = known?.filter ?? {};
  return Object.keys(filter).length > 0 ? { filter } : {};
}

/** A rule that is shared. Subscribed first: a rule that is judged at once must already have somebody to tell. */
export async function listenTo(desk: Desk, definition: Rule): Promise<void> {
  const { deps, recipient, snapshot, at } = desk;
  await subscribe(desk, { recipient, topic: ruleKey(definition), since: at });
  await placeRule(deps.transitions, { definition }, snapshot, at);
}

/** @throws {LimitReached} */
export async function subscribe({ deps, recipient }: Desk, subscription: Subscription): Promise<void> {
  const known = await deps.book.of(recipient);
  if (!known.some(({ topic }) => topic === subscription.topic)) {
    roomFor('subscriptions', (await useOf(deps, recipient)).subscriptions);
  }
  await deps.book.subscribe(subscription);
}
