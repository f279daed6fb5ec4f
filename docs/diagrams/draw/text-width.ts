/** How wide a text is in the monospaced font of the pictures; every font in its list is 0.6 em wide, or a hair more. */
export function textWidth(text: string, fontSize: number): number {
  return text.length * fontSize * 0.605;
}
