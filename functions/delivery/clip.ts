/** At most `most` UTF-16 units, and an ellipsis where something is missing. Never half of a surrogate pair. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = text.slice(0, Math.max(0, most - 1));
  return `${head.isWellFormed() ? head : head.slice(0, -1)}…`;
}
