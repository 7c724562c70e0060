import type { Screen } from './screen.ts';
import { cards, type Message } from './terminal/card.ts';

/**
 * What was said in one step. What went to both platforms is shown once and named for the other, except for the first
 * of each kind, so that both looks are seen.
 */
export class ReplayCards {
  readonly #seen = new Set<string>();

  lines(messages: readonly Message[], { width, paint }: Pick<Screen, 'width' | 'paint'>): string[] {
    const again = new Map<Message, Message[]>();
    const whole = messages.filter((message) => {
      const title = titleOf(message);
      if (title === undefined || this.#isFirst(title)) return true;
      const twin = messages.find((other) => other.platform === 'telegram' && plainOf(other).includes(title));
      if (twin !== undefined) again.set(twin, [...(again.get(twin) ?? []), message]);
      return twin === undefined;
    });
    return whole.flatMap((message) => [
      ...cards(message, width, paint),
      ...(again.get(message) ?? []).map(({ to }) => paint.styled(`   the same to Discord ${to.join(', ')}`, ['dim'])),
      '',
    ]);
  }

  /** Other figures, or another company's, are no other kind. */
  #isFirst(title: string): boolean {
    const kind = title.replace(/^.*\(\w+\) /, '').replaceAll(/\d[\d.,]*/g, '#');
    const isFirst = !this.#seen.has(kind);
    this.#seen.add(kind);
    return isFirst;
  }
}

const titleOf = (message: Message): string | undefined =>
  message.platform === 'discord' && message.embeds.length === 1
    ? message.embeds[0]?.title?.replaceAll(/\\(?=\W)/g, '')
    : undefined;

/** The first line alone is the title; tags and entities out of the way. */
const plainOf = (message: Message): string =>
  message.platform === 'telegram'
    ? (message.html.split('\n')[0] ?? '')
        .replaceAll(/<[^>]*>/g, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&')
    : '';
