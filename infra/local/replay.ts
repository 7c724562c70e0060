import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Unreadable } from '../../functions/kit/errors.ts';
import { floorTo, hours, later, minutes } from '../../functions/units/time.ts';
import { type Cloud, startCloud } from './cloud.ts';
import { Inbox } from './inbox.ts';
import { startDiscord } from './loopback/discord.ts';
import { startEdgar } from './loopback/edgar.ts';
import { startMarket } from './loopback/market.ts';
import { startPress } from './loopback/press.ts';
import { startTelegram } from './loopback/telegram.ts';
import { recordedEdgar, recordedFilings } from './recordings/filings.ts';
import { recordedWorld } from './recordings/recording.ts';
import { AUDIENCE, nameOf } from './replay-audience.ts';
import { ReplayCards } from './replay-cards.ts';
import { ReplayClock } from './replay-clock.ts';
import { barNote, closing, dayLine, opening } from './replay-words.ts';
import type { Screen } from './screen.ts';
import { Story } from './story.ts';
import { Tally } from './tally.ts';

/** Hourly steps, both ends included. */
export type Span = { from: Date; to: Date };

/** From a hashprice at which everybody earns, to the lowest there has been, and on. */
const RECORDED: Span = { from: new Date('2026-01-15T00:00:00Z'), to: new Date('2026-03-31T23:00:00Z') };

const STEP = hours(1);
/** Without a bar, a line now and then says how far it is. */
const MILESTONE_DAYS = 7;

type Options = { span?: Span; daily?: boolean; report?: string };

/**
 * The whole bot over recorded history: the functions as they are, on the emulators, in the recording's own time.
 *
 * @param report where the page is written as one file, as it is at the end.
 */
export async function replay(screen: Screen, { span = RECORDED, daily = false, report }: Options = {}): Promise<Story> {
  const begun = performance.now();
  const clock = new ReplayClock(span.from);
  const stage = await setUp(clock);
  const { cloud, story, inbox } = stage;
  screen.print(...opening(span, screen, daily));
  const steps = stepsOf(
    span,
    recordedFilings().map(({ acceptedAt }) => acceptedAt),
  );
  const bar = screen.progress(steps.length);
  try {
    await cloud.run('enrol', span.from);
    await cloud.run('backfill-history', span.from);
    let messages = 0;
    const shown = new ReplayCards();
    for (const [i, { at, runs }] of steps.entries()) {
      clock.moveTo(at);
      await step(cloud, at, runs, stage.complain);
      const unread = inbox.unread();
      messages += unread.reduce((sum, { to }) => sum + to.length, 0);
      if (unread.length > 0) screen.print(...shown.lines(unread, screen));
      const isLastOfDay = runs === TICK && at.getUTCHours() === 23;
      const isMilestone = !screen.canDraw && daysSince(span.from, at) % MILESTONE_DAYS === 0;
      if (story.latest && isLastOfDay && (daily || isMilestone)) screen.print(dayLine(story.latest));
      bar.at(i + 1, barNote(story.latest, messages));
    }
    bar.end();
    // Once, with everything that was filed meanwhile: on AWS it is every day's.
    await cloud.run('read-financials', clock.now()).catch((error: unknown) => stage.complain('read-financials', error));
    const { waiting, dead } = cloud.left();
    if (waiting + dead > 0) story.trouble(`${waiting} messages are still waiting, ${dead} were tried in vain`);
    const seconds = (performance.now() - begun) / 1_000;
    if (report !== undefined) await writeReport(cloud, report);
    screen.print('', ...closing(story, { requests: stage.requests(), seconds, ...(report && { report }) }, screen));
    return story;
  } finally {
    bar.end();
    await stage.stop();
  }
}

/** What a tick and the minute after it do on AWS. */
const TICK = ['take-snapshot', 'release-due'] as const;
/** What the minute does in which something was filed; the others of a day would look at the same list once more. */
const FILED = ['watch-filings', 'watch-press', 'release-due'] as const;
/** Minutes in which the bot goes through every company's own list once, and so learns what was said before. */
const ACQUAINTED = 20;
type Runs = typeof TICK | typeof FILED;

async function step(
  cloud: Cloud,
  at: Date,
  runs: Runs,
  complain: (who: string, error: unknown) => void,
): Promise<void> {
  for (const name of runs) {
    await cloud.run(name, at).catch((error: unknown) => complain(name, error));
    await cloud.drain();
  }
}

async function setUp(clock: ReplayClock) {
  const now = () => clock.now();
  const story = new Story();
  const log = new Tally(story);
  const complain = (who: string, error: unknown) => log.error(who, error);
  const [market, edgar, press, telegram, discord] = await Promise.all([
    startMarket(recordedWorld(now)),
    startEdgar(recordedEdgar(now)),
    startPress({ now, releases: [] }),
    startTelegram({ now }),
    startDiscord({ now }),
  ]);
  const cloud = await startCloud({
    variables: {
      ...market.urls,
      ...edgar.urls,
      ...press.urls,
      SEC_USER_AGENT: 'hashprice-watch replay@example.com',
      TELEGRAM_API_URL: telegram.url,
      DISCORD_API_URL: `${discord.url}/api`,
      TELEGRAM_TOKEN: '1:replay',
      DISCORD_TOKEN: 'replay',
      RECIPIENTS: AUDIENCE,
      TICK_SECONDS: STEP / 1_000,
    },
    overrides: { clock, log },
    complain,
    // A terminal shows no pictures.
    without: ['send-picture'],
  });
  return {
    cloud,
    story,
    complain,
    inbox: new Inbox({ telegram, discord }, nameOf),
    requests: () => ({
      'to the feeds': market.requests.length,
      'to EDGAR': edgar.requests.length,
      'to DynamoDB': cloud.requests.dynamodb,
      'to SQS': cloud.requests.sqs,
      'to Telegram and Discord': telegram.calls.length + discord.calls.length,
    }),
    stop: async () => {
      await cloud.stop();
      await Promise.all([market, edgar, press, telegram, discord].map((server) => server.stop()));
    },
  };
}

async function writeReport(cloud: Cloud, path: string): Promise<void> {
  const { statusCode, body = '' } = await cloud.get('http://localhost/report');
  if (statusCode !== 200) throw new Unreadable(`the page was answered with ${statusCode}`);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, body);
}

type Moment = { at: Date; runs: Runs };

/** Every hour a tick; the minute after each filing, and the quarter of an hour at which what can wait is told, somebody looks. */
function stepsOf({ from, to }: Span, filed: readonly Date[]): Moment[] {
  const steps: Moment[] = Array.from({ length: ACQUAINTED }, (_, i) => ({ at: later(from, minutes(i)), runs: FILED }));
  for (let at = from; at <= to; at = later(at, STEP)) steps.push({ at, runs: TICK });
  for (const at of filed.filter((moment) => moment >= from && moment <= to)) {
    steps.push({ at: later(floorTo(at, minutes(1)), minutes(1)), runs: FILED });
    steps.push({ at: later(floorTo(at, minutes(15)), minutes(16)), runs: FILED });
  }
  return steps.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

const daysSince = (from: Date, at: Date): number => Math.floor((at.getTime() - from.getTime()) / 86_400_000) + 1;
