const whitespace = ' \t\n\r';
const scalarEnds = `,:]}[{"${whitespace}`;
const literals = ['true', 'false', 'null'];

/**
 * Parses JSON text that was cut off somewhere: members and items that are whole stay, an unfinished string or number goes.
 *
 * @throws SyntaxError for text that is not the beginning of JSON.
 */
export function parseCutJson(text: string): unknown {
  const closers: string[] = [];
  let wholeEnd = 0;
  let keyIsNext = false;
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    const end = tokenEnd(text, at);
    if (end === undefined) break;
    const isKey = char === '"' && keyIsNext;
    if (char === '{' || char === '[') closers.push(char === '{' ? '}' : ']');
    if (char === '}' || char === ']') closers.pop();
    if (char === ',' || char === '{') keyIsNext = closers.at(-1) === '}';
    else if (!whitespace.includes(char)) keyIsNext = false;
    if (!isKey && !`,:${whitespace}`.includes(char)) wholeEnd = end;
    at = end;
  }
  return JSON.parse(text.slice(0, wholeEnd) + closers.reverse().join(''));
}

/** Where the token at this place ends; `undefined` if more of it may follow. */
function tokenEnd(text: string, start: number): number | undefined {
  const char = text.charAt(start);
  if (char === '"') return stringEnd(text, start);
  if (scalarEnds.includes(char)) return start + 1;
  let end = start + 1;
  while (end < text.length && !scalarEnds.includes(text.charAt(end))) end += 1;
  return end < text.length || literals.includes(text.slice(start, end)) ? end : undefined;
}

function stringEnd(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '"') return at + 1;
    if (char === '\\') at += 1;
  }
  return undefined;
}
