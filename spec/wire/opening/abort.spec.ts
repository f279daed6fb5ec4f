import { inspect } from 'node:util';

import { abortBy } from '../../../src/wire/opening/abort.js';
import { countedSignal } from '../../support/counted-signal.js';
import { failureOf } from '../../support/failure-of.js';

describe('an abort', () => {
  it('fails at once where a signal has aborted already', async () => {
    expect(await failureOf(abortBy([undefined, AbortSignal.abort()], []))).toMatchObject({ type: 'aborted', origin: 'transport', retryable: false });
  });

  it('is the first of two signals to abort', async () => {
    const [first, second] = [countedSignal(), countedSignal()];
    const failed = failureOf(abortBy([first.signal, second.signal], []));
    second.abort('second');
    first.abort('first');
    expect(await failed).toMatchObject({ type: 'aborted', raw: 'second' });
    expect([first.listeners(), second.listeners()]).toEqual([0, 0]);
  });

  it.each([['nothing', undefined], ['a text', 'user left'], ['an error', new RangeError('done')], ['a timeout', new DOMException('late', 'TimeoutError')], ['null', null]])(
    'is `aborted` for the reason: %s',
    async (_, reason: unknown) => {
      const error = await failureOf(abortBy([AbortSignal.abort(reason)], []));
      expect(error).toMatchObject({ type: 'aborted', retryable: false, message: 'The request was aborted.' });
      if (reason !== undefined) expect(error.raw).toBe(reason);
    },
  );

  it('puts one listener on a signal that many streams share, and leaves none behind', () => {
    const { signal, listeners } = countedSignal();
    const subscriptions = Array.from({ length: 50 }, () => abortBy([signal], []).subscribe());
    expect(listeners()).toBe(1);
    for (const subscription of subscriptions.slice(1)) subscription.unsubscribe();
    expect(listeners()).toBe(1);
    subscriptions[0]?.unsubscribe();
    expect(listeners()).toBe(0);
  });

  it('reaches every stream that shares the signal', async () => {
    const { signal, abort, listeners } = countedSignal();
    const failed = Array.from({ length: 20 }, () => failureOf(abortBy([signal], [])));
    abort();
    expect((await Promise.all(failed)).map(({ type }) => type)).toEqual(Array(20).fill('aborted'));
    expect(listeners()).toBe(0);
  });

  it('shows no secret that the reason holds', async () => {
    const error = await failureOf(abortBy([AbortSignal.abort('sk-secret left')], ['sk-secret']));
    expect(inspect(error)).not.toContain('sk-secret');
  });

  it.each([['a text', 'stop'], ['an object', {}], ['null', null]])('refuses %s for a signal', async (_, signal) => {
    expect(await failureOf(abortBy([signal as unknown as AbortSignal], []))).toMatchObject({ type: 'invalid_request' });
  });
});
