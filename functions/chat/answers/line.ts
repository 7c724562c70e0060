import { ruleShape } from '../../alerts/rule.ts';
import { fact } from '../../delivery/tell/facts.ts';
import { addRule } from '../../subscriptions/fleets.ts';
import {
  answer,
  button,
  corrected,
  type Desk,
  expect,
  howToAnswer,
  inARow,
  leaveIt,
  refusal,
  settle,
} from '../desk.ts';
import { readLine } from '../parse/line.ts';
import type { Reply } from '../reply.ts';
import { askingOf } from './asking.ts';
import { pastOf } from './past.ts';
import { titleOfRule } from './rule-words.ts';

export async function askLine(desk: Desk): Promise<Reply> {
  const refused = await refusal(desk, 'more');
  if (refused) return refused;
  const { words, snapshot } = desk;
  await expect(desk, { awaits: 'line' });
  return answer(
    desk,
    {
      title: words.say('line.title', {}),
      lead: words.say('line.ask', { how: howToAnswer(desk) }),
      ...(snapshot && {
        facts: [fact(words.say('settings.now', {}), words.usdPerPhDay(snapshot.hashprice.usdPerPhDay))],
      }),
    },
    [[button(words.say('button.back', {}), 'topics'), ...leaveIt(desk)]],
  );
}

/** A line on hashprice, new or in the place of another; says how often it would have been crossed. */
export async function lineTyped(desk: Desk, text: string, instead?: string): Promise<Reply> {
  const refused = await refusal(desk, 'more');
  if (refused) return refused;
  const { deps, settings, words } = desk;
  // Whoever was asked for a line may leave the side out: on the other side of now it can only be meant one way.
  const line = readLine(withSide(desk, text), settings);
  if (!line.ok) return corrected(desk, line.wrong);
  const { side, perPhDay, currency } = line.value;
  const definition = ruleShape.parse(
    currency === 'USD'
      ? { kind: 'hashprice', side, usdPerPhDay: perPhDay }
      : { kind: 'hashprice', side, currency, perPhDay },
  );
  await addRule(deps, askingOf(desk), definition, instead);
  await settle(desk);
  const past = await pastOf(desk, [definition]);
  return answer(
    desk,
    {
      severity: 'good',
      title: words.say('line.saved', { rule: titleOfRule(definition, words) }),
      lead: inARow(words, words.say('line.savedLead', {}), past),
    },
    [
      [
        button(words.say('button.alerts', {}), 'alerts', 0),
        button(words.say('button.chart', {}), 'chart', 'hashprice', '90d', ''),
      ],
    ],
    { promises: true },
  );
}

function withSide({ snapshot, settings }: Desk, text: string): string {
  const bare = readLine(`below ${text}`, settings);
  if (!bare.ok || snapshot === undefined || bare.value.currency !== 'USD') return text;
  return `${bare.value.perPhDay < snapshot.hashprice.usdPerPhDay ? 'below' : 'above'} ${text}`;
}
