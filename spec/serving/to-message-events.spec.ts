import { concat, from, lastValueFrom, of, throwError, toArray } from 'rxjs';

import type { SseEvent } from '../../src/serving/index.js';
import { toMessageEvents } from '../../src/serving/to-message-events.js';
import { apiError, data, preamble, terminal, words } from '../operators/frames.js';

const eventsOf = (...values: unknown[]): Promise<SseEvent[]> => lastValueFrom(from(values).pipe(toMessageEvents(), toArray()));

describe('toMessageEvents', () => {
  it('writes a frame without its payload, text as it is, and anything else as JSON', async () => {
    const events = await eventsOf(words('Hi'), 'text', { text: 'Hi' }, undefined);
    expect(events.map((event) => event.data)).toEqual(['{"kind":"data","deltas":[{"type":"text","text":"Hi","choice":0}]}', 'text', '{"text":"Hi"}', 'null']);
  });

  it('holds what comes before the first output, and lets it go at the end', async () => {
    const source = concat(of(preamble, data()), throwError(() => apiError()));
    await expect(lastValueFrom(source.pipe(toMessageEvents(), toArray()))).rejects.toMatchObject({ type: 'overloaded_error' });
    await expect(eventsOf(preamble, words('Hi'), terminal)).resolves.toHaveLength(3);
    await expect(eventsOf(preamble)).resolves.toHaveLength(1);
  });

  it('writes an error that comes too late for a status as the last event', async () => {
    const events = await lastValueFrom(concat(of(words('Hi')), throwError(() => apiError())).pipe(toMessageEvents(), toArray()));
    expect(events.at(-1)).toMatchObject({ type: 'error' });
    expect(events).toHaveLength(2);
  });
});
