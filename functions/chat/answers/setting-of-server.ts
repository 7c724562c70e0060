import { changeSettings } from '../change-settings.ts';
import { corrected, type Desk, hushed, refusal } from '../desk.ts';
import { wrong } from '../parse/read.ts';
import type { Reply } from '../reply.ts';
import { answerSettings } from './settings.ts';

const ROLE = /^\d{1,20}$/;

/** The role that loud alerts mention; without one, none. Everybody is nobody's to wake: that is no id of a role here. */
export async function chooseMention(desk: Desk, role: string | undefined): Promise<Reply> {
  const refused = (await refusal(desk)) ?? elsewhere(desk);
  if (refused) return refused;
  if (role !== undefined && !ROLE.test(role)) return corrected(desk, wrong('wrong.mention', role));
  const changed = await changeSettings(desk, ({ mention: _, ...settings }) => ({
    ...settings,
    ...(role !== undefined && { mention: role }),
  }));
  return { ...answerSettings(changed), toast: changed.words.say('settings.saved', {}) };
}

/** Whether what is told in an announcement channel is published to whoever follows it. */
export async function chooseCrosspost(desk: Desk, crosspost: boolean): Promise<Reply> {
  const refused = (await refusal(desk)) ?? elsewhere(desk);
  if (refused) return refused;
  if (crosspost && !desk.asked.asker.announces) return corrected(desk, wrong('wrong.crosspost', ''));
  const changed = await changeSettings(desk, (settings) => ({ ...settings, crosspost }));
  return { ...answerSettings(changed), toast: changed.words.say('settings.saved', {}) };
}

/** A person has neither roles nor followers. */
function elsewhere(desk: Desk): Reply | undefined {
  const { recipient, words } = desk;
  if (recipient.platform === 'discord' && 'channel' in recipient) return undefined;
  return hushed(desk, { title: words.say('settings.server.title', {}), lead: words.say('settings.server.lead', {}) });
}
