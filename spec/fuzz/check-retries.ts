import assert from 'node:assert/strict';
import { inspect } from 'node:util';

import { ApiError } from '../../src/errors/api-error.js';
import { commits, type Frame, type GoodFrame, type RestartFrame } from '../../src/frame.js';
import type { Attempt } from './check-attempt.js';
import type { Seen } from './outcome.js';

export interface RetryBounds {
  readonly maxRetries: number;
  readonly afterOutput: 'fail' | 'restart';
}

/** What reliably() gives is the good frames of the attempts one after the other; and an attempt follows just where one may. */
export function checkRetries(attempts: readonly Attempt[], { maxRetries, afterOutput }: RetryBounds, { values: seen, end }: Seen): void {
  const values = seen as readonly (GoodFrame<object> | RestartFrame)[];
  assert.ok(attempts.length <= maxRetries + 1, `${String(attempts.length)} attempts`);
  const expected: (GoodFrame<object> | RestartFrame)[] = [];
  for (const [turn, attempt] of attempts.entries()) {
    const good = attempt.frames.filter(isGood);
    expected.push(...good);
    const isLast = turn === attempts.length - 1;
    if (isLast && end === 'open') {
      // Whoever left when the restart was announced has seen no more of the attempt that it announced.
      if (values.length === expected.length + 1 && values.at(-1)?.kind === 'restart') return;
      break;
    }
    if (attempt.frames.at(-1)?.kind === 'terminal') {
      assert.ok(isLast && end === 'completed', 'a whole answer is the end');
      break;
    }
    const hasCommitted = good.some(commits);
    const error = errorOf(attempt);
    const mayRepeat = turn < maxRetries && (!hasCommitted || afterOutput === 'restart');
    if (isLast) {
      assert.ok(typeof end === 'object' && ApiError.is(end.error), 'an answer that is not whole is a failure');
      if (error !== undefined) assert.equal(end.error, error, 'the failure is the last attempt\'s own');
      else assert.ok(end.error.type === (attempt.end === 'completed' ? 'truncated_stream' : 'timeout'), inspect(end.error));
      assert.ok(!mayRepeat || !end.error.retryable || (end.error.retryAfterMs ?? 0) > 60_000, `gave up too early: ${inspect(end.error)}`);
    } else {
      assert.ok(mayRepeat && (error === undefined || error.retryable), 'a retry that was not allowed');
      const restart = values[expected.length];
      if (hasCommitted && restart?.kind === 'restart') expected.push(restart);
      else assert.ok(!hasCommitted || values.length === expected.length, 'a restart that is not announced');
    }
  }
  assert.equal(values.length, expected.length, inspect(values));
  for (const [turn, frame] of expected.entries()) assert.equal(values[turn], frame, 'another frame');
}

function isGood(frame: Frame<object>): frame is GoodFrame<object> {
  return frame.kind !== 'error';
}

function errorOf({ frames, end }: Attempt): ApiError | undefined {
  const last = frames.at(-1);
  if (last?.kind === 'error') return last.error;
  return typeof end === 'object' ? (end.error as ApiError) : undefined;
}
