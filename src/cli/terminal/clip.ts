/** A text of at most this length: what does not fit in the middle gives way to an ellipsis, so that its beginning and its end show. */
export function clip(text: string, mostChars: number): string {
  if (text.length <= mostChars) return text;
  const headChars = Math.ceil((mostChars - 3) * 0.6);
  return `${text.slice(0, headChars)} … ${text.slice(text.length - (mostChars - 3 - headChars))}`;
}
