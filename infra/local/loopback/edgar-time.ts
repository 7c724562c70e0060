import { EDGAR_ZONE } from '../../../functions/filings/edgar-hours.ts';

const zone = new Intl.DateTimeFormat('en-US', { timeZone: EDGAR_ZONE, timeZoneName: 'longOffset' });

/** `2026-03-26T16:05:12-04:00`: New York's clock with its offset. */
export function easternOf(at: Date): string {
  const name = zone.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const offset = name.replace('GMT', '') || '+00:00';
  const [hours = 0, minutes = 0] = offset.split(':').map(Number);
  const local = new Date(at.getTime() + (hours * 60 + Math.sign(hours) * minutes) * 60_000);
  return `${local.toISOString().slice(0, 19)}${offset}`;
}
