import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { concat, EMPTY, from, NEVER, type Observable, throwError } from 'rxjs';

import { ApiError } from '../../src/errors/api-error.js';
import type { Frame } from '../../src/frame.js';
import type { Protocol } from '../../src/protocol.js';
import { parseFramesOf } from '../../src/wire/parsing/parse-frames.js';
import { firstDifference } from './first-difference.js';
import { comparable, type Seen, watch } from './outcome.js';
import type { Reply } from './replies.js';
import { chunksOf, reasonOf } from './scripted-client.js';

/** What one subscription of `streamFrames()` saw. */
export interface Attempt {
  readonly frames: Frame<object>[];
  end: 'unsubscribed' | 'completed' | { readonly error: unknown };
}

/** The frames are those that the same bytes say when they are parsed at once and whole; where there is no stream, there are none. */
export function checkAttempt(protocol: Protocol, given: Reply, { frames, end }: Attempt, hasLeft: boolean): void {
  const reply = given.contentType.isStream ? given : withoutLeadingBlanks(given);
  const isStream = !BODILESS.includes(reply.status) && (reply.contentType.isStream || BEGINS_AS_STREAM.test(textOf(reply)));
  if (reply.opening !== 'answers' || reply.status > 299 || !isStream) {
    assert.deepEqual(frames, [], 'frames of what is no stream');
    checkFailure(reply, end, hasLeft);
    return;
  }
  const expected = parsed(protocol, reply);
  const seen = comparable({ values: frames, end: end === 'unsubscribed' ? 'open' : end });
  if (end !== 'unsubscribed') {
    assert.equal(firstDifference(seen, comparable(expected)), undefined, 'other than the bytes say');
    return;
  }
  const values = hasLeft ? expected.values.slice(0, frames.length) : expected.values;
  assert.equal(firstDifference(seen, comparable({ values, end: 'open' })), undefined, 'other frames than the bytes say');
  const isOver = ['error', 'terminal'].includes(frames.at(-1)?.kind ?? '');
  assert.ok(hasLeft || isOver || expected.end === 'open', 'nobody has unsubscribed');
}

/** What has no body is no stream, whatever its type says. */
const BODILESS = [204, 205];

/** A body of another type that begins as an event stream is read as one. */
const BEGINS_AS_STREAM = /^(?:data:|event:|id:|retry:|:)/;

function textOf({ body }: Reply): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
}

function withoutLeadingBlanks(reply: Reply): Reply {
  return { ...reply, body: Buffer.from(textOf(reply).trimStart()) };
}

function checkFailure({ opening, status, headers, contentType, end: bodyEnd, stranger }: Reply, end: Attempt['end'], hasLeft: boolean): void {
  const isJson = /json/.test(contentType.value ?? '');
  if (end === 'unsubscribed') {
    // A whole answer in JSON may take its time.
    const mayBeSlow = isJson && bodyEnd === 'silence';
    assert.ok(hasLeft || opening === 'never' || opening === 'late' || mayBeSlow, 'nobody has unsubscribed');
    return;
  }
  assert.ok(end !== 'completed', 'completed without a stream');
  const { error } = end;
  assert.ok(ApiError.is(error), inspect(error));
  if (opening !== 'answers') return;
  // Of JSON that broke off nothing is shown.
  const isCut = isJson && (error.type === 'truncated_stream' || bodyEnd === 'reset' || stranger !== null);
  assert.ok(error.origin === 'http' || (status < 300 && (error.type === 'unexpected_content' || isCut)), inspect(error));
  if (status > 299) assert.equal(error.status, status);
  const delayMs = error.retryAfterMs ?? 0;
  assert.ok(Number.isInteger(delayMs) && delayMs >= 0 && delayMs < 2 ** 31, `Retry-After: ${String(delayMs)}`);
  assert.ok(headers.some(([name]) => name.startsWith('retry-after')) || error.retryAfterMs === undefined, 'a wait that nobody asked for');
}

/** What the bytes say when they are parsed without a network, and, but for what is no bytes at all, in one piece. */
function parsed(protocol: Protocol, reply: Reply): Seen {
  const { body, headers } = reply;
  const ids = new Headers(headers.map(([name, value]): [string, string] => [name, value]));
  const requestId = ['x-request-id', 'request-id', 'cf-ray'].map((name) => ids.get(name)).find(Boolean) ?? undefined;
  const chunks = concat(from(chunksOf({ ...reply, sizes: [body.length + 1] })), endOf(reply));
  return watch(chunks.pipe(parseFramesOf(protocol, {}, { requestId })))();
}

function endOf(reply: Reply): Observable<never> {
  switch (reply.end) {
    case 'clean':
      return EMPTY;
    case 'silence':
      return NEVER;
    case 'reset':
      // eslint-disable-next-line rxjs-x/throw-error -- whatever a body may be broken with
      return throwError(() => reasonOf(reply));
  }
}
