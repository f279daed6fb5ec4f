import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';

import { checkError } from './check-error.js';
import { chunkSizes, cutAny } from './cut.js';
import { firstDifference } from './first-difference.js';
import { mutatedStream } from './mutated-stream.js';
import { comparable, type Outcome, outcomeOf, type Seen } from './outcome.js';
import { checkGlobalPrototypes, checkPrototypes } from './prototypes.js';

/**
 * Whatever a server sends, a consumer gets frames and then completion or one ApiError, the same in every chunking; what it was
 * given does not change under its hands; and nobody's prototype does.
 */
export const payloadProperty = fc.property(mutatedStream, chunkSizes, ({ protocol, stream }, sizes) => {
  const bytes = Buffer.from(stream);
  const whole = outcomeOf(protocol, [bytes]);
  checkOutcome(whole);
  const pieces = outcomeOf(protocol, cutAny(bytes, sizes));
  for (const part of ['frames', 'completions', 'answers'] as const) {
    assert.equal(firstDifference(comparable(pieces[part]), comparable(whole[part])), undefined, `${part} depend on the chunking`);
  }
  checkGlobalPrototypes();
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
