import { fact } from '../../delivery/tell/facts.ts';
import { CATALOGUE, GROUPS } from '../commands.ts';
import { answer, button, type Desk } from '../desk.ts';
import type { Reply } from '../reply.ts';

/** Everything that can be asked, and that none of it is advice. */
export function answerHelp(desk: Desk): Reply {
  const { words, asked } = desk;
  const listed = CATALOGUE.filter(({ listed, where }) => listed && where.includes(asked.asker.place));
  return answer(
    desk,
    {
      title: words.say('answer.help.title', {}),
      lead: words.say('answer.help.lead', {}),
      facts: GROUPS.flatMap((group) =>
        listed
          .filter((entry) => entry.group === group)
          .map(({ name, describedBy }) => fact(words.say(describedBy, {}), `/${name}`)),
      ),
    },
    [
      [
        button(words.say('button.addFleet', {}), 'newFleet'),
        button(words.say('button.subscribe', {}), 'topics'),
        button(words.say('button.settings', {}), 'settings'),
      ],
    ],
    { personal: true },
  );
}
