import type { Life } from './life.ts';
import type { View } from './view.ts';

/**
 * How many copies these lives may cause: as many as each said in Telegram and did not record. This is the one documented window;
 * Discord knows a repeat by its nonce, and has none.
 */
export const copiesAllowed = (lives: readonly Life[]): number =>
  lives.map(unrecorded).reduce((sum, copies) => sum + copies, 0);

function unrecorded({ effects }: Life): number {
  const said = effects.filter((call) => /^POST telegram\/send(?:Message|Photo)/.test(call)).length;
  const ofAlerts = effects.filter((call) => /^PutItem SENT#.* sent(?: \(\d+\))?$/.test(call)).length;
  // What answers a question is noted in the question's own item, in the next write after it.
  const ofAnswers = effects.filter(
    (call, i) =>
      call.startsWith('POST telegram/sendMessage') &&
      effects.slice(i + 1).some((next) => next.startsWith('UpdateItem ASKED#')),
  ).length;
  const recorded = ofAlerts + ofAnswers;
  return Math.max(0, said - recorded);
}

/** Everything that a death changed and may not have, as sentences; none when all is well. */
export function damage(undisturbed: View, disturbed: View, copies: number): string[] {
  return [
    ...disturbed.wrong,
    ...difference('in the table', undisturbed.table, disturbed.table),
    ...lostOrRepeated(undisturbed.heard, disturbed.heard, copies),
  ];
}

/**
 * The same where ticks went on meanwhile: the next one judges what the dead process did not, so instants and numbers are
 * its own, and only what was told about which rule, and what became of it, can be compared.
 */
export function roughDamage(undisturbed: View, disturbed: View, copies: number): string[] {
  const repeated = [...disturbed.heard.values()].reduce((sum, times) => sum + times - 1, 0);
  const count = (view: View) => [...view.heard.values()].reduce((sum, times) => sum + times, 0);
  return [
    ...disturbed.wrong,
    ...difference('told', undisturbed.told, disturbed.told),
    ...difference('in phase', undisturbed.phases, disturbed.phases),
    ...(repeated > copies ? [`${repeated} said twice`] : []),
    ...(count(disturbed) > count(undisturbed) + copies
      ? [`${count(disturbed)} messages, not ${count(undisturbed)}`]
      : []),
  ];
}

const difference = (where: string, wanted: ReadonlySet<string>, found: ReadonlySet<string>): string[] => [
  ...[...wanted].filter((one) => !found.has(one)).map((one) => `missing ${where}: ${one}`),
  ...[...found].filter((one) => !wanted.has(one)).map((one) => `not expected ${where}: ${one}`),
];

function lostOrRepeated(wanted: View['heard'], found: View['heard'], copies: number): string[] {
  const texts = new Set([...wanted.keys(), ...found.keys()]);
  let left = copies;
  return [...texts].flatMap((text) => {
    const more = (found.get(text) ?? 0) - (wanted.get(text) ?? 0);
    if (more < 0) return [`lost: ${text}`];
    if (more > 0 && !wanted.has(text)) return [`never meant to be said: ${text}`];
    left -= more;
    return left < 0 ? [`said once too often: ${text}`] : [];
  });
}
