const words = [' the', ' kettle', ' is', ' on', ',', ' and', ' somebody', ' should', ' Ünder', ' take', ' 世界', ' it', ' off', '.', '\n', ' Then'];

/** The text of an answer, in pieces of a word, as a model says it. */
export function textPieces(count: number): string[] {
  return Array.from({ length: count }, (_, at) => words[(at * 7 + (at >> 4)) % words.length] ?? '');
}

/** The arguments of a tool call: one JSON object of about this many characters, in fragments of this size. */
export function argumentPieces(chars: number, fragmentChars: number): string[] {
  const value = words.join('').repeat(Math.ceil(chars / words.join('').length)).slice(0, chars);
  const text = JSON.stringify({ note: value });
  return Array.from({ length: Math.ceil(text.length / fragmentChars) }, (_, at) => text.slice(at * fragmentChars, (at + 1) * fragmentChars));
}
