import { EMPTY, lastValueFrom, NEVER, of, Subject, throwError, toArray } from 'rxjs';

import { whenReady } from '../../src/serving/when-ready.js';

const { signal } = new AbortController();

describe('whenReady', () => {
  it('gives all values once the first has come', async () => {
    const values$ = await whenReady(of(1, 2), signal);
    await expect(lastValueFrom(values$.pipe(toArray()))).resolves.toEqual([1, 2]);
  });

  it('waits, and subscribes once', async () => {
    const source = new Subject<number>();
    const ready = whenReady(source, signal);
    source.next(1);
    const values$ = await ready;
    source.next(2);
    source.complete();
    await expect(lastValueFrom(values$.pipe(toArray()))).resolves.toEqual([1, 2]);
  });

  it('is ready at an end, and rejects with an error that comes before', async () => {
    await expect(whenReady(EMPTY, signal).then((values$) => lastValueFrom(values$.pipe(toArray())))).resolves.toEqual([]);
    const error = new Error('busy');
    await expect(whenReady(throwError(() => error), signal)).rejects.toBe(error);
  });

  it('leaves the source when the client has left', async () => {
    const source = new Subject<number>();
    const client = new AbortController();
    const ready = whenReady(source, client.signal);
    client.abort(new Error('gone'));
    await expect(ready).rejects.toThrow('gone');
    expect(source.observed).toBe(false);
    await expect(whenReady(NEVER, client.signal)).rejects.toThrow('gone');
  });
});
