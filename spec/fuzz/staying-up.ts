import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import fc from 'fast-check';
import type { Observable, OperatorFunction } from 'rxjs';

import type { Frame, GoodFrame } from '../../src/frame.js';
import { fallBackTo } from '../../src/operators/fall-back-to.js';
import { reliably } from '../../src/operators/reliably.js';
import { text } from '../../src/operators/text.js';
import type { Protocol } from '../../src/protocol.js';
import { chatCompletions } from '../../src/protocols/chat-completions/protocol.js';
import { messages } from '../../src/protocols/messages/protocol.js';
import { responses } from '../../src/protocols/responses/protocol.js';
import { resumableFrames } from '../../src/resume/resumable-frames.js';
import { streamFrames } from '../../src/stream-frames.js';
import { writeAnswer } from '../../src/testing/write-answer.js';
import { Upstream } from '../../src/upstream/upstream.js';
import { checkError } from './check-error.js';
import { FaultyServer, type ServerFault } from './faulty-server.js';
import { VirtualClock } from './virtual-clock.js';

const words = (name: string): string[] => Array.from({ length: 6 }, (_, index) => `${name}${String(index)} `);
const protocols: readonly Protocol[] = [chatCompletions, responses, messages];
const quiet = { warn: () => undefined, error: () => undefined };

const fault = fc.record<ServerFault>({
  kind: fc.constantFrom('none' as const, 'refuse', 'status', 'reset', 'cut', 'partial', 'stall', 'error frame'),
  behind: fc.nat(14),
  status: fc.constantFrom(400, 401, 404, 408, 409, 429, 500, 503, 529),
});

/** One of several calls: what its servers do, and where its consumer leaves. */
const call = fc.record({
  protocol: fc.constantFrom(...protocols),
  faults: fc.array(fault, { minLength: 1, maxLength: 8 }),
  fallback: fc.option(fc.record({ protocol: fc.constantFrom(...protocols), faults: fc.array(fault, { maxLength: 3 }) })),
  isResumed: fc.boolean(),
  limits: fc.option(fc.record({ failAfterMs: fc.integer({ min: 1, max: 120_000 }), betweenOutputMs: fc.integer({ min: 1, max: 60_000 }), firstFrameMs: fc.integer({ min: 1, max: 60_000 }) })),
  maxRetries: fc.nat(3),
  leaveAfter: fc.option(fc.nat(8), { freq: 6 }),
});

const upstreams = fc.option(fc.record({ maxConcurrent: fc.integer({ min: 1, max: 3 }), maxQueued: fc.nat(2), failuresInRow: fc.integer({ min: 1, max: 4 }), reserve: fc.nat(3) }));

type Call = typeof call extends fc.Arbitrary<infer C> ? C : never;

interface Source {
  readonly server: FaultyServer;
  readonly frames: Observable<Frame<object>>;
  readonly isResumed: boolean;
}

const failures = new Map(protocols.map((protocol) => [protocol, writeAnswer(protocol, { text: '', error: { type: 'overloaded_error', message: 'Busy.' } }).split('\n\n').filter((event) => event.includes('overloaded')).map((event) => `${event}\n\n`).join('')]));

function sourceOf(name: string, protocol: Protocol, faults: readonly ServerFault[], wantsResume: boolean): Source {
  const isResumed = wantsResume && protocol !== protocols[0];
  const events = writeAnswer(protocol, { text: words(name) }).split('\n\n').filter((event) => event !== '').map((event, index) => `${isResumed && protocol === protocols[2] ? `id: ${String(index + 1)}\n` : ''}${event}\n\n`);
  const server = new FaultyServer(events, failures.get(protocol) ?? '', faults);
  if (!isResumed) return { server, isResumed, frames: streamFrames(protocol, (signal) => server.open(signal, undefined)) };
  if (protocol === protocols[2]) return { server, isResumed, frames: resumableFrames(protocol, (signal, id) => server.open(signal, id === undefined ? undefined : Number(id))) };
  const fetch = (url: string, { method, signal }: { method: string; signal: AbortSignal }): Promise<Response> =>
    server.open(signal, method === 'POST' ? undefined : Number(new URL(url).searchParams.get('starting_after')) + 1);
  return { server, isResumed, frames: resumableFrames(protocol, { baseUrl: 'http://x', apiKey: 'k', body: { background: true }, fetch }) };
}

/**
 * Whatever fails wherever, with fallback, upstream, limits and resume switched on at random: a call ends once, with a whole text or a typed
 * error; what came of the text is the beginning of one answer, nothing twice; an answer that is resumed is never asked for anew; and
 * nothing is left behind.
 */
export const stayingUpProperty = fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 3 }), upstreams, async (calls, bounds) => {
  const upstream = bounds === null ? undefined : new Upstream({ maxConcurrent: bounds.maxConcurrent, maxQueued: bounds.maxQueued, breaker: { failuresInRow: bounds.failuresInRow }, retryBudget: { reserve: bounds.reserve } });
  const clock = new VirtualClock();
  const runs = calls.map((each) => begin(each, upstream));
  await clock.run(() => { for (const run of runs) run.start(); }, () => runs.every(({ isOver }) => isOver()));
  for (const run of runs) run.check();
  if (upstream) assert.deepEqual([upstream.state.active, upstream.state.queued], [0, 0], 'a place is held');
});

function begin(each: Call, upstream: Upstream | undefined): { start: () => void; isOver: () => boolean; check: () => void } {
  const first = sourceOf('a', each.protocol, each.faults, each.isResumed);
  const second = each.fallback && sourceOf('b', each.fallback.protocol, each.fallback.faults, each.isResumed);
  const options = { ...each.limits, maxRetries: each.maxRetries, logger: quiet };
  const toAnswer: OperatorFunction<Frame<object>, GoodFrame<object>> = (frames) => {
    const answer = frames.pipe(reliably({ ...options, upstream }));
    return second ? answer.pipe(fallBackTo(() => second.frames.pipe(reliably(options)))) : answer;
  };
  let said = '';
  let end: 'open' | 'left' | 'whole' | { readonly error: unknown } = 'open';
  let pieces = 0;
  const start = (): void => {
    const subscription = first.frames.pipe(toAnswer, text()).subscribe({
      next: (piece) => {
        said += piece;
        pieces += 1;
        if (each.leaveAfter === null || pieces <= each.leaveAfter) return;
        end = 'left';
        queueMicrotask(() => { subscription.unsubscribe(); });
      },
      error: (error: unknown) => { if (end !== 'left') end = { error }; },
      complete: () => { if (end !== 'left') end = 'whole'; },
    });
  };
  const check = (): void => {
    assert.notEqual(end, 'open', 'it never ends');
    const answers = [words('a').join(''), ...(second ? [words('b').join('')] : [])];
    assert.ok(answers.some((answer) => (end === 'whole' ? said === answer : answer.startsWith(said))), `${said} ${inspect(end)}`);
    if (typeof end === 'object') checkError(end.error, 'the call');
    for (const { server, isResumed } of second ? [first, second] : [first]) {
      assert.ok(!server.isHeld, 'a socket is held');
      if (isResumed) assert.equal(server.needless, 0, 'an answer was asked for twice');
    }
  };
  return { start, check, isOver: () => end !== 'open' };
}
