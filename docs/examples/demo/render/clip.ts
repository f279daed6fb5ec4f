/** A text of at most this length: what does not fit gives way to an ellipsis. */
export function clip(text: string, mostChars: number): string {
  return text.length <= mostChars ? text : `${text.slice(0, mostChars - 1)}…`;
}
