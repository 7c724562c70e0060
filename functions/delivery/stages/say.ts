import { digestOf } from '../../kit/digest.ts';
import type { Snapshot } from '../../market/snapshot.ts';
import { quantity } from '../../units/quantity.ts';
import { elapsed, later, type Milliseconds, minutes, seconds } from '../../units/time.ts';
import { USUAL } from '../../words/preferences.ts';
import { isOver } from '../attend.ts';
import { mayMeetItsOther, type Wait } from '../decide.ts';
import { isMemo } from '../delivery.ts';
import type { Manner } from '../manner.ts';
import type { DeliverDeps, Round, Step, Tools } from '../stage.ts';
import { tellRound } from '../tell/round.ts';
import { tapsOf } from '../tell/taps.ts';
import { wordsFor } from '../words-for.ts';
import { follow, lookAgain } from './consult.ts';
import { keepCalling } from './insisting.ts';
import { utterancesOf } from './leave.ts';
import { postpone } from './postpone.ts';
import { publish } from './publish.ts';
import { releaseAll, settle } from './settle.ts';
import { AFTERWARDS, SEND_WITHIN } from './slot.ts';

/** Longer than any function that sends may run (60 s): an expired claim means that its owner is dead. */
const LEASE = minutes(2);

/** Claim, say, record. A crash between the last two says it again when the lease is over: the one documented window. */
export async function say<Rendered>(round: Round, deps: DeliverDeps<Rendered>): Promise<Step> {
  const { clock, channel } = deps;
  const { delivery, verdict } = round;
  // Before the claim: words that cannot be found must not keep anybody else waiting.
  const rendered = await render(round, deps);
  const refused = await claimAll(round, deps);
  if (refused) return refused;
  const overtaken = await meetOther(round, deps);
  if (overtaken) return overtaken;
  // Before it is sent: a crash in between would leave an alert that nobody follows up; of one not sent, nothing comes.
  await keepCalling(round, deps);
  const outcome = await channel.send(
    delivery.recipient,
    rendered,
    nonceOf(round),
    timeLeft(round, clock.now()),
    verdict.answering,
  );
  const step = await settle(round, deps, outcome);
  if (outcome.kind === 'sent') await publish(deps, round, outcome.messageId);
  return step;
}

/** Everything or nothing: of a night, each thing in it, so that none is said here and elsewhere. */
async function claimAll(round: Round, tools: Tools): Promise<Step | undefined> {
  const { sent, clock } = tools;
  const now = clock.now();
  for (const [i, utterance] of utterancesOf(round).entries()) {
    const claim = await sent.claim(utterance, later(now, LEASE), now);
    if (claim.granted) continue;
    for (const ours of utterancesOf(round).slice(0, i)) await sent.release(ours);
    if (claim.because !== 'already said') {
      return postpone(round, tools, elapsed(now, claim.until ?? later(now, seconds(30))), claim.because);
    }
    return round.night ? backOff(round, tools) : { end: { send: false, because: 'already said' } };
  }
  return undefined;
}

/** Whether the other end of the same incident was begun on meanwhile; then this one looks again later. */
async function meetOther(round: Round, tools: Tools): Promise<Step | undefined> {
  const { delivery, verdict, night } = round;
  if (night) {
    for (const [incident, known] of Object.entries(night.known)) {
      const others = (await tools.sent.about(round.key, incident)).filter(({ notice }) => !covers(round, notice));
      if (fingerprint(others) === known) continue;
      await releaseAll(round, tools);
      return backOff(round, tools);
    }
    return undefined;
  }
  if (delivery.insists || !mayMeetItsOther(delivery.notice, verdict, tools.clock.now())) return undefined;
  const again = await lookAgain(round, tools);
  if (again.to === 'say' && again.as === verdict.as) return undefined;
  await releaseAll(round, tools);
  return again.to === 'say' ? backOff(round, tools) : follow(round, tools, again);
}

const BUSY: Wait = 'somebody else is saying it';
const backOff = (round: Round, tools: Tools): Promise<Step> => postpone(round, tools, seconds(1), BUSY);

const covers = (round: Round, notice: string): boolean => utterancesOf(round).some((one) => one.notice === notice);

/** What of an incident has been said, or is being said, so that a change shows. */
export const fingerprint = (entries: readonly { notice: string; state: string }[]): string =>
  entries.map(({ notice, state }) => `${notice} ${state}`).join('\n');

async function render<Rendered>(round: Round, deps: DeliverDeps<Rendered>): Promise<Rendered> {
  const words = await wordsFor(spokenIn(round), snapshotIn(round) ?? (await ratesFor(round, deps)));
  const manner: Manner = {
    ...(round.silent === undefined ? {} : { silent: round.silent }),
    ...tapsOf(round, words),
    ...(round.settings.mention !== undefined && callsFor(round) ? { mention: round.settings.mention } : {}),
  };
  return deps.render(tellRound(round, words), manner, round.delivery.recipient);
}

/** Somebody who has chosen no language hears of a channel in the channel's. */
const spokenIn = ({ settings, delivery: { notice } }: Round): Round['settings'] =>
  settings.version === 0 && isMemo(notice) && notice.kind === 'lost'
    ? { ...settings, locale: notice.locale }
    : settings;

/** A role is called by what begins or goes on, and by what is announced: not by its end, a digest or a test. */
const callsFor = ({ delivery, night }: Round): boolean =>
  (night?.told.map(({ notice }) => notice) ?? [delivery.notice]).some((one) => !isMemo(one) && !isOver(one));

/** The newest that is told of: by it amounts are put into the reader's currency. */
function snapshotIn({ delivery, night }: Round): Snapshot | undefined {
  const notices = night?.told.map(({ notice }) => notice) ?? [delivery.notice];
  const seen = notices.flatMap((one) => ('snapshot' in one && one.snapshot ? [one.snapshot] : []));
  return seen.reduce<Snapshot | undefined>((a, b) => (a && a.at >= b.at ? a : b), undefined);
}

/** What a company announced comes without a market; whoever reads in dollars needs none. */
const ratesFor = async ({ settings }: Round, { latest }: Tools): Promise<Snapshot | undefined> =>
  settings.currency === USUAL.currency && settings.unit === USUAL.unit ? undefined : latest?.();

const timeLeft = ({ deadline }: Round, now: Date): Milliseconds =>
  quantity(Math.min(SEND_WITHIN, Math.max(0, elapsed(now, deadline) - AFTERWARDS)));

/** The same for the same thing said in the same chat; 25 characters are what Discord takes. */
const nonceOf = (round: Round): string =>
  digestOf([round.key, ...utterancesOf(round).map(({ notice }) => notice)].join(' '), 25);
