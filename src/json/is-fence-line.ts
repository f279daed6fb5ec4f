/** Whether a line opens a Markdown fence, with or without the name of a language. */
export function isFenceLine(line: string): boolean {
  return line.startsWith('```') && !line.includes('`', 3);
}
