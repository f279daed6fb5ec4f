import { from, lastValueFrom, map, of, range, Subject, take, tap, toArray } from 'rxjs';
import * as z from 'zod';

import type { Delta, FinishReason } from '../../src/answer/delta.js';
import { ApiError } from '../../src/errors/api-error.js';
import type { DataFrame, GoodFrame, RestartFrame } from '../../src/frame.js';
import { failOnErrorFrame } from '../../src/operators/fail-on-error-frame.js';
import type { FailedToolCall, WholeToolCall } from '../../src/operators/output/checked-tool-call.js';
import type { StandardSchema } from '../../src/operators/output/standard-schema.js';
import { toolCalls } from '../../src/operators/tool-calls.js';
import { untilTerminal } from '../../src/operators/until-terminal.js';
import { chatCompletions } from '../../src/protocols/chat-completions/protocol.js';
import { messages } from '../../src/protocols/messages/protocol.js';
import { responses } from '../../src/protocols/responses/protocol.js';
import { writeAnswer } from '../../src/testing/index.js';
import { parseFrames } from '../../src/wire/parsing/parse-frames.js';
import { apiError, data, type Payload, restart, terminal, unknown, words } from './frames.js';
import { marbles } from './marbles.js';

type Input = GoodFrame<Payload> | RestartFrame;
type Call = WholeToolCall | FailedToolCall;

const fragment = (index: number, text: string, head: { id?: string; name?: string } = {}, choice = 0): Delta =>
  ({ type: 'tool-call', index, ...head, arguments: text, choice });
const begin = (index: number, text = '', name = 'weather', choice = 0): Delta =>
  fragment(index, text, { id: `call_${String(index)}`, name }, choice);
const finish = (reason: FinishReason = 'tool-calls', choice = 0): Delta => ({ type: 'finish', reason, raw: reason, choice });
const whole = (index: number, raw: string, name = 'weather'): WholeToolCall =>
  ({ name, id: `call_${String(index)}`, index, choice: 0, raw, arguments: JSON.parse(raw) as unknown });

const values = {
  a: data(begin(0, '{"city":')),
  A: data(fragment(0, '"Oslo"}')),
  b: data(begin(1, '{"city":')),
  B: data(fragment(1, '"Rome"}')),
  e: data(begin(0)),
  f: data(finish()),
  w: words('Let me see.'),
  u: unknown,
  t: terminal,
  r: restart(2, apiError()),
};
const emitted = { x: whole(0, '{"city":"Oslo"}'), y: whole(1, '{"city":"Rome"}'), z: { ...whole(0, '{}'), raw: '' } };

const calls = (...deltas: Delta[]): Promise<Call[]> => callsOf({}, ...deltas);
async function callsOf(schemas: Record<string, StandardSchema>, ...deltas: Delta[]): Promise<Call[]> {
  const frames = of<DataFrame<Payload>[]>(...deltas.map((delta) => data(delta)));
  const operator = Object.keys(schemas).length === 0 ? toolCalls() : toolCalls(schemas);
  return lastValueFrom(frames.pipe(operator, toArray()));
}
const brief = ({ name, error, ...call }: Call): unknown => (error ? [name, error.type, error.message] : [name, call.arguments]);

describe('toolCalls', () => {
  it('emits each call once, at the bracket that closes its arguments, however calls are interleaved', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Input>('w-a-A-b-B-f-(t|)', values);
      const mixed = cold<Input>(' a-b-B-u-A-f-(t|)', values);
      const subs = '              ^-----------!';
      const expected = '          ----x---y---|';
      const crossed = '           ----y---x---|';

      expectObservable(source.pipe(toolCalls())).toBe(expected, emitted);
      expectObservable(mixed.pipe(toolCalls())).toBe(crossed, emitted);
      expectSubscriptions(source.subscriptions).toBe(subs);
      expectSubscriptions(mixed.subscriptions).toBe(subs);
    });
  });

  it('holds a call without arguments back until the finish, or the terminal', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold<Input>('e-b-B-f-(t|)', values).pipe(toolCalls())).toBe('----y-z-|', emitted);
      expectObservable(cold<Input>('e-----(t|)  ', values).pipe(toolCalls())).toBe('------(z|)', emitted);
    });
  });

  it('emits no call of which the end is not known', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const failing = cold<Input>('a-A-b-#', values, apiError());
      const ending = cold<Input>(' a-A-e-|', values);
      const subs = '               ^-----!';

      expectObservable(failing.pipe(toolCalls())).toBe('--x---#', emitted, apiError());
      expectObservable(ending.pipe(toolCalls())).toBe(' --x---|', emitted);
      expectSubscriptions(failing.subscriptions).toBe(subs);
      expectSubscriptions(ending.subscriptions).toBe(subs);
    });
  });

  it('starts over at a restart, with the calls of the void attempt too', () => {
    marbles(({ cold, expectObservable }) => {
      const source = cold<Input>('a-A-b-r-a-A-f-(t|)', values);
      const expected = '          --x-------x---|';

      expectObservable(source.pipe(toolCalls())).toBe(expected, emitted);
    });
  });

  it.each([
    ['an empty source', '|', '(^!)'],
    ['a silent source', '-', '^'],
    ['an error', '#', '(^!)'],
  ])('passes %s', (_, marble, subs) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Input>(marble, values, apiError());

      expectObservable(source.pipe(toolCalls())).toBe(marble, emitted, apiError());
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('leaves the source when it is left', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Input>('a-A--b-B-t', values);
      const unsub = '             ^---!';
      const expected = '          --x--';

      expectObservable(source.pipe(toolCalls()), unsub).toBe(expected, emitted);
      expectSubscriptions(source.subscriptions).toBe(unsub);
    });
  });

  it('reads each subscription to the same operator value by itself', () => {
    const operator = toolCalls();
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold<Input>('a-A-', values).pipe(operator)).toBe('--x-', emitted);
      expectObservable(cold<Input>('-a-A', values).pipe(operator)).toBe('---x', emitted);
    });
  });

  it('keeps the calls of several choices apart', async () => {
    const found = await calls(begin(0, '{"a":', 'one', 0), begin(0, '{"b":', 'two', 1), fragment(0, '1}', {}, 1), fragment(0, '2}'));
    expect(found.map(({ choice, arguments: given }) => [choice, given])).toEqual([[1, { b: 1 }], [0, { a: 2 }]]);
  });

  it('waits for the name and the id of a call', async () => {
    expect((await calls(fragment(0, '{"a":1}', { id: 'x' }), fragment(0, '', { name: 'late' }), finish())).map(brief)).toEqual([['late', { a: 1 }]]);
    expect(await calls(fragment(0, '{"a":1}', { name: 'nameless' }), finish())).toMatchObject([{ id: undefined, arguments: { a: 1 } }]);
  });

  it('is not misled by brackets and quotes inside strings', async () => {
    const raw = JSON.stringify({ text: '}"]\\{', list: ['{', '\\"}'] });
    const pieces = [...raw].map((char) => fragment(0, char));
    expect((await calls(begin(0), ...pieces)).map(brief)).toEqual([['weather', JSON.parse(raw)]]);
  });

  it('leaves an entry called __proto__ an entry', async () => {
    const [call] = await calls(begin(0, '{"__proto__":{"polluted":true}}'));
    expect(Object.keys(call?.arguments ?? {})).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('a call that cannot be made', () => {
  const weather = { weather: z.object({ city: z.string() }) };

  it('is a value that tells what is wrong, and the stream goes on', async () => {
    const found = await callsOf(weather, begin(0, '{"city":7}'), begin(1, '{"city" "Oslo"}'), begin(2, '{"a":1}', 'unheard'), begin(3, '{"city":"Oslo"}'), finish());
    const message = 'The arguments of "weather" do not match the schema: city: Invalid input: expected string, received number.';
    expect(found.map(brief)).toEqual([
      ['weather', 'invalid_output', message],
      ['unheard', 'invalid_output', 'There is no tool "unheard"; the tools are: weather.'],
      ['weather', { city: 'Oslo' }],
      ['weather', 'invalid_output', 'The arguments of "weather" are not valid JSON.'],
    ]);
    expect(found[0]).toMatchObject({ raw: '{"city":7}', error: { origin: 'protocol', retryable: false, raw: '{"city":7}' } });
    expect(found[0]?.error?.cause).toMatchObject({ issues: [{ path: ['city'] }] });
    expect(found[3]?.error?.cause).toMatchObject({ name: 'SyntaxError' });
  });

  it.each(['{"city":"Os', '', '{}', '{', ' { } '])('says that the answer was cut short inside it: %j', async (text) => {
    const [call] = await callsOf(weather, begin(0, text), finish('length'));
    expect(call?.error?.message).toBe('The call of "weather" was cut short: the answer ended with "length".');
    expect(call?.error?.advice).toMatch(/^Raise the limit of output tokens/);
  });

  it('can be made all the same if only what follows it was cut', async () => {
    expect((await callsOf(weather, begin(0, '{"city":"Oslo"}'), begin(1, '{"ci'), finish('length'))).map(brief)).toEqual([
      ['weather', { city: 'Oslo' }],
      ['weather', 'invalid_output', 'The call of "weather" was cut short: the answer ended with "length".'],
    ]);
  });

  it.each(['__proto__', 'constructor', 'toString'])('may have the name %s, and finds no tool on Object.prototype', async (name) => {
    expect((await callsOf(weather, begin(0, '{"a":1}', name)))[0]?.error?.message).toContain(`There is no tool "${name}"`);
  });

  it('has no name, or is nested beyond all measure', async () => {
    const deep = '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000);
    expect((await calls(fragment(0, '{"a":1}'), begin(1, deep), finish())).map((call) => call.error?.message)).toEqual([
      'The arguments of "weather" are nested more than 200 levels deep.',
      'The model called a tool without a name.',
    ]);
  });

  it('holds the free text of a custom tool', async () => {
    expect(await calls(begin(0, '{ print', 'python'), fragment(0, ' } more'), finish())).toMatchObject([{ raw: '{ print } more', error: { type: 'invalid_output' } }]);
  });
});

describe('the schemas of toolCalls', () => {
  const schema = (validate: StandardSchema['~standard']['validate']): StandardSchema => ({ '~standard': { version: 1, vendor: 'spec', validate } });

  it('give what they make of the arguments', async () => {
    const found = await callsOf({ weather: z.object({ unit: z.string().default('C') }) }, begin(0), finish());
    expect(found).toMatchObject([{ arguments: { unit: 'C' }, raw: '' }]);
  });

  it('may be asynchronous: the order stays', async () => {
    let release = (): void => undefined;
    const slow = schema(async (value) => {
      await new Promise<void>((resolve) => { release = resolve; });
      return { value };
    });
    const found = callsOf({ slow, fast: schema((value) => ({ value })) }, begin(0, '{"a":1}', 'slow'), begin(1, '{"b":2}', 'fast'));
    release();
    expect((await found).map(({ name }) => name)).toEqual(['slow', 'fast']);
  });

  it('make the stream fail with what they throw, or reject with', async () => {
    const broken = new TypeError('broken schema');
    for (const validate of [() => { throw broken; }, () => Promise.reject(broken)]) {
      await expect(callsOf({ weather: schema(validate) }, begin(0, '{"a":1}'))).rejects.toBe(broken);
    }
  });

  it('are refused at once where they are none', () => {
    for (const schemas of [{ weather: {} }, { weather: undefined }, { weather: null }, { weather: { '~standard': {} } }]) {
      expect(() => toolCalls(schemas as never)).toThrow('The schema of weather must be a Standard Schema');
    }
  });

  it('tell of many issues the first five', async () => {
    const many = schema(() => ({ issues: Array.from({ length: 7 }, (_, n) => ({ message: `issue ${String(n)}`, path: [{ key: 'list' }, n] })) }));
    const [call] = await callsOf({ weather: many }, begin(0, '{"a":1}'));
    expect(call?.error?.message).toMatch(/list\.4: issue 4; and 2 more\.$/);
    expect(ApiError.is(call?.error)).toBe(true);
  });
});

describe('a consumer of toolCalls', () => {
  it('stops a synchronous source as soon as it has enough', () => {
    let produced = 0;
    const source = range(0, 1_000).pipe(map((n): Input => { produced += 1; return data(begin(n, '{"a":1}')); }));
    source.pipe(toolCalls(), take(2)).subscribe({ error: () => undefined });
    expect(produced).toBe(2);
  });

  it('may make the source go on inside next: order stays, and nothing comes twice', () => {
    const source = new Subject<Input>();
    const seen: number[] = [];
    source.pipe(toolCalls()).subscribe({
      next: ({ index }) => {
        seen.push(index);
        if (index === 0) source.next(data(begin(2, '{"a":1}')));
      },
      error: () => seen.push(-1),
    });
    source.next(data(begin(0, '{"a":1}'), begin(1, '{"a":1}')));
    source.next(data(finish()));
    expect(seen).toEqual([0, 1, 2]);
  });

  it('pays for the length of a call, however many pieces it comes in', async () => {
    const raw = JSON.stringify({ text: '{[}]'.repeat(5_000) });
    const pieces = raw.match(/.{1,4}/gs) ?? [];
    const frames = from([data(begin(0)), ...pieces.map((piece) => data(fragment(0, piece)))]);
    const reads = await countReads(async () => {
      expect((await lastValueFrom(frames.pipe(toolCalls(), toArray())))[0]?.raw).toBe(raw);
    });
    // Once while it arrives, and once more when it is parsed.
    expect(reads / raw.length).toBeCloseTo(2, 1);
  });
});

describe.each([chatCompletions, responses, messages].map((protocol) => [protocol.name, protocol] as const))('on the wire of %s', (_, protocol) => {
  it('a call comes before the next one begins, and one without arguments before the end', async () => {
    const answer = writeAnswer(protocol, {
      deltas: [
        { type: 'tool-call', index: 0, id: 'call_0', name: 'weather', arguments: '{"city":' },
        { type: 'tool-call', index: 0, arguments: '"Oslo"}' },
        { type: 'tool-call', index: 1, id: 'call_1', name: 'time', arguments: '{}' },
        { type: 'tool-call', index: 2, id: 'call_2', name: 'weather', arguments: '{"city":"Rome"}' },
      ],
    });
    const seen: unknown[] = [];
    const frames = from(answer.split(/(?<=\n\n)/)).pipe(parseFrames<object>(protocol), failOnErrorFrame(), untilTerminal());
    const watched = frames.pipe(tap((frame) => {
      if ('deltas' in frame) for (const delta of frame.deltas) if (delta.type === 'tool-call' && delta.id) seen.push(delta.id);
    }));
    await lastValueFrom(watched.pipe(toolCalls(), tap(({ id, arguments: given }) => seen.push(given, `${String(id)} is whole`))));
    expect(seen).toEqual([
      'call_0', { city: 'Oslo' }, 'call_0 is whole',
      'call_1',
      'call_2', { city: 'Rome' }, 'call_2 is whole',
      {}, 'call_1 is whole',
    ]);
  });
});

/** How many characters are read one by one. */
async function countReads(run: () => Promise<void>): Promise<number> {
  const descriptor = Object.getOwnPropertyDescriptor(String.prototype, 'charCodeAt') as { value: (this: string, at: number) => number };
  let reads = 0;
  const counting = function (this: string, at: number): number {
    reads += 1;
    return descriptor.value.call(this, at);
  };
  Object.defineProperty(String.prototype, 'charCodeAt', { ...descriptor, value: counting });
  try {
    await run();
  } finally {
    Object.defineProperty(String.prototype, 'charCodeAt', descriptor);
  }
  return reads;
}
