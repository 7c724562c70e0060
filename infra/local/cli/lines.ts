/**
 * Lines of JSON lines: a line feed ends one, and nothing else does. (Node's readline also breaks at U+2028, which may
 * stand in a JSON string as it is.) A carriage return before it is no part of the line; what is no UTF-8 is shown as such.
 */
export async function* linesOf(stream: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let begun: string[] = [];
  for await (const chunk of stream) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const [first = '', ...others] = text.split('\n');
    begun.push(first);
    for (const next of others) {
      yield begun.join('').replace(/\r$/, '');
      begun = [next];
    }
  }
  const last = begun.join('') + decoder.decode();
  if (last !== '') yield last.replace(/\r$/, '');
}
