import { readdirSync, readFileSync } from 'node:fs';
import { ApiError, failOnErrorFrame, parseFrames, text as textOf } from 'framewise';
import { Subject } from 'rxjs';

import type { Fixture } from './fixtures/fixture.js';
import { fixtures } from './fixtures/index.js';
import { randomChunks } from './support/random-chunks.js';
import { replay, type Replayed } from './support/replay.js';
import { seededRandom } from './support/seeded-random.js';
import { isWholeAnswer } from './support/whole-answer.js';

const folder = new URL('./fixtures/', import.meta.url);
const lineEnds = { LF: '\n', CRLF: '\r\n', CR: '\r' };

function bytesOf({ protocol, name }: Fixture, lineEnd?: string): Uint8Array {
  const bytes = readFileSync(new URL(`${protocol.name}/${name}.sse`, folder));
  return lineEnd === undefined ? bytes : Buffer.from(bytes.toString().replaceAll(/\r\n|\r|\n/g, lineEnd));
}

function bytewise(bytes: Uint8Array): Uint8Array[] {
  return Array.from(bytes, (_, at) => bytes.subarray(at, at + 1));
}

/** All that a consumer can tell of a stream, as plain data. */
function outcome({ frames, completion, end }: Replayed): object {
  return {
    kinds: frames.map(({ kind }) => kind),
    completion,
    end: typeof end === 'object' && ApiError.is(end.error) ? end.error.toJSON() : end,
  };
}

function expectAsIndexed(fixture: Fixture, { frames, completion, end }: Replayed): void {
  const { text = '', reasoning = '', refusal = '', toolCalls = [], citations = [], media = [], finish, usage, otherChoices = [] } = fixture;
  expect(completion).toMatchObject({ text, reasoning, refusal, citations, media });
  expect(completion.toolCalls).toEqual(toolCalls.map((call, index) => ({ id: undefined, ...call, index })));
  expect(completion.finishReason).toBe(finish);
  expect(completion.usage).toEqual(usage);
  expect(completion.otherChoices.map((choice) => ({ text: choice.text, finish: choice.finishReason }))).toEqual(otherChoices);
  expect(frames.filter(({ kind }) => kind === 'unknown')).toHaveLength(fixture.unknownFrames ?? 0);

  if (fixture.outcome === 'completed') {
    expect(end).toBe('completed');
    expect(frames.at(-1)?.kind).toBe('terminal');
  } else {
    if (typeof end !== 'object' || !ApiError.is(end.error)) throw new Error('expected an ApiError');
    const { type, origin, retryable, code, status, requestId, message } = end.error;
    // Where the list gives no message, the toolkit's own words may change.
    expect({ message, type, origin, retryable, code, status, requestId }).toEqual({ message, ...fixture.outcome });
    expect(frames.some(({ kind }) => kind === 'terminal')).toBe(false);
  }
}

/** The text that a consumer has after each number of bytes, 0 included. */
function textAfterEachByte({ protocol }: Fixture, bytes: Uint8Array): string[] {
  const source = new Subject<Uint8Array>();
  let text = '';
  source.pipe(parseFrames(protocol), failOnErrorFrame<object>(), textOf()).subscribe({
    next: (piece) => (text += piece),
    error: () => undefined,
  });
  return ['', ...bytewise(bytes).map((byte) => {
    source.next(byte);
    return text;
  })];
}

/** What is wrong with the outcome of the first n bytes, for each n: an empty list is what the tests want to see. */
function faultsWhenCut(fixture: Fixture, bytes: Uint8Array, end: 'clean' | 'reset'): string[] {
  const { protocol, text = '', outcome: whole } = fixture;
  const arrived = textAfterEachByte(fixture, bytes);
  const possible = ['truncated_stream', 'connection_reset', 'unknown_error', typeof whole === 'object' ? whole.type : ''];
  const faults: string[] = [];
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const part = bytes.subarray(0, cut);
    const { completion, end: ended } = replay(protocol, [part], end);
    const fault = (what: string): number => faults.push(`after ${String(cut)} of ${String(bytes.length)} bytes: ${what}`);

    const isWhole = isWholeAnswer(protocol.name, part, end);
    if (isWhole !== (ended === 'completed')) fault(isWhole ? 'a whole answer counts as a failure' : 'a cut answer counts as a success');
    if (typeof ended === 'object') {
      if (!ApiError.is(ended.error)) fault('the failure is no ApiError');
      else if (!possible.includes(ended.error.type)) fault(`it fails with ${ended.error.type}`);
    }
    if (!text.startsWith(completion.text)) fault(`"${completion.text}" is not how the text begins`);
    if (!completion.text.startsWith(arrived[cut] ?? '')) fault('text that had arrived is lost');
    if (end === 'reset' && completion.text !== arrived[cut]) fault('text of an unfinished event counts');
  }
  return faults;
}

// A stack is captured for each of a hundred thousand failures, and nobody reads it.
const { stackTraceLimit } = Error;
beforeAll(() => {
  Error.stackTraceLimit = 0;
});
afterAll(() => {
  Error.stackTraceLimit = stackTraceLimit;
});

describe('the hand-written streams', () => {
  it('are listed, every one of them', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.sse'));
    expect(fixtures.map(({ protocol, name }) => `${protocol.name}/${name}.sse`).sort()).toEqual(files.sort());
  });
});

describe.each(fixtures)('$protocol.name/$name', (fixture) => {
  const { protocol } = fixture;

  it('ends as its list says', () => {
    expectAsIndexed(fixture, replay(protocol, [bytesOf(fixture)]));
  });

  it.each(Object.entries(lineEnds))('says the same byte by byte and in chunks of any size, with %s line ends', (_, lineEnd) => {
    const bytes = bytesOf(fixture, lineEnd);
    const whole = replay(protocol, [bytes]);
    expectAsIndexed(fixture, whole);
    expect(outcome(replay(protocol, bytewise(bytes)))).toEqual(outcome(whole));
    for (const seed of [1, 2, 3, 4, 5]) {
      expect(outcome(replay(protocol, randomChunks(bytes, 8 ** (1 + (seed % 3)), seededRandom(seed))))).toEqual(outcome(whole));
    }
  });

  it.each(['clean', 'reset'] as const)('is whole or a failure, and the right one, where it is cut at any byte by a %s end', (end) => {
    expect(faultsWhenCut(fixture, bytesOf(fixture), end)).toEqual([]);
  });
});
