import type { Telling } from '../filings/judge.ts';
import { Misconfigured } from '../kit/errors.ts';
import type { Squeeze } from '../market/squeeze.ts';
import type { AnnouncementNotice } from './notice.ts';

/**
 * What was announced together in facts, under the key that the filings gave it.
 *
 * A correction is a notice of its own that answers to the first: its key names the filing and the number, so that the
 * same correction twice is one, and a second correction another.
 */
export function composeAnnouncement(
  key: string,
  tellings: readonly Telling[],
  at: Date,
  squeeze?: Squeeze,
): AnnouncementNotice {
  const [first] = tellings;
  if (first === undefined) throw new Misconfigured('an announcement of nothing');
  const { announcement, corrects } = first;
  const correction = `${announcement.accession}:${announcement.class}:${announcement.btcSold ?? ''}`;
  return {
    v: 1,
    kind: 'announcement',
    key: corrects ? `${key.slice(0, 400)}#${correction}` : key,
    event: corrects ? 'corrected' : 'announced',
    incident: key,
    openedAt: corrects?.at ?? at,
    at,
    parts: tellings.map((telling) => ({
      announcement: telling.announcement,
      ...(telling.corrects && { corrects: telling.corrects }),
    })),
    ...(squeeze && { squeeze }),
  };
}
