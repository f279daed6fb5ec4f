import { jest } from '@jest/globals';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import fc from 'fast-check';
import { ApiError, chatCompletions, type GoodFrame, messages, responses } from 'framewise';
import { defineWriting, encodeFrames, sse, type SseEvent, toMessageEvents, writingOf } from 'framewise/serving';
import { concat, from, NEVER, Observable, of, Subject, throwError } from 'rxjs';

const overloaded = new ApiError({ type: 'overloaded_error', origin: 'stream', status: 529, message: 'Busy.' });

function parse(text: string): EventSourceMessage[] {
  const events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => void events.push(event) });
  parser.feed(text);
  return events;
}

const said = (text: string): GoodFrame<object> => ({ kind: 'data', payload: {}, deltas: [{ type: 'text', text, choice: 0 }] });
const preamble: GoodFrame<object> = { kind: 'data', payload: {}, deltas: [{ type: 'start', id: 'a' }] };

describe('sse', () => {
  it('subscribes when it is read, and not before', async () => {
    let subscriptions = 0;
    const response = sse(new Observable<SseEvent>((subscriber) => {
      subscriptions++;
      subscriber.next({ data: 'x', type: 'word', id: '1' });
      subscriber.complete();
    }));
    await Promise.resolve();
    expect(subscriptions).toBe(0);
    expect(await response.text()).toBe('event: word\nid: 1\ndata: x\n\n');
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(response.headers.get('cache-control')).toBe('no-cache, no-store, no-transform');
  });

  it.each([
    ['toMessageEvents', toMessageEvents()],
    ['encodeFrames', encodeFrames(messages)],
  ])('has an error before the first output as the error of its body, preamble or not: %s', async (_, operator) => {
    const source$ = concat(of(preamble), throwError(() => overloaded));
    await expect(sse(source$.pipe(operator)).text()).rejects.toBe(overloaded);
  });

  it.each([
    ['toMessageEvents', toMessageEvents(), { error: { type: 'overloaded_error', message: 'Busy.' } }],
    ['encodeFrames', encodeFrames(messages), { type: 'error', error: { type: 'overloaded_error', message: 'Busy.' } }],
  ])('writes a later error as the last event: %s', async (_, operator, body) => {
    const source$ = concat(of(preamble, said('Hi')), throwError(() => overloaded));
    const events = parse(await sse(source$.pipe(operator)).text());
    expect(events.filter(({ event }) => event === 'error')).toHaveLength(1);
    expect(JSON.parse(events.at(-1)?.data ?? '')).toEqual(body);
  });

  it('begins without output after a while, and an error is then the last event, in the form of the protocol', async () => {
    const source$ = new Subject<GoodFrame<object>>();
    const reader = sse(source$.pipe(encodeFrames(messages)), { commitAfterMs: 5 }).body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe(': ping\n\n');
    const next = reader?.read();
    source$.error(overloaded);
    expect(parse(new TextDecoder().decode((await next)?.value))).toMatchObject([{ event: 'error', data: expect.stringContaining('"type":"error"') as unknown }]);
    expect((await reader?.read())?.done).toBe(true);
  });

  describe('heartbeats', () => {
    const ping = ': ping\n\n';
    let source: Subject<SseEvent>;
    let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
    let sent: string[];

    beforeEach(() => {
      jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
      source = new Subject();
      sent = [];
    });
    afterEach(() => { jest.useRealTimers(); });

    const open = (maxPendingChars = 1_000): void => {
      reader = sse(source, { heartbeatMs: 100, commitAfterMs: 1_000, maxPendingChars }).body?.getReader();
    };
    const readAll = async (): Promise<void> => {
      for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) sent.push(new TextDecoder().decode(next.value));
      sent.push('end');
    };
    /** So much time passes, and everybody hears of it. */
    const pass = async (ms: number): Promise<string[]> => {
      jest.advanceTimersByTime(ms);
      await new Promise(setImmediate);
      return sent.splice(0);
    };

    it('come of every silence, and not before the commit', async () => {
      open();
      void readAll();
      await pass(0);
      expect(await pass(999)).toEqual([]);
      expect(await pass(1)).toEqual([ping]);
      expect(await pass(99)).toEqual([]);
      expect(await pass(1)).toEqual([ping]);
      expect(await pass(100)).toEqual([ping]);
      await reader?.cancel();
    });

    it('begin with the first event, stay away while events flow, and stop at the end', async () => {
      open();
      void readAll();
      await pass(0);
      for (let turn = 0; turn < 9; turn += 1) {
        source.next({ data: 'x' });
        expect(await pass(0)).toEqual(['data: x\n\n']);
        expect(await pass(60)).toEqual([]);
      }
      expect(await pass(39)).toEqual([]);
      expect(await pass(1)).toEqual([ping]);
      source.complete();
      expect(await pass(0)).toEqual(['end']);
      expect(jest.getTimerCount()).toBe(0);
    });

    it('do not add up while the client does not read', async () => {
      open(20);
      const first = reader?.read();
      await pass(0);
      source.next({ data: 'x' });
      await first;
      for (let turn = 0; turn < 9; turn += 1) await pass(100);
      void readAll();
      expect(await pass(0)).toEqual([ping]);
      await reader?.cancel();
      expect(jest.getTimerCount()).toBe(0);
    });
  });

  it('holds nothing of what a client does not read any more', async () => {
    const source = new Subject<SseEvent>();
    const reader = sse(source, { maxPendingChars: 100 }).body?.getReader();
    const first = reader?.read();
    await new Promise(setImmediate);
    source.next({ data: 'x' });
    await first;
    source.next({ data: 'x'.repeat(100) });
    expect(source.observed).toBe(false);
    await expect(reader?.read()).rejects.toThrow('The client reads too slowly.');
  });

  it('unsubscribes when its reader goes, before the first event too', async () => {
    let open = 0;
    const source$ = new Observable<SseEvent>(() => {
      open++;
      return () => open--;
    });
    const reader = sse(source$).body?.getReader();
    const read = reader?.read();
    await new Promise(setImmediate);
    expect(open).toBe(1);
    await reader?.cancel();
    await read;
    expect(open).toBe(0);
  });

  it('cuts a reader off that is too slow', async () => {
    const source$ = concat(from(Array.from({ length: 9 }, () => ({ data: 'x'.repeat(100) }))), NEVER);
    await expect(sse(source$, { maxPendingChars: 500 }).text()).rejects.toThrow('The client reads too slowly.');
  });

  it('ends when its server closes: before the first event with an error, then with a last event', async () => {
    const closes$ = new Subject<void>();
    let subscriptions = 0;
    const source$ = new Observable<SseEvent>(() => { subscriptions++; });
    const early = sse(source$, { closes$ }).text();
    const late = sse(concat(of({ data: 'Hello' }), NEVER), { closes$ }).text();
    await new Promise(setImmediate);
    closes$.next();
    await expect(early).rejects.toMatchObject({ type: 'aborted' });
    expect(await late).toMatch(/^data: Hello\n\nevent: error\ndata: \{"error":\{"type":"overloaded_error","message":"The server ended the answer. Try again."\}\}\n\n$/);
    await expect(sse(source$, { closes$: of(true) }).text()).rejects.toMatchObject({ type: 'aborted' });
    expect([closes$.observed, subscriptions]).toEqual([false, 1]);
  });

  it.each([{ heartbeatMs: 0 }, { commitAfterMs: Number.NaN }, { maxPendingChars: -1 }])('refuses %j', (options) => {
    expect(() => sse(NEVER, options)).toThrow(RangeError);
  });

  it.each(['a\nb', 'a\rb', 'a\0b'])('writes no id and no type with %j', async (hostile) => {
    await expect(sse(of({ data: '', id: hostile })).text()).rejects.toThrow(TypeError);
    await expect(sse(of({ data: '', type: hostile })).text()).rejects.toThrow(TypeError);
  });
});

const hostile = fc.string({ unit: fc.oneof({ weight: 4, arbitrary: fc.constantFrom('\r', '\n', '\r\n', '\0', '\u2028', '\ufeff', ':', ' ', 'data:', 'event: x', 'id: 1', 'retry: 1') }, { arbitrary: fc.string({ unit: 'binary', maxLength: 2 }), weight: 1 }), maxLength: 12 });
/** Line ends are one, and half a character has no UTF-8. */
const lines = (text: string): string => Buffer.from(text.replace(/\r\n|\r/g, '\n')).toString();

describe('hostile text', () => {
  it('is one event and no field more, through toMessageEvents', async () => {
    await fc.assert(fc.asyncProperty(fc.array(hostile, { minLength: 500, maxLength: 500 }), async (texts) => {
      const events = parse(await sse(from(texts).pipe(toMessageEvents()), { maxPendingChars: 1e9 }).text());
      // Compared as text: a hundred thousand deep comparisons take as long as all the rest.
      expect(JSON.stringify(events.map(({ id, event, data }) => [id, event, data]))).toBe(JSON.stringify(texts.map((text) => [undefined, undefined, lines(text)])));
    }), { numRuns: 200 });
  });

  it.each([chatCompletions, responses, messages])('stays inside of its payloads, through encodeFrames($name)', async (protocol) => {
    const names = new Set<string | undefined>();
    await fc.assert(fc.asyncProperty(fc.array(hostile, { minLength: 500, maxLength: 500 }), async (texts) => {
      const body = await sse(from(texts.map(said)).pipe(encodeFrames(protocol)), { maxPendingChars: 1e9 }).text();
      const events = parse(body);
      for (const { event } of events) names.add(event);
      expect(events.filter(({ id, data }) => id !== undefined || (data !== '[DONE]' && typeof JSON.parse(data) !== 'object'))).toEqual([]);
      expect(events.length).toBe(body.split('\n\n').length - 1);
    }), { numRuns: 67 });
    expect([...names].every((name) => name === undefined || /^[a-z_.]+$/.test(name))).toBe(true);
  });

  it.each([messages, responses])('goes through $name as it came, whatever the type of its payload: one that is no name of an event has no event line', async (protocol) => {
    const types = fc.oneof(hostile, fc.constantFrom<unknown>('a\nb', 'a\rdata: {}', 'a\0', '', 7, null, { toString: 1 }));
    await fc.assert(fc.asyncProperty(fc.array(types, { minLength: 100, maxLength: 100 }), async (sent) => {
      const payloads = sent.map((type) => ({ type, text: 'a\n\nevent: x' }));
      const frames = payloads.map((payload): GoodFrame<object> => ({ kind: 'unknown', payload }));
      const events = parse(await sse(from([said('Hi'), ...frames]).pipe(encodeFrames(protocol, { from: protocol }))).text()).slice(1);
      expect(events.map(({ data }) => data)).toEqual(payloads.map((payload) => JSON.stringify(payload)));
      const names = sent.map((type) => (typeof type === 'string' && type !== '' && !/[\r\n\0]/.test(type) ? Buffer.from(type).toString() : undefined));
      expect(events.map(({ event }) => event)).toEqual(names);
    }), { numRuns: 50 });
  });

  it.each(['a\nb', 'a\rb', 'a\0b', 7])('%j as the name of an event of a protocol of your own is left out', async (name) => {
    const event = name as string;
    const own = defineWriting({ ...messages }, { ...writingOf(messages), eventOf: () => event, openWriter: () => ({ write: () => [{ event, data: 'word' }], end: () => [{ event, data: 'end' }], fail: () => [{ event, data: 'failed' }] }) });
    const written = async (frames$: Observable<GoodFrame<object>>, options = {}): Promise<string> => await sse(frames$.pipe(encodeFrames(own, options))).text();
    expect(await written(of(said('Hi')))).toBe('data: word\n\ndata: end\n\n');
    expect(await written(concat(of(said('Hi')), throwError(() => overloaded)))).toBe('data: word\n\ndata: failed\n\n');
    expect(await written(of(said('Hi')), { from: own })).toBe('data: {}\n\n');
  });
});
