import { isErrorLike, isTransparent } from './object-nature.js';
import { plainCopy } from './plain-copy.js';
import { printedKeys } from './printed-keys.js';
import { openRedact } from './redact.js';

/** Takes the secrets out of a text. The same text comes back where there is none in it. */
export type Scrub = (text: string) => string;

const REDACTED = '[redacted]';
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

const keepText: Scrub = (text) => text;

/** A function that takes these secrets out of a text and, with `keyShapes`, everything else that looks like a key. */
export function openScrub(secrets: readonly string[], { keyShapes = false } = {}): Scrub {
  const redact = openRedact(secrets, REDACTED) ?? keepText;
  if (!keyShapes) return redact;
  return (text) => {
    let clean = redact(text);
    for (const [shape, replacement] of KEY_SHAPES) clean = clean.replace(shape, replacement);
    return clean;
  };
}

/**
 * The very value where it holds no secret and hides nothing, else a scrubbed copy: an error becomes an error again, anything else plain
 * data. What came off the wire as JSON hides nothing; a `Headers`, a class with getters or a printer of its own may. Never throws.
 */
export function scrubbed(value: unknown, scrub: Scrub): unknown {
  return scrub !== keepText && mayShowSecret(value, scrub) ? scrubbedCopy(value, scrub) : value;
}

/** What cannot be read to its end is suspected of the worst. */
function mayShowSecret(value: unknown, scrub: Scrub): boolean {
  try {
    return showsSecret(value, scrub);
  } catch {
    return true; // a Proxy may throw
  }
}

/** A loop, not a recursion: what is received may be nested deeper than the call stack. */
function showsSecret(root: unknown, scrub: Scrub): boolean {
  const seen = new Set<object>();
  const pending: unknown[] = [root];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value === 'function' || typeof value === 'symbol') return true;
    if (typeof value !== 'object' || value === null) {
      const text = String(value);
      if (scrub(text) !== text) return true;
      continue;
    }
    if (seen.has(value)) continue;
    if (seen.add(value).size > MAX_OBJECTS || !isTransparent(value)) return true;
    for (const key of Reflect.ownKeys(value)) pending.push(typeof key === 'symbol' ? key.description : key, Reflect.get(value, key));
  }
  return false;
}

function scrubbedCopy(value: unknown, scrub: Scrub, causesLeft = MAX_CAUSES): unknown {
  return isErrorLike(value) && causesLeft > 0 ? scrubbedError(value, scrub, causesLeft) : plainCopy(value, scrub);
}

/** What platforms take for texts wherever they print an error. */
const TEXTS = ['name', 'message', 'stack'];

function scrubbedError(error: object, scrub: Scrub, causesLeft: number): Error {
  const copy = new Error();
  for (const key of printedKeys(error)) {
    const value = valueAt(error, key);
    if (value === undefined || typeof value === 'function' || typeof value === 'symbol') continue;
    if (TEXTS.includes(key) && typeof value !== 'string') continue;
    Object.defineProperty(copy, scrub(key), {
      value: key === 'cause' ? scrubbedCopy(value, scrub, causesLeft - 1) : plainCopy(value, scrub),
      enumerable: isEnumerable(error, key),
      configurable: true,
      writable: true,
    });
  }
  return copy;
}

function isEnumerable(object: object, key: string): boolean {
  try {
    return Object.prototype.propertyIsEnumerable.call(object, key);
  } catch {
    return false; // a Proxy may throw
  }
}

function valueAt(object: object, key: string): unknown {
  try {
    return Reflect.get(object, key);
  } catch {
    return undefined;
  }
}
