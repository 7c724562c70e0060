import { type Desk, hushed } from '../desk.ts';
import type { Reply } from '../reply.ts';

/** Whatever an old button meant is no longer there. */
export const notThere = (desk: Desk): Reply =>
  hushed(desk, { title: desk.words.say('chat.gone.title', {}), lead: desk.words.say('chat.gone.lead', {}) });
