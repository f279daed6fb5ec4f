import fc from 'fast-check';

import type { AccumulatingProtocol } from '../../src/protocol.js';
import { chunkSizes } from './cut.js';
import { toTree } from './json-tree.js';
import { protocols, streamOf } from './mutated-stream.js';
import { mutate, type Mutation, mutations, type StreamEvent, textOf } from './mutation.js';

/** What a client makes of one request, and what comes of its body. */
export interface Reply {
  /** `late`: a client that ignores the signal, and answers when it is aborted. `used`: a body that somebody reads already. */
  readonly opening: 'answers' | 'refuses' | 'throws' | 'never' | 'late' | 'used' | 'nothing';
  readonly status: number;
  readonly contentType: { readonly value: string | undefined; readonly isStream: boolean };
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  readonly sizes: readonly number[];
  /** Comes after the body, where it is there: a chunk that is no bytes. */
  readonly stranger: number | null;
  readonly end: 'clean' | 'reset' | 'silence';
  /** Which of the reasons a reset or a refusal gives. */
  readonly reason: number;
}

const contentTypes = [
  ...['text/event-stream', 'text/event-stream; charset=utf-8', 'TEXT/Event-Stream;x', 'text/event-stream, text/event-stream', ' text/event-stream\t', undefined, '']
    .map((value) => ({ value, isStream: true })),
  ...['application/json', 'application/problem+json; charset=utf-8', 'application/json;;', 'text/html', 'text/plain', 'text/event-streams', 'json', ';', 'x'.repeat(5_000), '\u00fc']
    .map((value) => ({ value, isStream: false })),
];

const headerNames = ['retry-after', 'retry-after-ms', 'x-should-retry', 'x-request-id', 'request-id', 'cf-ray', 'content-length', 'content-encoding'];
const headerValues = [
  '', '0', '7', '59', '61', '-1', '0.5', '1e3', '99999999999999999999', '9'.repeat(400), 'NaN', 'Infinity', '0x10', '7, 8', '7;q=1', 'soon', 'true', 'false', 'TRUE',
  'Fri, 31 Dec 2099 23:59:60 GMT', 'Wed, 21 Oct 2015 07:28:00 GMT', 'Fri, 31 Feb 2099 00:00:00 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994',
  'req_1', '\u00fc\u00ff', '__proto__', 'x'.repeat(10_000), '<script>', '\t7\t',
];

const bodies: readonly unknown[] = [
  { error: { message: 'Slow down', type: 'rate_limit_error', code: 'rate_limit_exceeded', param: null } },
  { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' }, request_id: 'req_2' },
  { detail: [{ loc: ['body', 'model'], msg: 'field required', type: 'value_error.missing' }] },
  { error: 'upstream', status: 503 },
  [{ error: { code: 429, message: 'Resource has been exhausted', status: 'RESOURCE_EXHAUSTED' } }],
  { choices: [], usage: null },
];

const errorBody = fc
  .tuple(fc.constantFrom(...bodies), fc.oneof(fc.constant<Mutation[]>([]), mutations))
  .map(([body, deeds]) => deeds.reduce<readonly StreamEvent[]>(mutate, [{ name: '', data: toTree(body) }]).map(({ data }) => textOf(data)).join('\n'));

const otherBody = fc.oneof(
  fc.constantFrom('', ' ', '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head></html>', '<html', 'upstream is gone', '\u001b[31m\r\n\0', '\uFEFF{"error":"x"}', 'ü'.repeat(40_000)),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

const statuses = [201, 204, 205, 206, 299, 301, 302, 304, 400, 401, 402, 403, 404, 408, 409, 413, 418, 422, 429, 429, 500, 500, 501, 502, 503, 503, 505, 529, 599];

/** An answer to one request: mostly a stream as it should be, or nearly. */
function replyOf(protocol: AccumulatingProtocol<object, unknown>): fc.Arbitrary<Reply> {
  const stream = fc.oneof({ weight: 6, arbitrary: streamOf(protocol) }, errorBody, otherBody).map((text) => Buffer.from(text));
  return fc.record<Reply>({
    opening: fc.oneof({ weight: 12, arbitrary: fc.constant('answers' as const) }, fc.constantFrom('refuses', 'throws', 'never', 'late', 'used', 'nothing')),
    status: fc.oneof({ weight: 3, arbitrary: fc.constant(200) }, fc.constantFrom(...statuses)),
    contentType: fc.oneof({ weight: 3, arbitrary: fc.constant({ value: 'text/event-stream', isStream: true }) }, fc.constantFrom(...contentTypes)),
    headers: fc.array(fc.tuple(fc.constantFrom(...headerNames), fc.constantFrom(...headerValues)), { maxLength: 3 }),
    body: fc.oneof({ weight: 12, arbitrary: stream }, fc.uint8Array({ maxLength: 20 })),
    sizes: chunkSizes,
    stranger: fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, fc.nat(20)),
    end: fc.oneof({ weight: 2, arbitrary: fc.constant('clean' as const) }, fc.constantFrom('reset', 'silence')),
    reason: fc.nat(20),
  });
}

/** A protocol, and what a server of it does when it is asked once, twice, and so on; the last reply stands for all further ones. */
export const dialogues = fc.oneof(
  ...protocols.map((protocol) => fc.record({ protocol: fc.constant(protocol), replies: fc.array(replyOf(protocol), { minLength: 1, maxLength: 4 }) })),
);
