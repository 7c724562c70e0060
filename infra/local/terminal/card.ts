import { buttonRuns, type Embed, embedRuns, markdownRuns, type Row } from './discord.ts';
import { telegramRuns } from './telegram.ts';
import { type Paint, type Run, wrap } from './text.ts';

/** What a platform was asked to show, and to whom: the same text to several chats is one message here. */
export type Message = { to: readonly string[]; at: Date } & (
  | { platform: 'telegram'; html: string }
  | { platform: 'discord'; content?: string; embeds: readonly Embed[]; components?: readonly Row[] }
);

const TELEGRAM_BLUE = 0x2a_ab_ee;
const DISCORD_GREY = 0x4e_50_58;

/** A message in a frame, in the colour of its platform or its embed, below a line that says when and to whom. */
export function cards(message: Message, width: number, paint: Paint): string[] {
  const when = `${message.at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const title = `${message.platform === 'telegram' ? 'Telegram' : 'Discord'} → ${message.to.join(', ')}`;
  const frame = (runs: readonly Run[], rgb: number, [top, side, bottom]: readonly [string, string, string]) => [
    `${paint.coloured(top, rgb)} ${paint.styled(when, ['dim'])}  ${paint.styled(title, ['bold'])}`,
    ...wrap(runs, width - 2, paint).map((line) => `${paint.coloured(side, rgb)} ${line}`.trimEnd()),
    paint.coloured(bottom, rgb),
  ];
  if (message.platform === 'telegram') return frame(telegramRuns(message.html), TELEGRAM_BLUE, ['╭─', '│', '╰─']);
  const { content = '', embeds, components = [] } = message;
  const parts = (embed: Embed | undefined, i: number): Run[][] => [
    ...(content !== '' && i === 0 ? [markdownRuns(content, message.at)] : []),
    ...(embed ? [embedRuns(embed, message.at)] : []),
    // Below the last, as Discord has them.
    ...(i >= embeds.length - 1 ? buttonRuns(components) : []),
  ];
  return (embeds.length === 0 ? [undefined] : embeds).flatMap((embed, i) =>
    frame(inLines(parts(embed, i)), embed?.color ?? DISCORD_GREY, ['┏━', '┃', '┗━']),
  );
}

const inLines = (parts: readonly Run[][]): Run[] =>
  parts.flatMap((part, i) => (i === 0 ? part : [{ text: '\n', styles: [] }, ...part]));
