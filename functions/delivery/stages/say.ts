import { createHash } from 'node:crypto';
import { quantity } from '../../units/quantity.ts';
import { elapsed, later, type Milliseconds, minutes, seconds } from '../../units/time.ts';
import { wordsOf } from '../../words/words.ts';
import { mayMeetItsOther } from '../decide.ts';
import type { DeliverDeps, Round, Step } from '../stage.ts';
import { tell, tellBoth } from '../telling.ts';
import { follow, lookAgain } from './consult.ts';
import { postpone } from './postpone.ts';
import { settle } from './settle.ts';
import { AFTERWARDS, SEND_WITHIN } from './slot.ts';

/** Longer than any function that sends may run (60 s): an expired claim means that its owner is dead. */
const LEASE = minutes(2);

/** Claim, say, record. A crash between the last two says it again when the lease is over: the one documented window. */
export async function say<Rendered>(round: Round, deps: DeliverDeps<Rendered>): Promise<Step> {
  const { sent, clock, channel } = deps;
  const { delivery, utterance, verdict } = round;
  // Before the claim: words that cannot be found must not keep anybody else waiting.
  const rendered = render(round, deps);
  const now = clock.now();
  const claim = await sent.claim(utterance, later(now, LEASE), now);
  if (!claim.granted) {
    if (claim.because === 'already said') return { end: { send: false, because: 'already said' } };
    return postpone(round, deps, elapsed(now, claim.until ?? later(now, seconds(30))), claim.because);
  }
  if (mayMeetItsOther(delivery.notice, verdict, now)) {
    const again = await lookAgain(round, deps);
    if (again.to !== 'say' || again.as !== verdict.as) {
      await sent.release(utterance);
      return again.to === 'say'
        ? postpone(round, deps, seconds(1), 'somebody else is saying it')
        : follow(round, deps, again);
    }
  }
  return settle(
    round,
    deps,
    await channel.send(delivery.recipient, rendered, nonceOf(round), timeLeft(round, clock.now()), verdict.answering),
  );
}

function render<Rendered>({ delivery, verdict }: Round, { render, words }: DeliverDeps<Rendered>): Rendered {
  const voice = verdict.as === 'both' ? tellBoth : tell;
  return render(voice(delivery.notice, words ?? wordsOf('en')));
}

const timeLeft = ({ deadline }: Round, now: Date): Milliseconds =>
  quantity(Math.min(SEND_WITHIN, Math.max(0, elapsed(now, deadline) - AFTERWARDS)));

/** The same for the same thing said in the same chat; 25 characters are what Discord takes. */
const nonceOf = ({ key, utterance }: Round): string =>
  createHash('sha256').update(`${key} ${utterance.notice}`).digest('base64url').slice(0, 25);
