import { type Rule, ruleShape } from '../../alerts/rule.ts';
import { SHARED } from '../../alerts/shared.ts';
import { answer, button, corrected, type Desk, inARow, refusal } from '../desk.ts';
import { chosen } from '../parse/choice.ts';
import { isLeast } from '../parse/coins.ts';
import { readLine } from '../parse/line.ts';
import { wrong } from '../parse/read.ts';
import { isRivals } from '../parse/rivals.ts';
import type { Reply } from '../reply.ts';
import { answerAlerts, dropRule } from './alerts.ts';
import { followOne } from './companies.ts';
import { leastTyped } from './kinds.ts';
import { lineTyped } from './line.ts';
import { companyMeant } from './miner.ts';
import { pastOf } from './past.ts';
import { rivalsTyped } from './rivals.ts';
import { titleOfRule } from './rule-words.ts';
import { answerTopics, listen, listenTo, TOPIC_WORDS, type Topic, topicKey } from './topics.ts';

/** `/subscribe below 40`, `/subscribe MARA`, `/subscribe filings`. */
export async function subscribeTyped(desk: Desk, what: string | undefined): Promise<Reply> {
  if (what === undefined) return answerTopics(desk);
  const line = readLine(what, desk.settings);
  if (line.ok) return lineTyped(desk, what);
  if (isLeast(what)) return leastTyped(desk, what);
  const lowest = readLowest(what);
  if (lowest !== undefined) return lowestOf(desk, lowest);
  const topic = chosen(what, TOPIC_WORDS);
  if (topic !== undefined) return subscribed(desk, topic);
  if (isRivals(what)) return rivalsTyped(desk, what);
  if (companyMeant(what) !== undefined) return followOne(desk, what, 'on');
  // With a side in it, it was a line, and what is wrong with it is known.
  if (line.wrong.key !== 'wrong.side') return corrected(desk, line.wrong);
  return corrected(desk, wrong('wrong.subscribe', what), [[button(desk.words.say('button.subscribe', {}), 'topics')]]);
}

/** `lowest 30`, `lowest in 365 days`. */
function readLowest(what: string): Rule | undefined {
  const [, days] = /^(?:lowest|low)(?: in)? (\d{1,4})(?: ?d(?:ays)?)?$/i.exec(what.trim()) ?? [];
  const rule = ruleShape.safeParse({ kind: 'lowest', days: Number(days) });
  return rule.success ? rule.data : undefined;
}

async function lowestOf(desk: Desk, rule: Rule): Promise<Reply> {
  const refused = await refusal(desk, 'more');
  if (refused) return refused;
  const { words } = desk;
  await listenTo(desk, rule);
  return answer(
    desk,
    {
      severity: 'good',
      title: words.say('line.saved', { rule: titleOfRule(rule, words) }),
      lead: (await pastOf(desk, [rule])) ?? words.say('alerts.lead', {}),
    },
    [[button(words.say('button.alerts', {}), 'alerts', 0)]],
    { promises: true },
  );
}

async function subscribed(desk: Desk, topic: Topic): Promise<Reply> {
  const refused = await refusal(desk, 'more');
  if (refused) return refused;
  const { words } = desk;
  await listen(desk, topic);
  const past =
    topic === 'filings' || topic === 'data' ? undefined : await pastOf(desk, [ruleShape.parse(SHARED[topic])]);
  return answer(
    desk,
    {
      severity: 'good',
      title: words.say('topics.on', { topic: words.say(`topic.${topic}`, {}) }),
      lead: inARow(words, words.say(`topic.${topic}.lead`, {}), past),
    },
    [
      [
        button(words.say('button.alerts', {}), 'alerts', 0),
        ...(topic === 'filings' ? [button(words.say('button.companies', {}), 'companies', 0)] : []),
      ],
      ...(topic === 'filings' ? [[button(words.say('button.kinds', {}), 'kinds')]] : []),
      [button(words.say('button.addFleet', {}), 'newFleet')],
    ],
    { promises: true },
  );
}

/** An alert of the chat's own by its reference, as a completed option says it. */
const OWN_ALERT = /^#([\w-]{8})$/;

/** `/unsubscribe MARA`; without a word, the list with its buttons. */
export async function unsubscribeTyped(desk: Desk, what: string | undefined): Promise<Reply> {
  if (what === undefined) return answerAlerts(desk, 0, desk.words.say('alerts.dropLead', {}));
  const own = OWN_ALERT.exec(what)?.[1];
  if (own !== undefined) return dropRule(desk, own);
  const topic = chosen(what, TOPIC_WORDS);
  if (topic === undefined) {
    return companyMeant(what) === undefined
      ? corrected(desk, wrong('wrong.subscribe', what), [[button(desk.words.say('button.alerts', {}), 'alerts', 0)]])
      : followOne(desk, what, 'off');
  }
  const refused = await refusal(desk);
  if (refused) return refused;
  const { deps, recipient, words } = desk;
  await deps.book.unsubscribe(recipient, topicKey(topic));
  return answer(
    desk,
    {
      title: words.say('topics.off', { topic: words.say(`topic.${topic}`, {}) }),
      lead: words.say('topics.offLead', {}),
    },
    [[button(words.say('button.alerts', {}), 'alerts', 0)]],
  );
}
