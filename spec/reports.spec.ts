import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accumulate, ApiError, chatCompletions, collect, commits, type ConversingProtocol, failOnErrorFrame, type Frame, messages, responses, streamFrames, toolCalls, untilTerminal } from 'framewise';
import type { Observable } from 'rxjs';

import { isOutput } from '../src/answer/delta.js';

/** One small stream made of a public bug report, and what should come out of it. What `expect` does not name is not judged. */
interface Report {
  readonly name: string;
  readonly protocol: 'chat' | 'responses' | 'messages';
  readonly file: string;
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly expect: {
    readonly error?: Record<string, unknown> | null;
    readonly completion?: object;
    readonly native?: object;
    readonly calls?: object[];
    readonly kinds?: string[];
    readonly commitsBeforeOutput?: number;
  };
}

const folder = process.env['FRAMEWISE_REPORTS'] ?? '';
const reports = folder === '' ? [] : (JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as Report[]);
const protocols: Record<Report['protocol'], ConversingProtocol<object, object>> = { chat: chatCompletions, responses, messages };
const schema = { '~standard': { version: 1, vendor: 'spec', validate: (value: unknown) => ({ value }) } } as const;

/** All values before the end, and the error, if that was the end. */
async function outcomeOf<T>(source: Observable<T>): Promise<{ values: T[]; error: unknown }> {
  const values: T[] = [];
  const error = await new Promise((resolve) => source.subscribe({ next: (value) => values.push(value), error: resolve, complete: () => { resolve(null); } }));
  return { values, error };
}

function bodyOf(chunks: readonly Uint8Array<ArrayBuffer>[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

/** `$re` is a pattern; of an object only what is named counts. */
function asMatcher(expected: unknown): unknown {
  if (Array.isArray(expected)) return expected.map(asMatcher);
  if (typeof expected !== 'object' || expected === null) return expected;
  if ('$re' in expected) return expect.stringMatching(new RegExp(String(expected.$re)));
  return expect.objectContaining(Object.fromEntries(Object.entries(expected).map(([key, value]) => [key, asMatcher(value)])));
}

if (reports.length === 0) {
  process.stderr.write('Streams of public reports are not replayed: FRAMEWISE_REPORTS names no folder.\n');
  it.skip('replays the streams of public reports', () => undefined);
} else {
  describe.each(reports)('$name', ({ protocol: protocolName, file, status = 200, headers = { 'content-type': 'text/event-stream' }, expect: expected }) => {
    const protocol = protocols[protocolName];
    const bytes = new Uint8Array(readFileSync(join(folder, file)));

    it.each([['whole', [bytes]], ['byte by byte', Array.from(bytes, (byte) => Uint8Array.of(byte))]] as const)('%s', async (_name, chunks) => {
      const open = (): Observable<Frame<object>> => streamFrames(protocol, () => Promise.resolve(new Response(bodyOf(chunks), { status, headers })));
      const good = (): Observable<Exclude<Frame<object>, { kind: 'error' }>> => open().pipe(failOnErrorFrame(), untilTerminal());
      const { values: frames } = await outcomeOf(open());
      const { values: completions, error } = await outcomeOf(good().pipe(collect()));

      if (expected.error === null) expect(error).toBeNull();
      if (expected.error) {
        expect(ApiError.is(error)).toBe(true);
        expect({ ...(error as ApiError), message: (error as ApiError).message, advice: (error as ApiError).advice }).toEqual(asMatcher(expected.error));
      }
      if (expected.kinds) expect(frames.map(({ kind }) => kind)).toEqual(expected.kinds);
      if (expected.completion) expect(completions.at(-1)).toEqual(asMatcher(expected.completion));
      if (expected.native) expect((await outcomeOf(good().pipe(accumulate(protocol)))).values.at(-1)).toEqual(asMatcher(expected.native));
      if (expected.calls) {
        const tools = Object.fromEntries(expected.calls.map((call) => [(call as { name: string }).name, schema]));
        const { values: calls } = await outcomeOf(good().pipe(toolCalls(tools)));
        expect(calls).toEqual(expected.calls.map(asMatcher));
      }
      if (expected.commitsBeforeOutput !== undefined) {
        const before = frames.filter((frame) => frame.kind === 'data' || frame.kind === 'unknown').findIndex((frame) => !('deltas' in frame && frame.deltas.some(isOutput)) && commits(frame));
        expect(before).toBe(expected.commitsBeforeOutput);
      }
    });
  });
}
