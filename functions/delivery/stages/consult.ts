import { Refused } from '../../kit/errors.ts';
import { decide, type Verdict } from '../decide.ts';
import type { Round, Step, Tools } from '../stage.ts';
import { drop } from './leave.ts';
import { postpone } from './postpone.ts';

/** What the log says: whether this chat should hear this, and in which form. */
export async function consultLog(round: Round, tools: Tools): Promise<Step> {
  return follow(round, tools, await verdictOn(round, tools));
}

async function verdictOn(round: Round, { sent, clock }: Tools): Promise<Verdict> {
  const { delivery, key, utterance } = round;
  const heard = await sent.about(key, utterance.incident);
  return decide(delivery.notice, heard, delivery.postponed, clock.now(), asOf(round));
}

/** The same question, asked while we hold the claim: has somebody else begun on the other end meanwhile? */
export async function lookAgain(round: Round, { sent, clock }: Tools): Promise<Verdict> {
  const { delivery, key, utterance } = round;
  const heard = await sent.about(key, utterance.incident);
  const others = heard.filter(({ notice }) => notice !== utterance.notice);
  return decide(delivery.notice, others, delivery.postponed, clock.now(), asOf(round));
}

const asOf = ({ delivery: { insists }, utterance: { notice } }: Round) => ({ notice, insists });

/** @throws {Refused} when it was refused before: so each repeat brings the message nearer to the dead letters, unsent. */
export async function follow(round: Round, tools: Tools, verdict: Verdict): Promise<Step> {
  switch (verdict.to) {
    case 'say':
      return { on: { ...round, verdict } };
    case 'wait':
      return postpone(round, tools, verdict.for, verdict.because);
    case 'drop':
      return verdict.log ? drop(round, tools, verdict.because) : { end: { send: false, because: verdict.because } };
    case 'refuse':
      throw new Refused(`refused before: ${verdict.why}`, { notice: round.utterance.notice, recipient: round.key });
  }
}
