import type { Journal } from '../alerts/journal.ts';
import type { Rules } from '../alerts/rules.ts';
import type { Memo } from '../delivery/memo.ts';
import type { SentLog } from '../delivery/sent.ts';
import type { Shelf } from '../delivery/shelf.ts';
import type { AnnouncedLog } from '../filings/announced.ts';
import type { FinancialsKeeper } from '../filings/financials.ts';
import type { Memory } from '../filings/memory.ts';
import type { Due } from '../kit/due.ts';
import type { History } from '../market/history.ts';
import type { Eraser } from '../subscriptions/erase.ts';
import type { EverythingDeps } from '../subscriptions/everything.ts';
import type { Recipient } from '../subscriptions/recipient.ts';
import type { Seconds } from '../subscriptions/second.ts';
import type { Seen } from '../subscriptions/seen.ts';
import type { SettingsKeeper } from '../subscriptions/settings.ts';
import type { OwnDeps } from '../subscriptions/settle.ts';
import type { Conversations } from './conversation.ts';

/** All that answers are made of. Each is a promise; which platform asks is nobody's business here. */
export type ChatDeps = OwnDeps & {
  settings: SettingsKeeper;
  seconds: Seconds;
  conversations: Conversations;
  rules: Pick<Rules, 'get'>;
  history: Pick<History, 'latest' | 'days'>;
  journal: Pick<Journal, 'of'>;
  sent: Pick<SentLog, 'about'>;
  memory: Pick<Memory, 'recall'>;
  financials: Pick<FinancialsKeeper, 'recall'>;
  announced: Pick<AnnouncedLog, 'composed' | 'on'>;
  shelf: Pick<Shelf, 'of'>;
  seen: Seen;
  /** Puts a message on its way to a chat, as every alert goes: through its lane, its pace and its log. */
  deliver(memo: Memo, to: Recipient): Promise<void>;
  /** What waits for a chat is looked at again when its settings change. */
  due: Pick<Due, 'remind'>;
  /** What other slices keep of a chat: handed over with `/export`, gone with `/delete`. Both may be repeated. */
  exported: NonNullable<EverythingDeps['also']>;
  erased: readonly Eraser[];
};
