/**
 * Bytes as text, piece by piece, whatever they say of themselves: UTF-8 wherever they are, and Windows-1252 byte by
 * byte wherever they are not. How they are cut into pieces makes no difference.
 *
 * What a server or a document declares is wrong too often to be believed (EDGAR's feeds say ISO-8859-1, its filings say
 * nothing, and one stray byte in a page must not spoil the rest of it); text that is valid UTF-8 by accident is not
 * met.
 */
export class Decoder {
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  readonly #latin = new TextDecoder('windows-1252');
  /** Bytes whose meaning is not clear yet: the beginning of a character that the next piece may complete. */
  #held: Uint8Array = new Uint8Array();
  #isBeginning = true;

  write(bytes: Uint8Array): string {
    const all = joined(this.#held, bytes);
    const whole = all.length - unfinished(all);
    this.#held = all.slice(whole);
    return this.#beginning(this.#text(all.subarray(0, whole)));
  }

  end(): string {
    const rest = this.#held;
    this.#held = new Uint8Array();
    return this.#beginning(this.#text(rest));
  }

  /** Without the mark that some put before it all. */
  #beginning(text: string): string {
    if (!this.#isBeginning || text === '') return text;
    this.#isBeginning = false;
    return text.replace(/^\ufeff/, '');
  }

  #text(bytes: Uint8Array): string {
    try {
      return this.#utf8.decode(bytes);
    } catch {
      return this.#mixed(bytes);
    }
  }

  #mixed(bytes: Uint8Array): string {
    const parts: string[] = [];
    let from = 0;
    let isUtf8 = true;
    const close = (to: number) => {
      if (to > from) parts.push((isUtf8 ? this.#utf8 : this.#latin).decode(bytes.subarray(from, to)));
      from = to;
    };
    for (let at = 0; at < bytes.length; ) {
      const length = characterAt(bytes, at);
      if (length > 0 !== isUtf8) {
        close(at);
        isUtf8 = length > 0;
      }
      at += Math.max(1, length);
    }
    close(bytes.length);
    return parts.join('');
  }
}

const joined = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
};

/** How many bytes a character that begins so has; 0 for a byte that begins none. */
const lengthFrom = (byte: number): number =>
  byte < 0x80 ? 1 : byte < 0xc2 ? 0 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : byte < 0xf5 ? 4 : 0;

/** How many bytes the UTF-8 character at this place has; 0 where there is none. */
function characterAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  const length = lengthFrom(first);
  for (let i = 1; i < length; i++) {
    const next = bytes[at + i];
    if (next === undefined || next < 0x80 || next > 0xbf) return 0;
  }
  const second = bytes[at + 1] ?? 0;
  // Written longer than need be, a half of a surrogate pair, or beyond Unicode.
  const isForbidden =
    (first === 0xe0 && second < 0xa0) ||
    (first === 0xed && second > 0x9f) ||
    (first === 0xf0 && second < 0x90) ||
    (first === 0xf4 && second > 0x8f);
  return isForbidden ? 0 : length;
}

/** How many bytes at the end begin a character without ending it. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte >= 0xc0) return lengthFrom(byte) > back ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}
