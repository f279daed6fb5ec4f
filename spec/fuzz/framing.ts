import assert from 'node:assert/strict';
import fc from 'fast-check';

import { ChunkDecoder } from '../../src/wire/parsing/decode-text.js';
import { SseParser } from '../../src/wire/parsing/sse-events.js';
import { chunkSizes, cut } from './cut.js';
import { type ReferenceEvents, referenceSse } from './reference-sse.js';

const fields = ['data', 'data:', 'data: ', 'data:  ', 'event: ', 'event:', 'event', 'id: ', 'retry: ', ':', ': ', '', ' data: ', 'Data: ', 'error', 'da', '\uFEFFdata: '];
const values = ['', 'error', ' error', 'error_log', 'message', '{"a":1}', '[DONE]', 'event: error', 'data: x', ':', '\0', '\u2028', '\u2029event: error', '\uFEFF', 'ü€😀', '\v\f\u0085', '7'];
const lineEnds = ['\n', '\r', '\r\n', '\n\n', '\r\r', '\r\n\r\n', '\n\r', ''];

const line = fc
  .tuple(fc.constantFrom(...fields), fc.array(fc.oneof(fc.constantFrom(...values), fc.string({ maxLength: 8, unit: 'binary' })), { maxLength: 3 }), fc.constantFrom(...lineEnds))
  .map(([field, parts, end]) => encode(field + parts.join('') + end));

/** Bytes that look like an event stream at first sight: valid ones, broken UTF-8, byte order marks, every line end. */
const looksLikeSse = fc
  .tuple(
    fc.constantFrom('', '', '', '\uFEFF', '\uFEFF\uFEFF'),
    fc.array(fc.oneof({ weight: 12, arbitrary: line }, fc.uint8Array({ maxLength: 4 })), { maxLength: 14 }),
  )
  .map(([mark, pieces]) => Buffer.concat([encode(mark), ...pieces]));

/** The parser dispatches what the specification dispatches, in every chunking, at a clean end and at a reset. */
export const framingProperty = fc.property(looksLikeSse, chunkSizes, fc.constantFrom('clean' as const, 'reset' as const), (bytes, sizes, end) => {
  assert.deepStrictEqual(normalised(parse(cut(bytes, sizes), end), bytes), normalised(referenceSse(bytes, end), bytes));
});

function parse(chunks: readonly Uint8Array[], end: 'clean' | 'reset'): ReferenceEvents {
  const events: { name: string; data: string }[] = [];
  const unknownLines: string[] = [];
  const decoder = new ChunkDecoder();
  const parser = new SseParser({
    maxFrameChars: 1_000_000,
    takeEvent: ({ event = '', data }) => events.push({ name: event, data }),
    takeStrayLine: (line) => unknownLines.push(line),
    failTooLarge: () => assert.fail('too large'),
    isStopped: () => false,
  });
  for (const chunk of chunks) parser.push(decoder.decode(chunk));
  if (end === 'clean') {
    parser.push(decoder.end());
    parser.end();
  }
  return { events, unknownLines };
}

/**
 * As the next stage sees it, where an event is named `error`: the empty data line by which the toolkit has it dispatched does
 * not count, nor does an event without data that was renamed afterwards. Every other stream is compared as it is.
 */
function normalised({ events, unknownLines }: ReferenceEvents, bytes: Uint8Array): ReferenceEvents {
  if (!/event: ?error/.test(Buffer.from(bytes).toString())) return { events, unknownLines };
  return {
    events: events
      .map(({ name, data }) => ({ name, data: data.replaceAll(/\n+/g, '\n').replaceAll(/^\n|\n$/g, '') }))
      .filter(({ name, data }) => name === 'error' || data !== ''),
    unknownLines,
  };
}

function encode(text: string): Buffer {
  return Buffer.from(text);
}
