import { answerHashprice } from './answers/hashprice.ts';
import type { Asked } from './asked.ts';
import { waiting } from './conversation.ts';
import type { ChatDeps } from './deps.ts';
import { type Desk, openDesk } from './desk.ts';
import { type CommandRead, commandFrom, readCommand } from './read-command.ts';
import type { Reply } from './reply.ts';

/**
 * What somebody is answered, whichever platform they ask on.
 *
 * Nothing in a question is trusted: what it names is looked for among what its own chat has. The same question again (by
 * its key) changes nothing more and is answered as before. No answer at all where nobody spoke to us.
 *
 * @throws what a keeper threw: to be tried again by whoever asked.
 */
export async function respond(deps: ChatDeps, asked: Asked): Promise<readonly Reply[]> {
  const desk = await openDesk(deps, asked);
  const command = commandIn(asked);
  if (asked.kind !== 'words' || command !== undefined) await moveOn(desk);
  const reply = isHashprice(command) ? await answerHashprice(desk) : await answered(desk, asked);
  return reply === undefined ? [] : [reply];
}

const commandIn = (asked: Asked): CommandRead | undefined => {
  if (asked.kind === 'words') return readCommand(asked.text);
  return asked.kind === 'command' ? commandFrom(asked.name, asked.options) : undefined;
};

/** What is asked first and most waits for no other answer to be read; see wire-discord.ts for who is in a hurry. */
const isHashprice = (read: CommandRead | undefined): boolean =>
  read !== undefined && 'command' in read && read.command.name === 'hashprice';

/** All other answers. */
async function answered(desk: Desk, asked: Asked): Promise<Reply | undefined> {
  const { replyTo } = await import('./reply-to.ts');
  return replyTo(desk, asked);
}

/** Whoever taps or asks something else no longer answers what they were asked; what was answered by this very question stays. */
async function moveOn({ deps, recipient, user, asked, at }: Desk): Promise<void> {
  const conversation = await deps.conversations.read(recipient, user);
  if (conversation?.answeredBy === undefined && waiting(conversation, asked.key, at) !== undefined) {
    await deps.conversations.end(recipient, user);
  }
}
