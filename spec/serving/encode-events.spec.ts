import { ApiError } from 'framewise';
import { concat, from, lastValueFrom, map, NEVER, Observable, of, Subject, take, throwError, toArray } from 'rxjs';

import { encodeEvents } from '../../src/serving/encode-events.js';
import { formOf } from '../../src/serving/late-errors.js';
import type { SseEvent } from '../../src/serving/sse-event.js';

const encode = () => encodeEvents((): { write: (value: string) => SseEvent[]; isOutput: (value: string) => boolean; end: () => SseEvent[]; events: () => SseEvent[] } => {
  let count = 0;
  return {
    write: (value) => {
      if (value === 'hostile') throw new TypeError('It cannot be written.');
      return value === 'nothing' ? [] : [{ data: value }, { data: String(++count) }];
    },
    isOutput: (value) => value === 'word' || value === 'nothing',
    end: () => [{ data: 'end' }],
    events: () => [{ data: 'failed' }],
  };
});
const failure = new ApiError({ type: 'overloaded_error', origin: 'stream', status: 529, message: 'Busy.' });
const all = (values$: Observable<string>): Promise<unknown[]> => lastValueFrom(values$.pipe(encode(), map(({ data }) => data), toArray()));

describe('encodeEvents', () => {
  it('holds what is written until the first output, and nothing behind it', () => {
    const values = new Subject<string>();
    const sent: unknown[] = [];
    values.pipe(encode()).subscribe(({ data }) => sent.push(data));
    values.next('start');
    expect(sent).toEqual([]);
    values.next('word');
    values.next('usage');
    expect(sent).toEqual(['start', '1', 'word', '2', 'usage', '3']);
  });

  it('lets it go at the end, for each subscription anew', async () => {
    const values$ = from(['start', 'usage']);
    expect(await all(values$)).toEqual(['start', '1', 'usage', '2', 'end']);
    expect(await all(values$)).toEqual(['start', '1', 'usage', '2', 'end']);
  });

  it('writes an error as events once something was sent, and completes', async () => {
    expect(await all(concat(of('start', 'word'), throwError(() => failure)))).toEqual(['start', '1', 'word', '2', 'failed']);
    expect(await all(of('word', 'hostile', 'word'))).toEqual(['word', '1', 'failed']);
  });

  it.each([['start'], ['nothing']])('passes an error before, and notes how it is told: behind %s', async (value) => {
    await expect(all(concat(of(value), throwError(() => failure)))).rejects.toBe(failure);
    expect(formOf(failure)?.events(failure as never)).toEqual([{ data: 'failed' }]);
  });

  it('unsubscribes from its source with its reader, and when a value cannot be written', () => {
    let open = 0;
    const source = (...values: string[]): Observable<string> => new Observable((subscriber) => {
      open += 1;
      const subscription = concat(of(...values), NEVER).subscribe(subscriber);
      return () => {
        open -= 1;
        subscription.unsubscribe();
      };
    });
    source('word', 'word').pipe(encode(), take(1)).subscribe();
    source('word', 'hostile').pipe(encode()).subscribe();
    source('hostile').pipe(encode()).subscribe({ error: () => undefined });
    expect(open).toBe(0);
  });
});
