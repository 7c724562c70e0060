import { onTestFinished } from 'vitest';
import type { Access } from '../../../functions/chat/access.ts';
import type { Asked } from '../../../functions/chat/asked.ts';
import type { AskedLog } from '../../../functions/chat/asked-log.ts';
import type { Button, PictureAsked, Reply } from '../../../functions/chat/reply.ts';
import { type AttendDeps, attend } from '../../../functions/chat/telegram/attend.ts';
import { Rights } from '../../../functions/chat/telegram/rights.ts';
import { type Question, readUpdate } from '../../../functions/chat/telegram/update.ts';
import { TelegrafApi } from '../../../functions/delivery/telegram/api.telegraf.ts';
import { wordsOf } from '../../../functions/words/words.ts';
import { startTelegram } from '../../../infra/local/loopback/telegram.ts';
import { TestClock } from '../../support/clock.ts';
import { MemoryLog } from '../../support/log.ts';
import { MemoryAskedLog } from '../../support/memory-asked-log.ts';
import { MemoryPace } from '../../support/memory-pace.ts';
import { MemoryPlaces } from '../../support/memory-places.ts';

export const NOW = '2026-02-05T12:03:00Z';
export const TOKEN = '7:AAH-a_secret_that_is_never_to_be_seen';

/** An answer that says so. */
export const saying = (title: string, more: Partial<Reply> = {}): Reply => ({
  telling: {
    severity: 'info',
    title,
    lead: `Lead of ${title}`,
    facts: [],
    sources: [],
    at: new Date(NOW),
    words: wordsOf('en'),
  },
  ...more,
});

export const buttons = (...labels: string[]): readonly (readonly Button[])[] => [
  labels.map((label) => ({ label, data: `1:${label}` })),
];

type Options = {
  respond?: (asked: Asked) => Promise<readonly Reply[]>;
  access?: Access;
  most?: number;
  code?: string;
  asked?: AskedLog;
};

/** Questions on their way through the real flow to a Bot API on this machine; what is answered is up to the test. */
export async function anAttendant(options: Options = {}) {
  const clock = new TestClock(NOW);
  const telegram = await startTelegram({ now: () => clock.now() });
  onTestFinished(() => telegram.stop());
  const log = new MemoryLog();
  const asked: Asked[] = [];
  const moves: string[][] = [];
  const unheard: string[][] = [];
  const drawn: { picture: PictureAsked; answering: number | undefined }[] = [];
  const api = new TelegrafApi(TOKEN, telegram.url);
  const places = new MemoryPlaces();
  const deps: AttendDeps = {
    api,
    pace: new MemoryPace(),
    clock,
    log,
    asked: options.asked ?? new MemoryAskedLog(),
    rights: new Rights(api, clock),
    door: {
      access: options.access ?? { way: 'open' },
      places,
      most: options.most ?? 1_000,
      code: async () => options.code ?? 'miners-of-2026',
    },
    respond: async (question) => {
      asked.push(question);
      return options.respond ? options.respond(question) : [saying('Here you are')];
    },
    moved: async (from, to) => {
      moves.push([JSON.stringify(from), JSON.stringify(to)]);
    },
    unheard: async (recipient, standing, why) => {
      unheard.push([JSON.stringify(recipient), standing, why]);
    },
    draw: async (picture, _, answering) => {
      drawn.push({ picture, answering });
    },
  };
  const us = { id: 7, knows: () => true };
  return {
    clock,
    telegram,
    log,
    asked,
    moves,
    unheard,
    drawn,
    places,
    deps,
    ask: (update: unknown) => attend(deps, questionIn(update, us)),
    /** What the chats show now: words, and the labels under them. */
    shown: () =>
      telegram.messages.map(({ text, keyboard }) => ({
        text: text.split('\n')[0],
        ...(keyboard && { keyboard: keyboard.map((row) => row.map(({ text: label }) => label)) }),
      })),
  };
}

function questionIn(update: unknown, us: Parameters<typeof readUpdate>[1]): Question {
  const read = readUpdate(update, us);
  if (read.kind !== 'words' && read.kind !== 'button') throw new TypeError(`no question: ${JSON.stringify(read)}`);
  return read;
}
