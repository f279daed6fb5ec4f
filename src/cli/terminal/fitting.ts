const names: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** What can steer a terminal or turn a line around: control characters, line and paragraph ends, lone surrogates, marks of direction. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text from elsewhere, with everything escaped that can steer a terminal. */
export function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, (character) => names[character] ?? codeOf(character));
}

/** JSON of any text, with everything escaped that can steer a terminal. Its own line ends stay. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replaceAll(UNPRINTABLE, (character) => (character === '\n' ? character : codeOf(character)));
}

function codeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A text of at most this length. What does not fit in the middle gives way to an ellipsis: the beginning and the end show. */
export function clip(text: string, mostChars: number): string {
  if (text.length <= mostChars) return text;
  const headChars = Math.ceil((mostChars - 3) * 0.6);
  return `${text.slice(0, breakBefore(text, headChars))} … ${text.slice(breakAfter(text, text.length - (mostChars - 3 - headChars)))}`;
}

/** Breaks a text into lines of at most this width: at a space, or inside a word that is longer than a line. */
export function wrap(text: string, widthChars: number): readonly string[] {
  const lines: string[] = [];
  let start = 0;
  while (text.length - start > widthChars) {
    const space = text.lastIndexOf(' ', start + widthChars);
    const inWord = breakBefore(text, start + widthChars);
    const end = space > start ? space : inWord > start ? inWord : start + widthChars;
    lines.push(text.slice(start, end));
    start = text[end] === ' ' ? end + 1 : end;
  }
  return [...lines, text.slice(start)];
}

/** The last place up to this index where a text may be cut: inside no surrogate pair, and inside no escape that `printable` wrote. */
export function breakBefore(text: string, index: number): number {
  return unitAround(text, index)?.start ?? index;
}

/** The first place from this index on where a text may be cut. */
export function breakAfter(text: string, index: number): number {
  return unitAround(text, index)?.end ?? index;
}

/** `\u001b` is the longest. */
const MOST_UNIT_CHARS = 6;
const UNIT = /\\u[\da-f]{4}|\\[nrt]|[\ud800-\udbff][\udc00-\udfff]/g;

/** What must not be torn apart and would be by a cut at this index. */
function unitAround(text: string, index: number): { readonly start: number; readonly end: number } | undefined {
  const from = Math.max(0, index - MOST_UNIT_CHARS + 1);
  for (const { 0: unit, index: at } of text.slice(from, index + MOST_UNIT_CHARS - 1).matchAll(UNIT)) {
    const [start, end] = [from + at, from + at + unit.length];
    if (start < index && end > index) return { start, end };
  }
  return undefined;
}
