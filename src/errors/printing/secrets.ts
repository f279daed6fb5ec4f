import { plainCopy } from './plain-copy.js';
import { isErrorLike, printedKeys } from './printed-keys.js';

/** Takes the secrets out of a text. The same text comes back where there is none in it. */
export type Scrub = (text: string) => string;

const REDACTED = '[redacted]';
const MIN_SECRET_CHARS = 4;
const MAX_OBJECTS = 250_000;
const MAX_CAUSES = 16;

// Platforms echo what they refuse: Node and Firefox a header's value, all of them the credentials in a URL.
// None of these can backtrack over more than a few characters.
const KEY_SHAPES: readonly (readonly [RegExp, string])[] = [
  [/"[^"]*" is an invalid header value/g, `"${REDACTED}" is an invalid header value`],
  [/\bBearer\s{1,4}[^\s"'`,;]+/gi, `Bearer ${REDACTED}`],
  [/\b(?:sk|pk|rk|gsk|hf|xai|nvapi)[-_][\w-]{8,}/g, REDACTED],
  [/\bAIza[\w-]{20,}/g, REDACTED],
  [/\/\/[^\s/?#@]+@/g, `//${REDACTED}@`],
];

/** A function that takes these secrets out of a text and, with `keyShapes`, everything else that looks like a key. */
export function openScrub(secrets: readonly string[], { keyShapes = false } = {}): Scrub {
  const known = spellings(secrets);
  return (text) => {
    let clean = text;
    for (const secret of known) clean = clean.replaceAll(secret, REDACTED);
    if (keyShapes) for (const [shape, replacement] of KEY_SHAPES) clean = clean.replace(shape, replacement);
    return clean;
  };
}

/**
 * The very value where it holds no secret, else a scrubbed copy: an error becomes an error again, anything else plain data.
 * Never throws.
 */
export function scrubbed(value: unknown, scrub: Scrub): unknown {
  return holdsSecret(value, scrub) ? scrubbedCopy(value, scrub) : value;
}

/** Each secret as it is, in a URL and in JSON text; the longest first, so that no part of one is left of another. */
function spellings(secrets: readonly string[]): string[] {
  const long = secrets.filter((secret) => secret.length >= MIN_SECRET_CHARS);
  const all = long.flatMap((secret) => [secret, inUrl(secret), JSON.stringify(secret).slice(1, -1)]);
  return [...new Set(all)].sort((a, b) => b.length - a.length);
}

function inUrl(secret: string): string {
  try {
    return encodeURIComponent(secret);
  } catch {
    return secret; // half a surrogate pair has no such form
  }
}

/** A loop, not a recursion: what is received may be nested deeper than the call stack. Past its bound it suspects the worst. */
function holdsSecret(root: unknown, scrub: Scrub): boolean {
  const seen = new Set<unknown>();
  const pending: unknown[] = [root];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value === 'string' && scrub(value) !== value) return true;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    if (seen.add(value).size > MAX_OBJECTS) return true;
    for (const key of printedKeys(value)) pending.push(key, valueAt(value, key));
  }
  return false;
}

function scrubbedCopy(value: unknown, scrub: Scrub, causesLeft = MAX_CAUSES): unknown {
  return isErrorLike(value) && causesLeft > 0 ? scrubbedError(value, scrub, causesLeft) : plainCopy(value, scrub);
}

function scrubbedError(error: object, scrub: Scrub, causesLeft: number): Error {
  const copy = new Error();
  for (const key of printedKeys(error)) {
    const value = valueAt(error, key);
    if (value === undefined) continue;
    Object.defineProperty(copy, scrub(key), {
      value: key === 'cause' ? scrubbedCopy(value, scrub, causesLeft - 1) : plainCopy(value, scrub),
      enumerable: Object.keys(error).includes(key),
      configurable: true,
      writable: true,
    });
  }
  return copy;
}

function valueAt(object: object, key: string): unknown {
  try {
    return Reflect.get(object, key);
  } catch {
    return undefined;
  }
}
