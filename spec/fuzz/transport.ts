import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { defer, from, type Observable, Subscription, tap } from 'rxjs';

import type { Completion } from '../../src/answer/completion.js';
import type { Frame, GoodFrame, RestartFrame } from '../../src/frame.js';
import { collect } from '../../src/operators/collect.js';
import { reliably } from '../../src/operators/reliably.js';
import { isAborted } from '../../src/scope/attempt-scope.js';
import { streamFrames } from '../../src/stream-frames.js';
import { type Attempt, checkAttempt } from './check-attempt.js';
import { checkError } from './check-error.js';
import { checkRetries, type RetryBounds } from './check-retries.js';
import { firstDifference } from './first-difference.js';
import { comparable, type Seen } from './outcome.js';
import { checkGlobalPrototypes } from './prototypes.js';
import { dialogues, type Reply } from './replies.js';
import { type Request, ScriptedClient } from './scripted-client.js';
import { VirtualClock } from './virtual-clock.js';

/** When the consumer unsubscribes: at once, or at a request, a chunk, a frame or a retry, counted from 1. */
type Leave = readonly [at: 'start' | 'request' | 'chunk' | 'frame' | 'retry', turn: number];

const leaves = fc.option(fc.tuple(fc.constantFrom('start' as const, 'request', 'chunk', 'frame', 'retry'), fc.integer({ min: 1, max: 6 })), { freq: 2 });

const bounds = fc.record<RetryBounds>({ maxRetries: fc.nat(3), afterOutput: fc.constantFrom('fail', 'restart') });

interface Run {
  readonly requests: readonly Request[];
  readonly attempts: readonly Attempt[];
  /** What came out of `reliably()`, and how it ended. */
  readonly good: Seen;
  readonly completions: readonly Completion[];
  readonly hasLeft: boolean;
}

/**
 * Whatever the servers do, one after the other: each attempt gives the frames that its bytes say, attempts are bounded, the stream
 * ends once or not at all after unsubscribing, nothing comes afterwards, and every body, signal and timer is let go.
 */
export const transportProperty = fc.asyncProperty(dialogues, bounds, leaves, async ({ protocol, replies }, bounds, leave) => {
  const run = await watch(protocol, replies, bounds, leave);
  assert.equal(run.good.end === 'open', run.hasLeft, 'it ends, unless the consumer has left');
  if (typeof run.good.end === 'object') checkError(run.good.end.error, 'the stream');
  for (const { signal, body, isCrowded } of run.requests) assert.ok(signal.aborted && body !== 'open' && !isCrowded, 'a socket is held');
  run.attempts.forEach((attempt, turn) => {
    const request = run.requests[turn];
    assert.ok(request !== undefined, 'an attempt without a request');
    checkAttempt(protocol, request.reply, attempt, run.hasLeft && turn === run.attempts.length - 1);
  });
  checkRetries(run.attempts, bounds, run.good);
  checkCompletions(run);
  checkGlobalPrototypes();
  if (leave !== null) return;
  const whole = await watch(protocol, replies.map((reply) => ({ ...reply, sizes: [reply.body.length + 1] })), bounds, null);
  assert.equal(firstDifference(comparable(whole.good), comparable(run.good)), undefined, 'it depends on the chunking');
});

async function watch(protocol: Parameters<typeof streamFrames>[0], replies: readonly Reply[], bounds: RetryBounds, leave: Leave | null): Promise<Run> {
  const clock = new VirtualClock();
  const subscription = new Subscription();
  const turns = { request: 0, chunk: 0, frame: 0, retry: 0 };
  let hasLeft = false;
  let end = 'open' as Seen['end'];
  let logged = 0;

  function pass(at: Leave[0]): void {
    if (at !== 'start') turns[at] += 1;
    if (leave?.[0] !== at || (at !== 'start' && turns[at] !== leave[1]) || end !== 'open') return;
    hasLeft = true;
    subscription.unsubscribe();
  }

  function finish(how: Seen['end']): void {
    assert.ok(!hasLeft && end === 'open', 'a second end, or one after unsubscribing');
    end = how;
  }

  const client = new ScriptedClient(replies, () => { pass('chunk'); });
  const attempts: Attempt[] = [];
  const values: (GoodFrame<object> | RestartFrame)[] = [];
  const completions: Completion[] = [];
  const stream = streamFrames(protocol, (signal) => {
    pass('request');
    return client.open(signal);
  }).pipe(
    recorded(attempts),
    reliably({ ...bounds, jitter: () => 0, onRetry: () => { pass('retry'); }, logger: { warn: () => undefined, error: () => { logged += 1; } } }),
    tap((frame) => values.push(frame)),
    collect(),
  );
  await clock.run(() => {
    subscription.add(stream.subscribe({
      next: (completion) => {
        assert.ok(!hasLeft && end === 'open', 'a value after the end');
        completions.push(completion);
        pass('frame');
      },
      error: (error: unknown) => { finish({ error }); },
      complete: () => { finish('completed'); },
    }));
    pass('start');
  }, () => hasLeft || end !== 'open');
  // What was cancelled on this side is no failure.
  const hasFailed = typeof end === 'object' && !isAborted(end.error);
  assert.equal(logged, hasFailed ? 1 : 0, 'the final failure is logged once');
  return { requests: client.requests, attempts, good: { values, end }, completions, hasLeft };
}

/** What each subscription of the frames sees. */
function recorded(attempts: Attempt[]): (frames: Observable<Frame<object>>) => Observable<Frame<object>> {
  return (frames) =>
    defer(() => {
      const attempt: Attempt = { frames: [], end: 'unsubscribed' };
      attempts.push(attempt);
      return frames.pipe(
        tap({
          next: (frame) => attempt.frames.push(frame),
          error: (error: unknown) => { attempt.end = { error }; },
          complete: () => { attempt.end = 'completed'; },
        }),
      );
    });
}

function checkCompletions({ good, completions }: Run): void {
  const expected: Completion[] = [];
  from(good.values as readonly (GoodFrame<object> | RestartFrame)[]).pipe(collect()).subscribe((completion) => expected.push(completion));
  assert.equal(completions.length, expected.length, inspect(completions));
  assert.equal(firstDifference(completions.at(-1), expected.at(-1)), undefined, 'the completion is not that of its frames');
}
