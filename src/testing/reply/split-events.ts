/**
 * Cuts a raw body behind every blank line, in any of the three line ends.
 *
 * @returns the pieces, which join to the same bytes.
 */
export function splitEvents(body: string | Uint8Array): Uint8Array[] {
  const bytes = Buffer.from(body);
  // Latin-1 keeps one character per byte, so that positions in the text are positions in the bytes.
  const ends = [...bytes.toString('latin1').matchAll(/\r\n\r\n|\n\n|\r\r/g)].map((blank) => blank.index + blank[0].length);
  return [0, ...ends]
    .map((start, index) => bytes.subarray(start, ends[index] ?? bytes.length))
    .filter((piece) => piece.length > 0);
}
