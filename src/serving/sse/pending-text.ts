/** From this size on a text is encoded: to encode one of 16 kB at once takes three to six times as long as its pieces do. */
const PIECE_CHARS = 2048;

/** Text that waits until it is sent, all of it as one chunk. */
export class PendingText {
  readonly #encoder = new TextEncoder();
  #pieces: Uint8Array[] = [];
  #text = '';
  #chars = 0;

  /** How much waits. */
  get chars(): number {
    return this.#chars;
  }

  add(text: string): void {
    this.#text += text;
    this.#chars += text.length;
    if (this.#text.length >= PIECE_CHARS) this.#encode();
  }

  /** All that waits, in UTF-8. Nothing waits afterwards. */
  take(): Uint8Array {
    if (this.#text !== '') this.#encode();
    const pieces = this.#pieces;
    this.clear();
    return pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : concat(pieces);
  }

  clear(): void {
    this.#pieces = [];
    this.#text = '';
    this.#chars = 0;
  }

  #encode(): void {
    this.#pieces.push(this.#encoder.encode(this.#text));
    this.#text = '';
  }
}

function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
