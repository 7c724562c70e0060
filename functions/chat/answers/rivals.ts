import { type SwitchOverRule, switchOverLine } from '../../alerts/rule.ts';
import { switchOverRule, USUAL_FLEET } from '../../alerts/usual-switch-over.ts';
import { addRule } from '../../subscriptions/fleets.ts';
import { answer, button, corrected, type Desk, inARow, refusal } from '../desk.ts';
import { read } from '../parse/read.ts';
import { readRivals } from '../parse/rivals.ts';
import type { Reply } from '../reply.ts';
import { askingOf } from './asking.ts';
import { pastOf } from './past.ts';
import { rivalFleet } from './rival-fleet.ts';
import { titleOfRule } from './rule-words.ts';

/**
 * `/subscribe ai 20 J/TH`, `ai below S21 0.06 revenue`: a line of the chat's own, drawn where both come to the same.
 *
 * Whoever names no side hears of the one that hashprice is not on; one that it is on already is told at once.
 */
export async function rivalsTyped(desk: Desk, text: string): Promise<Reply> {
  const refused = await refusal(desk, 'more');
  if (refused) return refused;
  const { deps, words } = desk;
  const { fleet: described, side, basis } = readRivals(text);
  const fleet = described === '' ? read(USUAL_FLEET) : await rivalFleet(desk, described);
  if (!fleet.ok) return corrected(desk, fleet.wrong, [[button(words.say('button.ai', {}), 'command', 'ai')]]);
  const definition = switchOverRule(fleet.value, {
    side: side ?? otherSide(desk, switchOverRule(fleet.value, { ...(basis && { basis }) })),
    ...(basis && { basis }),
  });
  await addRule(deps, askingOf(desk), definition);
  const said = words.say('line.ai', {
    line: words.usdPerPhDay(switchOverLine(definition)),
    rent: words.usdPerMwYear(definition.lease.usdPerMwYear),
  });
  return answer(
    desk,
    {
      severity: 'good',
      title: words.say('line.saved', { rule: titleOfRule(definition, words) }),
      lead: inARow(words, said, await pastOf(desk, [definition])),
    },
    [[button(words.say('button.alerts', {}), 'alerts', 0), button(words.say('button.ai', {}), 'command', 'ai')]],
    { promises: true },
  );
}

const otherSide = ({ snapshot }: Desk, rule: SwitchOverRule): 'below' | 'above' =>
  snapshot !== undefined && snapshot.hashprice.usdPerPhDay >= switchOverLine(rule) ? 'below' : 'above';
