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

/** Whether a line opens a Markdown fence, with or without the name of a language. */
function isFenceLine(line: string): boolean {
  return line.startsWith('```') && !line.includes('`', 3);
}

/**
 * Takes a document out of the Markdown fence that models like to put around it, and out of blanks. Nothing else is taken away:
 * words beside a document may be the model's objection to that very document.
 *
 * @returns the text between the fences; where there are none, or only one of them, the trimmed text.
 */
export function withoutFence(text: string): string {
  const trimmed = text.trim();
  const lineEnd = trimmed.indexOf('\n');
  const isFenced = lineEnd !== -1 && trimmed.endsWith('```') && isFenceLine(trimmed.slice(0, lineEnd).trimEnd());
  return isFenced ? trimmed.slice(lineEnd, -3).trim() : trimmed;
}
