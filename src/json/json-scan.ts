const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Follows the brackets of a JSON text that arrives in pieces, and judges nothing else about it. */
export class JsonScan {
  #depth = 0;
  #deepest = 0;
  #inString = false;
  #escaped = false;
  #closed = false;

  /** How deeply the text has been nested so far. */
  get deepest(): number {
    return this.#deepest;
  }

  /** Whether its first bracket has been closed. Where the text began with that bracket, only blanks can follow. */
  get closed(): boolean {
    return this.#closed;
  }

  add(piece: string): this {
    for (let at = 0; at < piece.length; at += 1) this.#read(piece.charCodeAt(at));
    return this;
  }

  #read(char: number): void {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (char === BACKSLASH) this.#escaped = true;
      else if (char === QUOTE) this.#inString = false;
      return;
    }
    switch (char) {
      case QUOTE:
        this.#inString = true;
        return;
      case 0x5b: // [
      case 0x7b: // {
        this.#depth += 1;
        if (this.#depth > this.#deepest) this.#deepest = this.#depth;
        return;
      case 0x5d: // ]
      case 0x7d: // }
        this.#depth -= 1;
        if (this.#depth === 0) this.#closed = true;
    }
  }
}

/** How deeply a JSON text may be nested: what recurses over its value, a schema or `JSON.stringify`, must not run out of stack. */
export const MAX_DEPTH = 200;
