import { concat, from, lastValueFrom, mergeMap, of, Subject, throwError, toArray } from 'rxjs';

import { collect, type GoodFrame } from '../../src/index.js';
import type { SseEvent } from '../../src/serving/index.js';
import { toMessageEvents } from '../../src/serving/to-message-events.js';
import { apiError, data, preamble, restart, terminal, words } from '../operators/frames.js';

const eventsOf = (...values: unknown[]): Promise<SseEvent[]> => lastValueFrom(from(values).pipe(toMessageEvents(), toArray()));

describe('toMessageEvents', () => {
  it('writes a frame without its payload, text as it is, and anything else as JSON', async () => {
    const events = await eventsOf(words('Hi'), 'text', { text: 'Hi' }, undefined);
    expect(events.map((event) => event.data)).toEqual(['{"kind":"data","deltas":[{"type":"text","text":"Hi","choice":0}]}', 'text', '{"text":"Hi"}', 'null']);
  });

  it('fails at an error frame, whose payload is nobody else\'s business', async () => {
    const frame = { kind: 'error', payload: { error: 'of the upstream' }, error: apiError() };
    await expect(eventsOf(preamble, frame)).rejects.toMatchObject({ type: 'overloaded_error' });
    const events = await eventsOf(preamble, words('Hi'), frame);
    expect(events.at(-1)).toMatchObject({ type: 'error', data: expect.not.stringContaining('of the upstream') as string });
  });

  it('holds what comes before the first output, and lets it go at the end', async () => {
    const source = concat(of(preamble, data()), throwError(() => apiError()));
    await expect(lastValueFrom(source.pipe(toMessageEvents(), toArray()))).rejects.toMatchObject({ type: 'overloaded_error' });
    await expect(eventsOf(preamble, words('Hi'), terminal)).resolves.toHaveLength(3);
    await expect(eventsOf(preamble)).resolves.toHaveLength(1);
  });

  it.each([
    ['deltas', mergeMap((frame: GoodFrame<unknown>) => ('deltas' in frame ? frame.deltas : []))],
    ['completions', collect()],
  ])('holds %s in which nothing is said yet, too', async (_, operator) => {
    const fails = concat(of(preamble, data({ type: 'usage', usage: { inputTokens: 3 } })), throwError(() => apiError()));
    await expect(lastValueFrom(fails.pipe(operator as never, toMessageEvents(), toArray()))).rejects.toMatchObject({ type: 'overloaded_error' });
    const events = await lastValueFrom(of(preamble, words('Hi'), terminal).pipe(operator as never, toMessageEvents(), toArray()));
    expect(events[0]?.data).toContain('model');
    expect(events.at(-1)?.data).toContain('Hi');
  });

  it('holds nothing behind the first output', () => {
    const values = new Subject<unknown>();
    const events: unknown[] = [];
    values.pipe(toMessageEvents()).subscribe((event) => events.push(event));
    for (const value of [words('Hi'), data({ type: 'usage', usage: { outputTokens: 1 } }), restart(2, apiError())]) values.next(value);
    expect(events).toHaveLength(3);
  });

  it('writes an error that comes too late for a status as the last event', async () => {
    const events = await lastValueFrom(concat(of(words('Hi')), throwError(() => apiError())).pipe(toMessageEvents(), toArray()));
    expect(events.at(-1)).toMatchObject({ type: 'error' });
    expect(events).toHaveLength(2);
  });
});
