/** What was inside a wrapping. */
export interface Unwrapped {
  readonly text: string;
  /** What it was inside of, in a few words. */
  readonly foundIn: string;
}

/** Whether a text is an event stream as it stands: some line of it is a field with content. */
export function isStream(text: string): boolean {
  return /^(?:data|event):/m.test(text);
}

/** Whether a text begins as an event stream does, so that it is one and does not only quote one. */
export function beginsAsStream(text: string): boolean {
  return /^\s*(?:data|event|id|retry)?:/.test(text) && isStream(text);
}

/** Pieces that were printed one by one, as one text. Where they lost their line ends, these come back. */
export function joinPieces(pieces: readonly string[]): string {
  return pieces.some((piece) => /[\r\n]$/.test(piece)) ? pieces.join('') : pieces.map((piece) => `${piece}\n`).join('');
}

/** Whether a text is JSON, or its first line is. */
export function isJson(text: string): boolean {
  const trimmed = text.trim();
  return parses(trimmed) || parses(trimmed.split('\n', 1)[0] ?? '');
}

function parses(text: string): boolean {
  try {
    return typeof JSON.parse(text) !== 'number';
  } catch {
    return false;
  }
}
