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
