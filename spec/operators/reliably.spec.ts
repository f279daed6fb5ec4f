import { defer, type Observable } from 'rxjs';

import { ApiError } from '../../src/errors/api-error.js';
import type { Frame } from '../../src/frame.js';
import { reliably } from '../../src/operators/reliably.js';
import { apiError, errorFrame, type Payload, preamble, restart, terminal, words } from './frames.js';
import { marbles } from './marbles.js';

const error = apiError();
const strange = apiError({ type: 'unknown_error', message: 'No idea', raw: { oops: 1 }, retryable: true });
const good = { p: preamble, d: words('a'), t: terminal };
const values = { ...good, e: errorFrame(error), s: errorFrame(strange) };
const truncated = new ApiError({
  type: 'truncated_stream',
  origin: 'protocol',
  message: 'The stream ended before the answer was whole: no terminal frame came.',
});

function setup() {
  const lines: string[] = [];
  const logger = {
    warn: (message: string, details?: unknown) => lines.push(`warn: ${told(message, details)}`),
    error: (message: string, details?: unknown) => lines.push(`error: ${told(message, details)}`),
  };
  return { lines, options: { initialDelayMs: 3, jitter: 'none', logger } as const };
}

/** A line of the log, with the message of its details. */
function told(line: string, details: unknown): string {
  const { message } = details as { message?: string };
  return message === undefined ? line : `${line} ${message}`;
}

function attempts(...sources: Observable<Frame<Payload>>[]): Observable<Frame<Payload>> {
  let next = 0;
  return defer(() => sources[Math.min(next++, sources.length - 1)] ?? []);
}

describe('reliably', () => {
  it('repeats after an early error frame and ends at the terminal frame', () => {
    const { lines, options } = setup();
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first = cold<Frame<Payload>>(' pe--d', values);
      const firstSubs = '                  ^!';
      const second = cold<Frame<Payload>>('    p-d-t-d-|', values);
      const secondSubs = '                 ----^---!';
      const expected = '                   p---p-d-(t|)';

      expectObservable(attempts(first, second).pipe(reliably(options))).toBe(expected, good);
      expectSubscriptions(first.subscriptions).toBe(firstSubs);
      expectSubscriptions(second.subscriptions).toBe(secondSubs);
    });
    expect(lines).toEqual(['warn: framewise: Attempt 2 begins in 3 ms, after: Overloaded']);
  });

  it('repeats an answer that ended before its first word, and fails with the last error, logged once', () => {
    const { lines, options } = setup();
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Frame<Payload>>('p|', values);
      const subs = ['                      ^!', '                      ----^!'].map((sub) => sub.trim());
      const expected = '                   p---p#';

      expectObservable(source.pipe(reliably({ ...options, maxRetries: 1 }))).toBe(expected, good, truncated);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
    expect(lines).toEqual([
      `warn: framewise: Attempt 2 begins in 3 ms, after: ${truncated.message}`,
      `error: framewise: The stream failed: ${truncated.message}`,
    ]);
  });

  it('times each attempt, and not the wait between two', () => {
    const { options } = setup();
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first = cold<Frame<Payload>>(' ---', values);
      const firstSubs = '                  ^-!';
      const second = cold<Frame<Payload>>('      -d(t|)', values);
      const secondSubs = '                 -----^-!';
      const expected = '                   ------d(t|)';

      expectObservable(attempts(first, second).pipe(reliably({ ...options, firstFrameMs: 2 }))).toBe(expected, good);
      expectSubscriptions(first.subscriptions).toBe(firstSubs);
      expectSubscriptions(second.subscriptions).toBe(secondSubs);
    });
  });

  it('does not repeat after output, unless the replay is announced', () => {
    const { options } = setup();
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Frame<Payload>>('de', values);
      const first = cold<Frame<Payload>>(' de', values);
      const second = cold<Frame<Payload>>('    d---(t|)', values);

      expectObservable(source.pipe(reliably(options))).toBe('d#', good, error);
      expectSubscriptions(source.subscriptions).toBe('       ^!');
      expectObservable(attempts(first, second).pipe(reliably({ ...options, afterOutput: 'restart' }))).toBe('d---(rd)(t|)', { ...good, r: restart(2, error) });
    });
  });

  it('logs the payload of unknown shape of every attempt, and calls onRetry too', () => {
    const { lines, options } = setup();
    marbles(({ cold, flush }) => {
      const source = cold<Frame<Payload>>('s', values);
      source
        .pipe(reliably({ ...options, maxRetries: 1, onRetry: ({ attempt }) => lines.push(`onRetry ${String(attempt)}`) }))
        .subscribe({ error: () => lines.push('failed') });
      flush();
    });
    expect(lines).toEqual([
      'warn: framewise: An error payload of unknown shape, as received:',
      'warn: framewise: Attempt 2 begins in 3 ms, after: No idea',
      'onRetry 2',
      'warn: framewise: An error payload of unknown shape, as received:',
      'failed',
      'error: framewise: The stream failed: No idea',
    ]);
  });

  it('ends the attempt when it is left, and stays silent with a silent source', () => {
    const { options } = setup();
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Frame<Payload>>('p-----', values);
      const unsub = '                      ^--!';
      const expected = '                   p---';

      expectObservable(source.pipe(reliably(options)), unsub).toBe(expected, good);
      expectSubscriptions(source.subscriptions).toBe(unsub);
    });
  });

  it('fails with what a callback throws', () => {
    const { options } = setup();
    const bug = new Error('a bug');
    marbles(({ cold, expectObservable }) => {
      const source = cold<Frame<Payload>>('-e', values);

      expectObservable(source.pipe(reliably({ ...options, onRetry: () => { throw bug; } }))).toBe('-#', good, bug);
    });
  });

  it('counts for each subscription to the same operator value', () => {
    const { options } = setup();
    const operator = reliably<Payload>({ ...options, maxRetries: 1 });
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold<Frame<Payload>>('e', values).pipe(operator)).toBe('---#', good, error);
      expectObservable(cold<Frame<Payload>>('e', values).pipe(operator)).toBe('---#', good, error);
    });
  });

  it('refuses bad options where it is called', () => {
    expect(() => reliably({ firstFrameMs: Number.NaN })).toThrow(RangeError);
    expect(() => reliably({ maxRetries: Infinity })).toThrow(RangeError);
  });
});
