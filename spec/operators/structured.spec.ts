import { from, lastValueFrom, map, of, range, Subject, take, toArray } from 'rxjs';
import * as z from 'zod';

import type { Delta, FinishReason } from '../../src/answer/delta.js';
import { ApiError } from '../../src/errors/api-error.js';
import type { GoodFrame, RestartFrame } from '../../src/frame.js';
import type { StandardSchema } from '../../src/operators/output/standard-schema.js';
import { structured, type StructuredOptions } from '../../src/operators/structured.js';
import { apiError, data, type Payload, restart, terminal, unknown, words } from './frames.js';
import { marbles } from './marbles.js';

type Input = GoodFrame<Payload> | RestartFrame;

const city = z.object({ name: z.string(), people: z.number() });
const finish = (reason: FinishReason = 'stop'): Delta => ({ type: 'finish', reason, raw: reason, choice: 0 });
const call = (text: string, name?: string, index = 0): Delta =>
  ({ type: 'tool-call', index, ...(name !== undefined && { id: `call_${String(index)}`, name }), arguments: text, choice: 0 });

const values = {
  a: words('{"name":"Os'),
  b: words('lo","people":7'),
  c: words('1}'),
  d: words('{"name":"other"}', 1),
  f: data(finish()),
  u: unknown,
  t: terminal,
  r: restart(2, apiError()),
};
const emitted = {
  x: { kind: 'partial', value: { name: 'Os' } },
  y: { kind: 'partial', value: { name: 'Oslo' } },
  z: { kind: 'partial', value: { name: 'Oslo', people: 71 } },
  w: { kind: 'whole', value: { name: 'Oslo', people: 71 } },
};

/** What the deltas of a whole answer come to, frame by frame. */
function answer(schema: StandardSchema, deltas: readonly Delta[], options?: StructuredOptions): Promise<unknown[]> {
  const frames = from<Input[]>([...deltas.map((delta) => data(delta)), terminal]);
  return lastValueFrom(frames.pipe(structured(schema, options), toArray()));
}
const said = (text: string, reason: FinishReason = 'stop'): Delta[] => [{ type: 'text', text, choice: 0 }, finish(reason)];
async function failure(deltas: readonly Delta[], options?: StructuredOptions): Promise<ApiError> {
  const error: unknown = await answer(city, deltas, options).then(() => undefined, (thrown: unknown) => thrown);
  if (!ApiError.is(error)) throw new Error(`no ApiError but ${String(error)}`);
  return error;
}

describe('structured', () => {
  it('shows the object growing, and ends with it whole', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Input>('a-b-u-c-d-f-(t|)', values);
      const subs = '              ^-----------!';
      const expected = '          x-y---z-----(w|)';

      expectObservable(source.pipe(structured(city))).toBe(expected, emitted);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('completes at the terminal, whatever the server does then', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Input>('a-b-c-t---', values);
      const subs = '              ^-----!';
      const expected = '          x-y-z-(w|)';

      expectObservable(source.pipe(structured(city))).toBe(expected, emitted);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('starts over at a restart', () => {
    marbles(({ cold, expectObservable }) => {
      const source = cold<Input>('a-b-r-a-b-c-(t|)', values);
      const expected = '          x-y---x-y-z-(w|)';

      expectObservable(source.pipe(structured(city))).toBe(expected, emitted);
    });
  });

  it('passes an error and silence, and fails where there is no answer', () => {
    const missing = apiError({ type: 'invalid_output', origin: 'protocol', message: 'The text is missing: the answer ended without a finish.' });
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const failing = cold<Input>('a-#', values, apiError());
      const silent = cold<Input>(' -');
      const empty = cold<Input>('  |');

      expectObservable(failing.pipe(structured(city))).toBe('x-#', emitted, apiError());
      expectObservable(silent.pipe(structured(city))).toBe(' -');
      expectObservable(empty.pipe(structured(city))).toBe('  #', emitted, missing);
      expectSubscriptions(failing.subscriptions).toBe('      ^-!');
      expectSubscriptions(silent.subscriptions).toBe('       ^');
      expectSubscriptions(empty.subscriptions).toBe('        (^!)');
    });
  });

  it('leaves the source when it is left', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Input>('a--b--c--t', values);
      const unsub = '             ^---!';
      const expected = '          x--y-';

      expectObservable(source.pipe(structured(city)), unsub).toBe(expected, emitted);
      expectSubscriptions(source.subscriptions).toBe(unsub);
    });
  });

  it('reads each subscription to the same operator value by itself', () => {
    const operator = structured(city);
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold<Input>('a-b-c-t', values).pipe(operator)).toBe('x-y-z-(w|)', emitted);
      expectObservable(cold<Input>('--a-b-', values).pipe(operator)).toBe(' --x-y-', emitted);
    });
  });

  it('gives what the schema makes of the object, not what the model wrote', async () => {
    const schema = z.object({ when: z.string().transform((text) => new Date(text)), unit: z.string().default('C') });
    const found = await answer(schema, said('{"when":"2026-01-01"}'));
    expect(found).toEqual([
      { kind: 'partial', value: { when: '2026-01-01' } },
      { kind: 'whole', value: { when: new Date('2026-01-01'), unit: 'C' } },
    ]);
  });

  it.each(['```json\n{"name":"Oslo","people":71}\n```', '\n\n {"name":"Oslo","people":71}\n', '```\r\n{"name":"Oslo","people":71}\r\n```\n'])(
    'tolerates blanks and a fence: %j',
    async (text) => {
      const deltas = [...text].map((char): Delta => ({ type: 'text', text: char, choice: 0 }));
      const found = await answer(city, [...deltas, finish()]);
      expect(found.at(-1)).toEqual(emitted.w);
      expect(found.at(-2)).toEqual(emitted.z);
    },
  );
});

describe('structured from a tool call', () => {
  const options: StructuredOptions = { from: { tool: 'report' } };

  it('reads the arguments of the first call of that tool, and nothing else', async () => {
    const found = await answer(city, [
      { type: 'start', id: 'answer' },
      { type: 'reasoning', text: '{"name":"thought"}', choice: 0 },
      { type: 'text', text: '{"name":"text"}', choice: 0 },
      call('{"name":"other"}', 'search', 0),
      call('{"name":"Os', 'report', 1),
      call('{"name":"second"}', 'report', 2),
      call('lo","people":71}', undefined, 1),
      finish('tool-calls'),
    ], options);
    expect(found).toEqual([emitted.x, emitted.z, emitted.w]);
  });

  it('waits for a name that comes late', async () => {
    const found = await answer(city, [call('{"name":"Os'), call('x', undefined, 1), call('lo",', 'report'), call('"people":71}'), finish()], options);
    expect(found).toEqual([emitted.y, emitted.z, emitted.w]);
  });

  it('takes a call without arguments for an empty object', async () => {
    expect(await answer(z.object({}), [call('', 'report'), finish('tool-calls')], options)).toEqual([{ kind: 'whole', value: {} }]);
  });

  it.each([
    [[call('', 'report'), finish('length')], 'The input of "report" was cut short: the answer ended with "length".'],
    [[call('{}', 'report'), finish('length')], 'The input of "report" was cut short: the answer ended with "length".'],
    [[call('{"a":1}', 'search'), finish('tool-calls')], 'The input of "report" is missing: the answer ended with "tool-calls".'],
    [[call('{"name"', 'report'), finish('tool-calls')], 'The input of "report" is not valid JSON.'],
  ])('fails where there is no such call, or only a part of it (%#)', async (deltas, message) => {
    expect((await failure(deltas, options)).message).toBe(message);
  });
});

describe('the failure of structured', () => {
  const refusal: Delta = { type: 'refusal', text: 'I cannot help with that.', choice: 0 };

  it.each<[string, Delta[], string, string]>([
    ['no JSON', said('Sure! {"name":'), 'The text is not valid JSON.', 'Sure! {"name":'],
    ['words around it', said('Here: {"name":"Oslo","people":71}'), 'The text is not valid JSON.', 'Here: {"name":"Oslo","people":71}'],
    ['words after it', said('{"name":"Oslo","people":71} Note that'), 'The text is not valid JSON.', '{"name":"Oslo","people":71} Note that'],
    ['a cut text', said('{"name":"Os', 'length'), 'The text was cut short: the answer ended with "length".', '{"name":"Os'],
    ['a filtered text', said('{"name":"Os', 'content-filter'), 'The text was cut short: the answer ended with "content-filter".', '{"name":"Os'],
    ['no text', [finish()], 'The text is missing: the answer ended with "stop".', ''],
    ['a refusal', [refusal, finish()], 'The model refused: the answer ended with "refusal".', 'I cannot help with that.'],
    ['a refusal as text', said('I cannot.', 'refusal'), 'The model refused: the answer ended with "refusal".', 'I cannot.'],
    ['a mismatch', said('{"name":"Oslo"}'), 'The text does not match the schema: people: Invalid input: expected number, received undefined.', '{"name":"Oslo"}'],
  ])('tells %s by its message, and keeps what the model wrote', async (_, deltas, message, raw) => {
    expect(await failure(deltas)).toMatchObject({ type: 'invalid_output', origin: 'protocol', retryable: false, message, raw });
  });

  it.each([
    [said('{"name":"Os', 'length'), 'Raise the limit of output tokens, or ask for a shorter answer: this one was cut off at the limit.'],
    [said('{"name":"Oslo"}', 'length'), 'Raise the limit of output tokens, or ask for a shorter answer: this one was cut off at the limit.'],
    [said('{"name":"Os', 'content-filter'), 'Change the content: the provider refuses it, and repeating it does not help.'],
    [said('{"name":', 'stop'), 'Ask again with a clearer instruction or schema: the answer came whole, but does not have the form asked for.'],
  ])('advises what helps against the ending of the answer (%#)', async (deltas, advice) => {
    expect(await failure(deltas)).toMatchObject({ advice });
  });

  it('keeps what the schema said', async () => {
    expect((await failure(said('{"name":7}'))).cause).toMatchObject({ issues: [{ path: ['name'] }, { path: ['people'] }] });
  });

  it('knows an answer without a finish, but whole, from one without an end', async () => {
    expect((await failure([{ type: 'text', text: '{"name":', choice: 0 }])).message).toBe('The text is not valid JSON.');
    const stream = of<Input>(words('{"name":')).pipe(structured(city));
    await expect(lastValueFrom(stream.pipe(toArray()))).rejects.toMatchObject({ message: 'The text was cut short: the answer ended without a finish.' });
  });

  it('is none where only what follows the object was cut', async () => {
    expect((await answer(city, said('{"name":"Oslo","people":71}\n', 'length'))).at(-1)).toEqual(emitted.w);
  });

  it('comes at the end, after what there was to show', async () => {
    const found: unknown[] = [];
    const frames = of<Input[]>(words('{"name":"Os'), words('lo"}'), data(finish()), terminal);
    await expect(new Promise((resolve, reject) => {
      frames.pipe(structured(city)).subscribe({ next: (value) => found.push(value), error: reject, complete: () => { resolve(found); } });
    })).rejects.toMatchObject({ type: 'invalid_output' });
    expect(found).toEqual([emitted.x, emitted.y]);
  });

  it('is what a schema throws, or rejects with', async () => {
    const broken = new TypeError('broken schema');
    for (const validate of [() => { throw broken; }, () => Promise.reject(broken)]) {
      await expect(answer({ '~standard': { version: 1, vendor: 'spec', validate } }, said('{}'))).rejects.toBe(broken);
    }
  });

  it('is a TypeError at once for a schema that is none', () => {
    expect(() => structured({} as never)).toThrow(new TypeError('schema must be a Standard Schema, as zod 4 makes them.'));
  });

  it('is not brought about by a hostile document', async () => {
    const [, whole] = await answer(z.unknown(), said('{"__proto__":{"polluted":1}}')) as { value: object }[];
    expect(Object.keys(whole?.value ?? {})).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect((await failure(said('['.repeat(100_000)))).message).toBe('The text is nested more than 200 levels deep.');
  });
});

describe('a consumer of structured', () => {
  it('may wait for an asynchronous schema', async () => {
    const schema: StandardSchema = { '~standard': { version: 1, vendor: 'spec', validate: (value) => Promise.resolve({ value }) } };
    expect((await answer(schema, said('{"name":"Oslo","people":71}'))).at(-1)).toEqual(emitted.w);
  });

  it('stops a synchronous source as soon as it has enough', () => {
    let produced = 0;
    const source = range(0, 1_000).pipe(map((n): Input => { produced += 1; return words(n === 0 ? '[' : '1,'); }));
    source.pipe(structured(z.unknown()), take(2)).subscribe({ error: () => undefined });
    expect(produced).toBe(2);
  });

  it('may make the source go on inside next', () => {
    const source = new Subject<Input>();
    const seen: unknown[] = [];
    source.pipe(structured(city)).subscribe({
      next: (value) => {
        seen.push(value);
        if (seen.length === 1) source.next(words('lo","people":71}'));
        if (seen.length === 2) source.next(terminal);
      },
      error: (error: unknown) => seen.push(error),
      complete: () => seen.push('complete'),
    });
    source.next(words('{"name":"Os'));
    expect(seen).toEqual([emitted.x, emitted.z, emitted.w, 'complete']);
  });
});
