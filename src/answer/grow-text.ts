/** A text of up to 256 characters may stay in pieces; of a longer one no more than an eighth. */
const LEAST_STEP_BITS = 8;
const anything = /^/;

/**
 * `text + piece`, kept as one string.
 *
 * An engine keeps what was joined as a chain of its pieces until somebody reads it: over fifty bytes for each piece of an answer, which
 * the collector visits again and again. A regular expression makes one string of it (a compiler leaves out other reads whose result
 * nobody needs). That is done each time the text has grown by an eighth, so that all copies together cost a few times its length.
 */
export function growText(text: string, piece: string): string {
  const grown = text + piece;
  const stepBits = Math.max(LEAST_STEP_BITS, 28 - Math.clz32(grown.length));
  if (text.length >> stepBits !== grown.length >> stepBits) anything.test(grown);
  return grown;
}
