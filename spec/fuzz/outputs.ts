import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { map, type Observable, type OperatorFunction } from 'rxjs';

import type { GoodFrame } from '../../src/frame.js';
import type { FailedToolCall, WholeToolCall } from '../../src/operators/output/checked-tool-call.js';
import { structured } from '../../src/operators/structured.js';
import { toolCalls } from '../../src/operators/tool-calls.js';
import { deepFreeze } from '../support/deep-freeze.js';
import { checkError } from './check-error.js';
import { chunkSizes, cutAny } from './cut.js';
import { firstDifference } from './first-difference.js';
import { mutatedStream } from './mutated-stream.js';
import { comparable, type Seen, seenBy } from './outcome.js';
import { anything, schemas, tools } from './output-schemas.js';
import { checkGlobalPrototypes, checkPrototypes } from './prototypes.js';
import { type GoodFrames, referenceCalls, referenceText, referenceValue } from './reference-output.js';
import { spokenStream } from './spoken-stream.js';

type Operator = OperatorFunction<GoodFrame<object>, unknown>;

const operators = {
  good: map((frame) => frame),
  object: structured(anything),
  input: structured(anything, { from: { tool: 'wind' } }),
  trip: structured(schemas.trip),
  node: structured(schemas.node),
  picky: structured(schemas.picky),
  loose: structured(schemas.loose, { from: { tool: 'lookup' } }),
  calls: toolCalls(),
  checked: toolCalls(tools),
} satisfies Record<string, Operator>;

type Name = keyof typeof operators;
const names = Object.keys(operators) as Name[];

/** Whoever is given something may freeze it: nobody changes it any more, and everything goes on as before. */
const frozen = Object.fromEntries(
  names.map((name) => [name, (frames: Observable<GoodFrame<object>>) => (operators as Record<Name, Operator>)[name](frames).pipe(map(deepFreeze))]),
) as Record<Name, Operator>;

/**
 * Whatever a model writes and whatever a server makes of it: `structured()` shows growing beginnings of the one object that it ends
 * with, or fails with one ApiError; `toolCalls()` gives every call once, with arguments or with an ApiError. The same in every
 * chunking, also for a consumer that freezes what it gets.
 */
export const outputProperty = fc.property(
  fc.oneof({ weight: 3, arbitrary: spokenStream }, mutatedStream),
  chunkSizes,
  ({ protocol, stream }, sizes) => {
    const bytes = Buffer.from(stream);
    const whole = seenBy(protocol, [bytes], operators);
    checkEnds(whole.good, whole);
    const frames = whole.good.values as GoodFrames;
    for (const name of ['object', 'input', 'trip', 'node', 'picky', 'loose'] as const) checkObject(whole[name]);
    if (whole.good.end === 'completed') checkAgainstReference(whole.object, referenceText(frames));
    for (const name of ['calls', 'checked'] as const) checkCalls(whole[name], frames);
    if (whole.good.end === 'completed') assert.equal(whole.calls.values.length, referenceCalls(frames).size, 'a call is missing');

    const pieces = seenBy(protocol, cutAny(bytes, sizes), frozen);
    for (const name of names) {
      assert.equal(firstDifference(comparable(pieces[name]), comparable(whole[name])), undefined, `${name} depends on the chunking, or on freezing`);
    }
    checkGlobalPrototypes();
  },
);

/** Every consumer ends; where the frames themselves fail, with that error, and else only for what the model wrote. */
function checkEnds(good: Seen, seen: Readonly<Record<Name, Seen>>): void {
  for (const name of names) {
    const { end } = seen[name];
    assert.notEqual(end, 'open', `${name} never ends`);
    if (typeof good.end === 'object') {
      assert.ok(typeof end === 'object' && String(end.error) === String(good.end.error), `${name} fails otherwise than the stream`);
    } else if (typeof end === 'object') {
      checkError(end.error, name);
      assert.ok(end.error.type === 'invalid_output' && !end.error.retryable, inspect(end.error));
      assert.ok(!name.startsWith('c'), 'calls that cannot be made are values');
    }
  }
}

function checkObject({ values, end }: Seen): void {
  const objects = values as readonly { readonly kind: 'partial' | 'whole'; readonly value: unknown }[];
  const wholes = objects.filter(({ kind }) => kind === 'whole').length;
  assert.equal(wholes, end === 'completed' ? 1 : 0, 'one whole object, at the end of a stream that completes');
  assert.ok(wholes === 0 || objects.at(-1)?.kind === 'whole', 'nothing follows the whole object');
  for (const { value } of objects.slice(-3)) checkPrototypes(value);
}

function checkAgainstReference({ values, end }: Seen, text: string): void {
  const expected = referenceValue(text);
  if (expected === undefined) return;
  assert.equal(end, 'completed', `this is JSON: ${text}`);
  const objects = values as readonly { readonly value: unknown }[];
  assert.equal(firstDifference(objects.at(-1)?.value, expected.value), undefined, `the object is not what was written: ${text}`);
  for (const { value } of expected.grows ? objects : []) {
    assert.ok(isBeginning(value, expected.value), `${inspect(value)} is no beginning of ${text}`);
  }
}

/** Whether a whole value may look like this while it arrives. */
function isBeginning(part: unknown, whole: unknown): boolean {
  if (typeof part === 'string' && typeof whole === 'string') return whole.startsWith(part);
  if (typeof part !== 'object' || part === null || typeof whole !== 'object' || whole === null) return Object.is(part, whole);
  if (Array.isArray(part) !== Array.isArray(whole)) return false;
  const entries = whole as Readonly<Record<string, unknown>>;
  return Object.entries(part).every(([key, value]) => Object.hasOwn(entries, key) && isBeginning(value, entries[key]));
}

function checkCalls({ values }: Seen, frames: GoodFrames): void {
  const written = referenceCalls(frames);
  const seen = new Set<string>();
  for (const call of values as readonly (WholeToolCall | FailedToolCall)[]) {
    const key = `${String(call.choice)}/${String(call.index)}`;
    assert.ok(!seen.has(key), `the call ${key} comes twice`);
    seen.add(key);
    assert.ok(written.get(key)?.startsWith(call.raw), `${call.raw} is not what was written: ${String(written.get(key))}`);
    if (call.error !== undefined) {
      checkError(call.error, 'a call');
      assert.ok(call.error.type === 'invalid_output' && call.arguments === undefined, inspect(call.error));
      continue;
    }
    checkPrototypes(call.arguments);
  }
}
