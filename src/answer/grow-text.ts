/** Flatten every 256 (2 ** 8) characters, later every eighth of the length. */
const LEAST_STEP_BITS = 8;
const anything = /^/;

/**
 * `text + piece`, kept as one string.
 *
 * An engine keeps a joined text as a chain of its pieces until somebody reads it. That costs over fifty bytes for each piece, and the
 * garbage collector visits all of them again and again. Testing the text with a regular expression flattens it into one string; a
 * compiler may leave out other reads, whose result nobody needs. This happens each time the length passes a multiple of a step. The
 * step is at least an eighth of the length, rounded down to a power of two, so all copies together cost a few times the length.
 *
 * Example: a text of 5,000 characters has the step 512 (2 ** 9), because `Math.clz32(5_000)` is 19 and 28 - 19 is 9. It was flattened
 * when it passed 4,608 (9 * 512) and will be when it passes 5,120 (10 * 512). From 8,192 characters on the step is 1,024.
 */
export function growText(text: string, piece: string): string {
  const grown = text + piece;
  const stepBits = Math.max(LEAST_STEP_BITS, 28 - Math.clz32(grown.length));
  if (text.length >> stepBits !== grown.length >> stepBits) anything.test(grown);
  return grown;
}
