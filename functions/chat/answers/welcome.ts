import { isSecondCode } from '../../subscriptions/second.ts';
import { answer, button, type Desk, expect, howToAnswer, inARow } from '../desk.ts';
import type { Reply } from '../reply.ts';
import { followFromLink } from './companies.ts';
import { ownOf } from './fleets-of.ts';
import { rigButtons } from './rig-buttons.ts';
import { secondTyped } from './second.ts';
import { subscribeTyped } from './subscribe.ts';

/**
 * The first thing anybody sees: two taps, or one line typed, to an alert of their own. A link may say what it is to
 * subscribe to.
 */
export async function answerStart(desk: Desk, payload: string | undefined): Promise<Reply> {
  const { words } = desk;
  if (payload !== undefined) {
    const followed = await fromLink(desk, payload);
    if (followed) return followed;
  }
  const strange = payload === undefined || INVITE.test(payload) ? undefined : words.say('start.unknownLink', {});
  const { fleets } = await ownOf(desk);
  if (fleets.length > 0) return welcomeBack(desk, fleets.length, strange);
  const isAlone = desk.asked.asker.place === 'private';
  await expect(desk, { awaits: 'machine' });
  return answer(
    desk,
    {
      title: words.say('start.title', {}),
      lead: inARow(words, strange, words.say('start.lead', {}), isAlone ? undefined : howToAnswer(desk)),
    },
    [
      ...rigButtons(words),
      [
        button(words.say('button.noRig', {}), 'topics'),
        button(words.say('button.hashprice', {}), 'command', 'hashprice'),
      ],
    ],
  );
}

/** May be the code of an invite, as access.ts has it: who is in and opens its link again hears nothing of it. */
const INVITE = /^[\w-]{12,64}$/;

const welcomeBack = (desk: Desk, count: number, strange: string | undefined): Reply => {
  const { words } = desk;
  return answer(
    desk,
    {
      severity: 'good',
      title: words.say('start.back', {}),
      lead: inARow(words, strange, words.say('start.backLead', { count })),
    },
    [
      [
        button(words.say('button.margin', {}), 'command', 'margin'),
        button(words.say('button.alerts', {}), 'alerts', 0),
      ],
      [
        button(words.say('button.addAnother', {}), 'newFleet'),
        button(words.say('button.hashprice', {}), 'command', 'hashprice'),
      ],
    ],
  );
};

/** `filings`, `miner_MARA`, `hashprice`, `hashprice_below_40`, `cost_cash`: anything else is a greeting. */
async function fromLink(desk: Desk, payload: string): Promise<Reply | undefined> {
  if (isSecondCode(payload)) return secondTyped(desk, payload);
  const [, ticker] = /^miner_([A-Za-z.]{1,6})$/.exec(payload) ?? [];
  if (ticker !== undefined) return followFromLink(desk, ticker);
  const [, side, line] = /^hashprice_(below|above)_(\d{1,5}(?:[_.-]\d{1,2})?)$/.exec(payload) ?? [];
  if (side !== undefined && line !== undefined) return subscribeTyped(desk, `${side} ${line.replace(/[_-]/, '.')}`);
  const topic = TOPICS_LINKED[payload];
  return topic === undefined ? undefined : subscribeTyped(desk, topic);
}

const TOPICS_LINKED: Readonly<Record<string, string>> = {
  filings: 'filings',
  miners: 'filings',
  hashprice: 'lowest',
  lowest: 'lowest',
  record: 'record',
  data: 'data',
  cost: 'regression',
  cost_electricity: 'electricity',
  cost_cash: 'cash',
  cost_regression: 'regression',
  ai: 'ai',
};
