import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import fc from 'fast-check';

import { ApiError } from '../../src/api-error.js';
import type { AccumulatingProtocol } from '../../src/protocol.js';
import { chatCompletions } from '../../src/protocols/chat-completions/protocol.js';
import { messages } from '../../src/protocols/messages/protocol.js';
import { responses } from '../../src/protocols/responses/protocol.js';
import { fixtures } from '../fixtures/index.js';
import { chunkSizes, cut } from './cut.js';
import { firstDifference } from './first-difference.js';
import { mutate, mutations, readEvents, writeEvents, type StreamEvent } from './mutation.js';
import { comparable, outcomeOf, type Outcome, type Seen } from './outcome.js';

const protocols = [chatCompletions, messages, responses] as readonly AccumulatingProtocol<object, unknown>[];

const originals = fixtures.map(({ protocol, name }) => ({
  name: `${protocol.name}/${name}`,
  protocol: protocols.find((own) => own.name === protocol.name) ?? chatCompletions as AccumulatingProtocol<object, unknown>,
  events: readEvents(readFileSync(new URL(`../fixtures/${protocol.name}/${name}.sse`, import.meta.url), 'utf8')),
}));

/** A valid stream with a few things wrong in it, read by its own protocol or, now and then, by another. */
const mutatedStream = fc
  .record({ original: fc.constantFrom(...originals), mutations, foreign: fc.option(fc.constantFrom(...protocols), { freq: 20 }) })
  .map(({ original, mutations, foreign }) => ({
    name: original.name,
    protocol: foreign ?? original.protocol,
    stream: writeEvents(mutations.reduce<readonly StreamEvent[]>(mutate, original.events)),
  }));

const globals = [Object.prototype, Array.prototype, Function.prototype, Error.prototype, Map.prototype].map((prototype) => ({
  prototype,
  keys: Reflect.ownKeys(prototype),
}));

/**
 * Whatever a server sends, a consumer gets frames and then completion or one ApiError, the same in every chunking; what it was
 * given does not change under its hands; and nobody's prototype does.
 */
export const payloadProperty = fc.property(mutatedStream, chunkSizes, ({ protocol, stream }, sizes) => {
  const bytes = Buffer.from(stream);
  const whole = outcomeOf(protocol, [bytes]);
  checkOutcome(whole);
  const pieces = outcomeOf(protocol, cut(bytes, bytes.length > 5_000 ? sizes.map((size) => size * 50 + 1) : sizes));
  for (const part of ['frames', 'completions', 'answers'] as const) {
    assert.equal(firstDifference(comparable(pieces[part]), comparable(whole[part])), undefined, `${part} depend on the chunking`);
  }
  for (const { prototype, keys } of globals) assert.deepStrictEqual(Reflect.ownKeys(prototype), keys, 'a prototype has changed');
});

function checkOutcome({ frames, completions, answers }: Outcome): void {
  for (const [part, seen] of Object.entries({ frames, completions, answers })) {
    assert.notEqual(seen.end, 'open', `${part} never end`);
    if (typeof seen.end === 'object') checkError(seen.end.error, part);
  }
  assert.equal(completions.end === 'completed', frames.end === 'completed' && isTerminal(frames.values.at(-1)), 'a whole answer ends in a terminal frame');
  checkDeltas(frames);
  for (const snapshot of [...completions.values, ...answers.values].slice(-2)) checkPrototypes(snapshot);
}

function checkError(error: unknown, part: string): void {
  assert.ok(ApiError.is(error), `${part} fail with ${inspect(error)}`);
  assert.ok(error.message.length <= 1_024 && !/[\n\r]/.test(error.message), `the message is one line of 1 KiB: ${error.message}`);
  assert.ok(typeof error.type === 'string' && error.type !== '' && error.type !== 'error', `type: ${inspect(error.type)}`);
  assert.ok(error.status === undefined || (Number.isInteger(error.status) && error.status >= 100 && error.status < 600), `status: ${String(error.status)}`);
  for (const field of [error.code, error.param, error.requestId]) assert.ok(field === undefined || typeof field === 'string', inspect(error.toJSON()));
  assert.ok(!/its reader threw/.test(error.message), error.message);
  assert.equal(typeof inspect(error), 'string');
  assert.equal(typeof error.toJSON(), 'object');
}

function isTerminal(frame: unknown): boolean {
  return typeof frame === 'object' && frame !== null && 'kind' in frame && frame.kind === 'terminal';
}

const textFields = ['text', 'arguments', 'data', 'mediaType', 'raw', 'reason'];
const optionalTextFields = ['id', 'name', 'model'];

function checkDeltas({ values }: Seen): void {
  for (const { deltas = [] } of values as { readonly deltas?: readonly Record<string, unknown>[] }[]) {
    for (const delta of deltas) {
      for (const field of textFields) assert.ok(!Object.hasOwn(delta, field) || typeof delta[field] === 'string', inspect(delta));
      for (const field of optionalTextFields) assert.ok(delta[field] === undefined || typeof delta[field] === 'string', inspect(delta));
      for (const field of ['choice', 'index']) assert.ok(!Object.hasOwn(delta, field) || isIndex(delta[field]), inspect(delta));
      if (delta['type'] === 'usage') for (const count of Object.values(delta['usage'] as object)) assert.ok(Number.isFinite(count), inspect(delta));
    }
  }
}

function isIndex(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < 10_000;
}

/** No object may have got a prototype off the wire. */
function checkPrototypes(value: unknown): void {
  const open = [value];
  for (let turn = 0; turn < 20_000 && open.length > 0; turn += 1) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null) continue;
    assert.ok([Object.prototype, Array.prototype, null].includes(Object.getPrototypeOf(next) as null), `a prototype off the wire: ${inspect(next)}`);
    for (const key of Object.keys(next).slice(0, 500)) open.push((next as Record<string, unknown>)[key]);
  }
}
