import { isFenceLine } from './is-fence-line.js';

/** Enough for a fence and the name of a language. */
const MAX_LINE_CHARS = 64;

/** Skips what `withoutFence` takes away before a document, while the text arrives in pieces. */
export class DocumentStart {
  #line = '';
  #isPassed = false;

  /** @returns what of this piece belongs to the document. */
  skip(piece: string): string {
    if (this.#isPassed) return piece;
    const text = this.#line === '' ? piece.trimStart() : this.#line + piece;
    if (text === '') return '';
    const lineEnd = text.indexOf('\n');
    if (text.startsWith('`') && lineEnd === -1 && text.length < MAX_LINE_CHARS) {
      this.#line = text;
      return '';
    }
    this.#isPassed = true;
    return lineEnd !== -1 && isFenceLine(text.slice(0, lineEnd).trimEnd()) ? text.slice(lineEnd) : text;
  }
}
