const names: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Text from elsewhere with everything escaped by which it could steer a terminal: control characters, line ends, marks of direction. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    return names[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** A text of at most this length: what does not fit in the middle gives way to an ellipsis, so that its beginning and its end show. */
export function clip(text: string, mostChars: number): string {
  if (text.length <= mostChars) return text;
  const headChars = Math.ceil((mostChars - 3) * 0.6);
  return `${text.slice(0, headChars)} … ${text.slice(text.length - (mostChars - 3 - headChars))}`;
}

/** Breaks a text into lines of at most this width: at a space, or inside a word that is longer than a line. */
export function wrap(text: string, widthChars: number): readonly string[] {
  const lines: string[] = [];
  let start = 0;
  while (text.length - start > widthChars) {
    const space = text.lastIndexOf(' ', start + widthChars);
    const end = space > start ? space : start + widthChars;
    lines.push(text.slice(start, end));
    start = text[end] === ' ' ? end + 1 : end;
  }
  return [...lines, text.slice(start)];
}
