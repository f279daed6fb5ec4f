import { coverSecrets, secretsIn } from '../mask-secrets.js';
import type { Recording } from '../recording.js';
import { unwrapChunks } from './chunked.js';
import { unwrapBase64, unwrapDump, unwrapEntities } from './encoded.js';
import { unwrapJson } from './json.js';
import { unwrapLiterals } from './literals.js';
import { unwrapMarks } from './marks.js';
import { isJson, isStream, type Unwrapped } from './stream-text.js';
import { unwrapTable } from './table.js';

/** A wrapping that is no stream when it is open says nothing: what is text stays text. */
const wrappings: readonly ((text: string) => Unwrapped | undefined)[] = [unwrapMarks, unwrapJson, unwrapTable, unwrapLiterals, unwrapDump, unwrapBase64];

/** Wrappings inside each other: JSON in JSON in a HAR. */
const MOST_WRAPPINGS = 5;

/**
 * Takes a stream out of what it was kept in: an archive of a browser, a JSON string, the log of a program, a table. Lines
 * and bytes of what comes out are counted in it, and not in the file. A recording that is a stream already stays as it is.
 */
export function unwrap(recording: Recording): Recording {
  const chunks = unwrapChunks(recording.bytes);
  if (chunks !== undefined) return unwrapped(recording, chunks.text, [chunks.foundIn]);
  const recorded = new TextDecoder().decode(recording.bytes);
  const page = unwrapEntities(recorded);
  const places = page === undefined ? [] : [page.foundIn];
  let text = page?.text ?? recorded;
  while (!isOpen(text) && places.length < MOST_WRAPPINGS) {
    const inner = firstOf(text);
    if (inner === undefined) break;
    text = inner.text;
    places.push(inner.foundIn);
  }
  if (places.length === 0 || (!isOpen(text) && !mayHoldStream(text))) return recording;
  // The log around the stream has keys in it that the stream may repeat.
  const around = secretsIn(recorded.split('\n').map((line) => ({ text: line })));
  return unwrapped(recording, coverSecrets(text, around), places);
}

function firstOf(text: string): Unwrapped | undefined {
  // What is JSON and holds no stream is a document, whatever it quotes.
  for (const open of isJson(text) ? [unwrapJson] : wrappings) {
    const inner = open(text);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** A response with its head is open, whatever its body is. */
function isOpen(text: string): boolean {
  return isStream(text) || /^\s*HTTP\/[\d.]+ \d{3}/.test(text);
}

/** Log lines, whose prefix is taken off later. */
function mayHoldStream(text: string): boolean {
  return /(?<![\w-])data: ?[{[]/.test(text);
}

function unwrapped(recording: Recording, text: string, places: readonly string[]): Recording {
  return { ...recording, bytes: Buffer.from(text), arrivals: [], foundIn: places.join(', in it ') };
}
