import { jest } from '@jest/globals';
import { concat, from, of, Subject, throwError } from 'rxjs';

import type { Frame } from '../../src/frame.js';
import { failOnErrorFrame } from '../../src/operators/fail-on-error-frame.js';
import { logFailures } from '../../src/operators/log-failures.js';
import { apiError, errorFrame, type Payload, preamble, terminal, words } from './frames.js';
import { marbles } from './marbles.js';

const raw = { oops: { because: 'of reasons' } };
const known = apiError({ requestId: 'req_1', status: 529, raw: { type: 'error' }, advice: 'Retry later.' });
const strange = apiError({ type: 'unknown_error', message: 'No idea', raw, advice: 'Read it.' });
const values = { p: preamble, d: words('a'), t: terminal };

function recorder() {
  const lines: unknown[][] = [];
  return {
    lines,
    logger: {
      warn: (...line: unknown[]) => { lines.push(['warn', ...line]); },
      error: (...line: unknown[]) => { lines.push(['error', ...line]); },
    },
  };
}

const ignore = { error: () => undefined };
const payloadLine = ['warn', 'framewise: An error payload of unknown shape, as received:', { raw }];
const strangeLine = ['error', 'framewise: The stream failed:', { message: 'No idea', type: 'unknown_error', origin: 'stream', advice: 'Read it.' }];

describe('logFailures', () => {
  it.each([
    ['a whole answer', 'p-d-(t|)', '^---!'],
    ['an empty source', '|', '       (^!)'],
    ['a silent source', '-', '       ^'],
    ['an error', '       p-#', '     ^-!'],
  ])('passes %s as it came', (_, marble, subs) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const { logger } = recorder();
      const source = cold<Frame<Payload>>(marble.trim(), values, known);

      expectObservable(source.pipe(logFailures({ logger }))).toBe(marble.trim(), values, known);
      expectSubscriptions(source.subscriptions).toBe(subs.trim());
    });
  });

  it('logs nothing, and leaves the source, when it is left', () => {
    const { logger, lines } = recorder();
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Frame<Payload>>('p--#', values, known);
      const unsub = '                      ^-!';
      const expected = '                   p--';

      expectObservable(source.pipe(logFailures({ logger })), unsub).toBe(expected, values);
      expectSubscriptions(source.subscriptions).toBe(unsub);
    });
    expect(lines).toEqual([]);
  });

  it('logs a failure once, with what it takes to act on it', () => {
    const { logger, lines } = recorder();
    throwError(() => known).pipe(logFailures({ logger })).subscribe(ignore);
    expect(lines).toEqual([
      ['error', 'framewise: The stream failed:', { message: 'Overloaded', type: 'overloaded_error', origin: 'stream', status: 529, requestId: 'req_1', advice: 'Retry later.' }],
    ]);
  });

  it('logs the raw payload first where nothing else tells what happened', () => {
    const { logger, lines } = recorder();
    throwError(() => strange).pipe(logFailures({ logger })).subscribe(ignore);
    expect(lines).toEqual([payloadLine, strangeLine]);
    expect((lines[0]?.[2] as { raw: unknown }).raw).toBe(raw);
  });

  it('takes a known code for a known error', () => {
    const { logger, lines } = recorder();
    throwError(() => apiError({ type: 'new_word', code: 'rate_limit_exceeded', raw })).pipe(logFailures({ logger })).subscribe(ignore);
    expect(lines.map(([level]) => level)).toEqual(['error']);
  });

  it('logs the payload of an unknown error frame in front of failOnErrorFrame, and fails nothing', () => {
    const { logger, lines } = recorder();
    const seen: string[] = [];
    from<Frame<Payload>[]>([preamble, errorFrame(known), errorFrame(strange)])
      .pipe(logFailures({ logger }))
      .subscribe({ next: ({ kind }) => seen.push(kind), error: () => seen.push('#'), complete: () => seen.push('|') });
    expect(seen).toEqual(['data', 'error', 'error', '|']);
    expect(lines).toEqual([payloadLine]);
  });

  it('logs a payload once where it is seen as a frame and as the error', () => {
    const { logger, lines } = recorder();
    concat(of<Frame<Payload>>(errorFrame(strange)), throwError(() => strange))
      .pipe(logFailures({ logger }))
      .subscribe(ignore);
    expect(lines).toEqual([payloadLine, strangeLine]);
  });

  it('logs for each subscription to the same operator value', () => {
    const { logger, lines } = recorder();
    const source = throwError(() => strange).pipe(logFailures({ logger }));
    source.subscribe(ignore);
    source.subscribe(ignore);
    expect(lines).toEqual([payloadLine, strangeLine, payloadLine, strangeLine]);
  });

  it('gives an error of a stranger to the logger as it is, in an object', () => {
    const { logger, lines } = recorder();
    const bug = new Error('a bug');
    throwError(() => bug).pipe(logFailures({ logger })).subscribe(ignore);
    expect(lines).toEqual([['error', 'framewise: The stream failed:', { error: bug }]]);
  });

  it('ignores a logger that throws', () => {
    const broken = () => { throw new Error('disk full'); };
    let failure: unknown;
    of<Frame<Payload>>(errorFrame(strange))
      .pipe(logFailures({ logger: { warn: broken, error: broken } }), failOnErrorFrame(), logFailures({ logger: { warn: broken, error: broken } }))
      .subscribe({ error: (thrown: unknown) => (failure = thrown) });
    expect(failure).toBe(strange);
  });

  it('logs nothing after its consumer has left inside next', () => {
    const { logger, lines } = recorder();
    const source = new Subject<string>();
    const subscription = source.pipe(logFailures({ logger })).subscribe({
      next: () => {
        subscription.unsubscribe();
        source.error(known);
      },
      error: () => lines.push(['error reached the consumer']),
    });
    source.next('a');
    expect(lines).toEqual([]);
  });

  it('writes to the console by default', () => {
    const line = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    throwError(() => known).pipe(logFailures()).subscribe(ignore);
    expect(line).toHaveBeenCalledTimes(1);
    line.mockRestore();
  });
});
