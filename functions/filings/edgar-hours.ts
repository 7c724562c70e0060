/** Where the SEC is. */
export const EDGAR_ZONE = 'America/New_York';

const clock = new Intl.DateTimeFormat('en-US', {
  timeZone: EDGAR_ZONE,
  weekday: 'short',
  hour: '2-digit',
  hourCycle: 'h23',
});

/**
 * Whether EDGAR may publish anything at this moment: it accepts filings on weekdays from 6 to 22 h of New York. What
 * was accepted last still appears a little later, so an hour more. Federal holidays are not known here: on those the
 * question is asked in vain.
 */
export function isEdgarOpen(at: Date): boolean {
  const parts = clock.formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const hour = Number(part('hour'));
  return !['Sat', 'Sun'].includes(part('weekday')) && hour >= 6 && hour < 23;
}
