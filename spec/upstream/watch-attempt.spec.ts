import { EMPTY, NEVER, type Observable, of, Subject, throwError } from 'rxjs';

import type { GoodFrame, RestartFrame } from '../../src/frame.js';
import { watchAttempt } from '../../src/upstream/watch-attempt.js';
import { apiError, preamble, words } from '../operators/frames.js';

/** What is told of an attempt that is left right after it has begun. */
function told(source: Observable<GoodFrame<unknown> | RestartFrame>, timedOut: Observable<unknown> = NEVER): string[] {
  const seen: string[] = [];
  const hooks = { onHeard: () => { seen.push('heard'); }, onError: () => { seen.push('error'); }, onVerdict: (verdict: string) => { seen.push(verdict); } };
  watchAttempt(source, timedOut, hooks).subscribe({ error: () => undefined }).unsubscribe();
  return seen;
}

describe('watchAttempt', () => {
  it('takes output for a success, and a preamble for nothing yet', () => {
    expect(told(of(words('a')))).toEqual(['heard', 'success']);
    const preambleOnly = new Subject<GoodFrame<unknown>>();
    expect(told(preambleOnly)).toEqual(['heard', 'nothing']);
    expect(told(EMPTY)).toEqual(['heard', 'success']);
  });

  it('does not take an overload after output back: it has answered', () => {
    const source = new Subject<GoodFrame<unknown>>();
    const verdicts: string[] = [];
    watchAttempt(source, NEVER, { onHeard: () => undefined, onError: () => undefined, onVerdict: (verdict) => verdicts.push(verdict) }).subscribe({ error: () => undefined });
    source.next(preamble);
    expect(verdicts).toEqual([]);
    source.next(words('a'));
    source.error(apiError());
    expect(verdicts).toEqual(['success']);
  });

  it.each([
    ['a broken connection', apiError({ type: 'connection_reset', origin: 'transport' }), 'failure'],
    ['a cut stream', apiError({ type: 'truncated_stream', origin: 'protocol' }), 'failure'],
    ['an overload', apiError({ status: 529 }), 'failure'],
    ['a refused key', apiError({ type: 'invalid_api_key', status: 401 }), 'alive'],
    ['a missing feature', apiError({ type: 'api_error', status: 501 }), 'alive'],
    ['an abort', apiError({ type: 'aborted', origin: 'transport' }), 'nothing'],
    ['a refusal of an upstream', apiError({ type: 'queue_full', origin: 'transport' }), 'nothing'],
  ])('after %s the verdict follows', (_, error, verdict) => {
    expect(told(throwError(() => error))).toEqual(['error', 'heard', verdict]);
  });

  it('takes too long a wait for a failure', () => {
    expect(told(NEVER, of('now'))).toEqual(['heard', 'failure']);
  });
});
