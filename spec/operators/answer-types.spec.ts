import { EMPTY, map, type Observable, of } from 'rxjs';
import * as z from 'zod';

import { ApiError, type KnownErrorType } from '../../src/errors/api-error.js';
import type { Frame } from '../../src/frame.js';
import { catchErrorType } from '../../src/operators/catch-error-type.js';
import type { FailedToolCall, WholeToolCall } from '../../src/operators/output/checked-tool-call.js';
import { reliably } from '../../src/operators/reliably.js';
import { type PartialObject, structured, type WholeObject } from '../../src/operators/structured.js';
import { text } from '../../src/operators/text.js';
import { toolCalls } from '../../src/operators/tool-calls.js';
import type { Payload } from './frames.js';

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- tells `any` from everything else
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles only where the emitted type is exactly `Expected`: it is the compiler that runs this spec. */
const emits =
  <Expected>() =>
  <Actual>(...given: Same<Actual, Expected> extends true ? [Observable<Actual>] : [Observable<Actual>, never]) =>
    given;

const frames: Observable<Frame<Payload>> = EMPTY;
const schemas = { weather: z.object({ city: z.string() }), time: z.object({ zone: z.string().transform(Number) }) };

describe('the types of toolCalls', () => {
  it('tell the arguments by the name, once the error is ruled out', () => {
    const calls = frames.pipe(reliably(), toolCalls(schemas));
    emits<WholeToolCall<'weather', { city: string }> | WholeToolCall<'time', { zone: number }> | FailedToolCall>()(calls);
    const found = calls.pipe(
      map((call) => {
        if (call.error) return call.error satisfies ApiError;
        if (call.name === 'weather') return call.arguments.city satisfies string;
        return call.arguments.zone satisfies number;
      }),
    );
    emits<ApiError | string | number>()(found);
    // @ts-expect-error: a call that failed has no arguments
    emits<object>()(calls.pipe(map((call) => call.arguments)));
    expect.assertions(0);
  });

  it('know nothing of the arguments without schemas', () => {
    emits<WholeToolCall | FailedToolCall>()(frames.pipe(reliably(), toolCalls()));
    emits<WholeToolCall | FailedToolCall>()(frames.pipe(reliably({ afterOutput: 'restart' }), toolCalls()));
    // @ts-expect-error: error frames would be lost
    void frames.pipe(toolCalls());
    // @ts-expect-error: no schema
    expect(() => toolCalls({ weather: { city: 'string' } })).toThrow(TypeError);
  });
});

describe('the types of structured', () => {
  it('tell the whole object from a part of it', () => {
    const schema = z.object({ kind: z.enum(['a', 'b']), tags: z.array(z.string()), when: z.string().transform(Number) });
    const objects = frames.pipe(reliably(), structured(schema));
    emits<
      | PartialObject<{ kind: 'a' | 'b'; tags: string[]; when: string }>
      | WholeObject<{ kind: 'a' | 'b'; tags: string[]; when: number }>
    >()(objects);
    // A string may be a beginning, so a union of words is one no longer; and nothing need be there yet.
    type Part = { readonly kind?: string; readonly tags?: readonly string[]; readonly when?: string };
    emits<Part | number>()(objects.pipe(map((object) => (object.kind === 'partial' ? object.value : object.value.when))));
    expect.assertions(0);
  });
});

describe('the types of catchErrorType', () => {
  it('are the union of what comes before and after the error', () => {
    const words = frames.pipe(reliably(), text());
    emits<string | number | boolean>()(words.pipe(catchErrorType({ a: () => of(1), b: () => [true] })));
    emits<string | number | null>()(words.pipe(catchErrorType({ a: () => of(1) }, { otherwise: () => of(null) })));
    emits<string>()(words.pipe(catchErrorType({ a: ({ advice }) => of(advice) })));
    emits<string>()(words.pipe(catchErrorType({})));
    // @ts-expect-error: a handler returns what continues the stream
    void words.pipe(catchErrorType({ a: () => 1 }));
    expect.assertions(0);
  });
});

describe('the type of an error', () => {
  it('offers the known words to an editor, and takes any other text', () => {
    const isLimit = (error: ApiError) => error.type === 'rate_limit_error' || error.type === 'a_word_of_a_vendor';
    const offered: KnownErrorType[] = ['rate_limit_error', 'truncated_stream', 'insufficient_quota'];
    // @ts-expect-error: a slip of the pen is none of them
    offered.push('rate_limit_eror');
    void of('').pipe(catchErrorType({ truncated_stream: () => of(1), a_word_of_a_vendor: () => of(1) }));
    expect(isLimit(new ApiError({ type: 'rate_limit_error', origin: 'http', message: '' }))).toBe(true);
  });
});
