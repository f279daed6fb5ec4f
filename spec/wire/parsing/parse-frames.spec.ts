import { concat, from, NEVER, type Observable, of, Subject, throwError } from 'rxjs';

import { ApiError } from '../../../src/errors/api-error.js';
import type { Frame } from '../../../src/frame.js';
import type { Protocol } from '../../../src/protocol.js';
import { chatCompletions } from '../../../src/protocols/chat-completions/protocol.js';
import { messages } from '../../../src/protocols/messages/protocol.js';
import { responses } from '../../../src/protocols/responses/protocol.js';
import { parseFrames } from '../../../src/wire/parsing/parse-frames.js';
import type { ParseOptions } from '../../../src/wire/parsing/parse-options.js';

interface Outcome {
  frames: Frame<object>[];
  end: 'complete' | 'open' | ApiError;
}

function read(source: Observable<Uint8Array | string>, protocol: Protocol = chatCompletions, options?: ParseOptions): Outcome {
  const outcome: Outcome = { frames: [], end: 'open' };
  source.pipe(parseFrames(protocol, options)).subscribe({
    next: (frame) => outcome.frames.push(frame),
    error: (error: ApiError) => (outcome.end = error),
    complete: () => (outcome.end = 'complete'),
  });
  return outcome;
}

/** One word per frame, and how it ended: what the tables below are written in. */
function summary({ frames, end }: Outcome): string {
  const words = frames.map((frame) => {
    if (frame.kind === 'error') return `${frame.error.origin}:${frame.error.type}`;
    return frame.kind;
  });
  return [...words, typeof end === 'string' ? end : `${end.origin}:${end.type}`].join(' ');
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A stream whole, and one byte at a time: nothing may depend on where chunks were cut. */
function readBothWays(stream: string, protocol?: Protocol, options?: ParseOptions): string {
  const whole = summary(read(of(stream), protocol, options));
  const bytewise = summary(read(from(Array.from(bytes(stream), (byte) => Uint8Array.of(byte))), protocol, options));
  expect(bytewise).toBe(whole);
  return whole;
}

const words = 'data: {"choices":[{"index":0,"delta":{"content":"Hi"}}]}\n\n';
const finish = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n';
const done = 'data: [DONE]\n\n';
const late = '{"error":{"type":"overloaded_error","message":"Overloaded"}}';

const chatStreams: [name: string, stream: string, outcome: string][] = [
  ['a clean answer', words + finish + done, 'data data terminal complete'],
  ['a finish without [DONE]', words + finish, 'data data terminal complete'],
  ['[DONE] without its blank line', `${words}${finish}data: [DONE]`, 'data data terminal complete'],
  ['[DONE] with space around it', `${words}${finish}data:  [DONE] \n\n`, 'data data terminal complete'],
  ['[DONE] in the middle of a text', 'data: {"choices":[{"index":0,"delta":{"content":"[DONE]"}}]}\n\n', 'data complete'],
  ['an end without a finish', words, 'data complete'],
  ['nothing', '', 'complete'],
  ['comments only', ': keep-alive\n\n:\n\n', 'complete'],
  ['blank and null data', `data:\n\ndata:   \n\ndata: null\n\n${words}${finish}${done}`, 'data data terminal complete'],
  ['a frame after the terminal', words + finish + done + words + `data: ${late}\n\n`, 'data data terminal complete'],
  ['an error frame', `${words}data: ${late}\n\n${finish}${done}`, 'data stream:overloaded_error complete'],
  ['an error frame with choices', `${words}data: {"choices":[],"error":{"code":502,"message":"x"}}\n\n`, 'data stream:api_error complete'],
  ['an error that is a string', 'data: {"error":"STREAM_EXPLODED"}\n\n', 'stream:unknown_error complete'],
  ['errors that are none', 'data: {"error":null,"choices":[]}\n\ndata: {"error":false,"choices":[]}\n\ndata: {"error":0,"choices":[]}\n\n', 'data data data complete'],
  ['an error after the finish', `${words}${finish}data: ${late}\n\n`, 'data data stream:overloaded_error complete'],
  ['an error in a lone detail', 'data: {"detail":"Not enough credits"}\n\n', 'stream:unknown_error complete'],
  ['an error in an array', `data: [${late}]\n\n`, 'stream:overloaded_error complete'],
  ['a choice that failed', 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"error"}]}\n\n', 'stream:unknown_error complete'],
  ['an event named error', `event: error\ndata: ${late}\n\n`, 'stream:overloaded_error complete'],
  ['an event named error without data', `${words}event: error\n\n`, 'data stream:unknown_error complete'],
  ['an event named error with text', `${words}event: error\ndata: upstream exploded\n\n`, 'data stream:unknown_error complete'],
  ['an event named error that is cut after its name', `${words}${finish}event: error`, 'data data stream:unknown_error complete'],
  ['an error event whose JSON is cut', `${words}event: error\ndata: {"error":{"ty`, 'data protocol:truncated_stream'],
  ['the error field of llama.cpp', `${words}error: {"code":500,"message":"x"}\n\n${done}`, 'data stream:api_error complete'],
  ['the error field of llama.cpp with text', `${words}error: out of memory\n\n${done}`, 'data stream:unknown_error complete'],
  ['error and [DONE] in one event', `${words}data: ${late}\ndata: [DONE]\n\n`, 'data stream:overloaded_error complete'],
  ['a named error and [DONE] in one event', `event: error\ndata: ${late}\ndata: [DONE]\n\n`, 'stream:overloaded_error complete'],
  ['frames apart by one newline', (words + finish + done).replaceAll('\n\n', '\n'), 'data data terminal complete'],
  ['frames apart by one newline, cut in the last', `${words.trimEnd()}\n${finish.trimEnd()}\ndata: [DO`, 'data data protocol:truncated_stream'],
  ['half a payload after the finish', `${words}${finish}data: {"usage":`, 'data data protocol:truncated_stream'],
  ['half of [DONE] after the finish', `${words}${finish}data: [DO`, 'data data protocol:truncated_stream'],
  ['half a payload', `${words}data: {"choices":[{"del`, 'data protocol:truncated_stream'],
  ['text that is not JSON', `${words}data: error: engine died\n\n${done}`, 'data protocol:invalid_frame complete'],
  ['JSON that is no object', 'data: 42\n\n', 'protocol:invalid_frame complete'],
  ['choices of the wrong shape', 'data: {"choices":"none"}\n\n', 'protocol:invalid_frame complete'],
  ['an unknown payload', `data: {"type":"surprise"}\n\n${words}${finish}${done}`, 'unknown data data terminal complete'],
  ['an unframed error', late, 'stream:overloaded_error complete'],
  ['an unframed error on one line', `${late}\n`, 'stream:overloaded_error complete'],
  ['an unframed error, pretty-printed', JSON.stringify(JSON.parse(late), null, 2), 'stream:overloaded_error complete'],
  ['an unframed error, pretty-printed, after frames', `${words}${JSON.stringify(JSON.parse(late), null, 2)}\n`, 'data stream:overloaded_error complete'],
  ['an unframed error, pretty-printed and indented, before [DONE]', `${words}  {\n    "error": "x"\n  }\n\n${done}`, 'data stream:unknown_error complete'],
  ['an unframed error after the finish', `${words}${finish}${late}`, 'data data stream:overloaded_error complete'],
  ['half an unframed error after the finish', `${words}${finish}{"error":{"mess`, 'data data protocol:truncated_stream'],
  ['HTML', '<!DOCTYPE html>\n<html></html>', 'protocol:unexpected_content'],
  ['gzip that nothing announced', '\u001f\ufffd\b\0\0', 'protocol:unexpected_content'],
  ['unframed text before the end', `${words}upstream error: read ECONNRESET\n`, 'data protocol:truncated_stream'],
  ['an unframed line that is no error', `${words}x-proxy: cached\n${finish}${done}`, 'data data terminal complete'],
];

describe('parseFrames', () => {
  it.each(chatStreams)('reads %s, whole and byte by byte', (_, stream, outcome) => {
    expect(readBothWays(stream)).toBe(outcome);
  });

  it.each([
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('reads the same with %s line ends', (_, lineEnd) => {
    for (const [name, stream, outcome] of chatStreams) expect([name, readBothWays(stream.replaceAll('\n', lineEnd))]).toEqual([name, outcome]);
  });

  it('takes no implicit terminal where that is turned off', () => {
    expect(readBothWays(words + finish, chatCompletions, { implicitTerminal: false })).toBe('data data complete');
  });

  it('skips [DONE] where it is no terminal', () => {
    expect(readBothWays('data: {"type":"response.created","response":{"id":"r"}}\n\ndata: [DONE]\n\n', responses)).toBe('data complete');
  });

  it('takes a clean end after the stop reason of Messages as its terminal', () => {
    const stream = 'data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":1}}\n\nevent: message_st';
    expect(readBothWays(stream, messages)).toBe('data terminal complete');
  });

  it('never takes a clean end of Responses as its terminal', () => {
    expect(readBothWays('data: {"type":"response.output_text.delta","delta":"Hi"}\n\n', responses)).toBe('data complete');
  });

  it('keeps the payload of an error frame as it was received', () => {
    const { frames } = read(of(`data: ${late}\n\n`));
    const frame = frames[0];
    if (frame?.kind !== 'error') throw new Error('expected an error frame');
    expect(frame.payload).toEqual(JSON.parse(late));
    expect(frame.error.raw).toBe(frame.payload);
  });

  it('keeps the text of what it cannot read', () => {
    expect(read(of('data: <oops>\n\n')).frames[0]).toMatchObject({ kind: 'error', payload: '<oops>', error: { raw: '<oops>' } });
    expect(read(of('data: {"half')).end).toMatchObject({ raw: '{"half' });
    expect(read(of('upstream error: read ECONNRESET\n')).end).toMatchObject({ raw: 'upstream error: read ECONNRESET' });
  });

  it('emits each frame as soon as its last byte is in', () => {
    const chunks = new Subject<string>();
    const outcome = read(chunks);
    chunks.next(words.slice(0, -1));
    expect(outcome.frames).toHaveLength(0);
    chunks.next('\n');
    expect(outcome.frames).toHaveLength(1);
  });

  it('completes and leaves the source at the terminal frame, whatever the source does', () => {
    const chunks = new Subject<string>();
    const outcome = read(chunks);
    chunks.next(finish + done);
    expect(outcome.end).toBe('complete');
    expect(chunks.observed).toBe(false);
  });

  it('leaves the source at an error frame', () => {
    const chunks = new Subject<string>();
    const outcome = read(chunks);
    chunks.next(`data: ${late}\n\n`);
    expect(outcome.end).toBe('complete');
    expect(chunks.observed).toBe(false);
  });

  it('counts no pending event after a reset', () => {
    const reset = Object.assign(new Error('gone'), { code: 'ECONNRESET' });
    const outcome = read(concat(of(words + finish, 'data: [DONE]'), throwError(() => reset)));
    expect(summary(outcome)).toBe('data data transport:connection_reset');
  });

  it('never takes a reset for an implicit end', () => {
    const reset = Object.assign(new Error('gone'), { code: 'ECONNRESET' });
    expect(summary(read(concat(of(words + finish), throwError(() => reset))))).toBe('data data transport:connection_reset');
  });

  it('refuses a frame over the bound, also when it arrives whole', () => {
    expect(readBothWays(words, chatCompletions, { maxFrameChars: 20 })).toBe('protocol:frame_too_large');
  });

  it('stops within a chunk when its subscriber leaves', () => {
    const seen: string[] = [];
    const subscription = concat(of(words + words + words), NEVER)
      .pipe(parseFrames(chatCompletions))
      .subscribe((frame) => {
        seen.push(frame.kind);
        queueMicrotask(() => {
          subscription.unsubscribe();
        });
      });
    subscription.unsubscribe();
    expect(seen).toHaveLength(3);

    const chunks = new Subject<string>();
    const first: string[] = [];
    const leaving = chunks.pipe(parseFrames(chatCompletions)).subscribe((frame) => {
      first.push(frame.kind);
      leaving.unsubscribe();
    });
    chunks.next(words + words + words);
    expect(first).toHaveLength(1);
  });

  it('keeps the state of a stream to its subscription', () => {
    const operator = parseFrames(chatCompletions);
    const ends: string[] = [];
    for (const stream of [words + finish, words]) {
      of(stream).pipe(operator).subscribe({ next: (frame) => ends.push(frame.kind) });
    }
    expect(ends).toEqual(['data', 'data', 'terminal', 'data']);
  });

  it('refuses chunks that are neither bytes nor text', () => {
    const outcome = read(of({ partialText: 'data' } as unknown as string));
    expect(summary(outcome)).toBe('protocol:unexpected_content');
    expect(outcome.end).toMatchObject({ message: expect.stringContaining('Object') as string });
  });

  it.each([
    ['an error', new Error('bug')],
    ['what no text can be made of', Object.create(null)],
  ])('makes an invalid frame of what a faulty reader throws: %s', (_, thrown) => {
    const faulty: Protocol = {
      ...chatCompletions,
      openReader: () => ({
        read: () => {
          throw thrown;
        },
        isWhole: () => false,
      }),
    };
    expect(summary(read(of(words), faulty))).toBe('protocol:invalid_frame complete');
  });

  it('passes a code point that was cut, a byte order mark, and an invalid byte', () => {
    const stream = bytes(`\uFEFFdata: {"choices":[{"index":0,"delta":{"content":"🎉"}}]}\n\n`);
    for (const cut of stream.keys()) {
      const { frames } = read(of(stream.slice(0, cut), stream.slice(cut)));
      expect(frames).toMatchObject([{ kind: 'data', deltas: [{ type: 'text', text: '🎉' }] }]);
    }
    const invalid = Uint8Array.from([...bytes('data: {"choices":[{"index":0,"delta":{"content":"'), 0xff, ...bytes('"}}]}\n\n')]);
    expect(read(of(invalid)).frames).toMatchObject([{ deltas: [{ text: '\uFFFD' }] }]);
  });
});

describe('payloads that differ in little', () => {
  const alike: [name: string, textOf: (at: number) => string][] = [
    ['a key with another number in each', (at) => `{"k${String(at)}":{"v":"sample ${String(at)} of slot ${String(at)}"}}`],
    ['numbers with a long fraction', (at) => `{"x":${String(at)}.0000001}`],
    ['escapes, and keys that come twice', (at) => `{"x":"\\u00${String(at + 10)}","x":"\\"${String(at)}"}`],
  ];

  it.each(alike)('are each what JSON.parse makes of them: %s', (_name, textOf) => {
    const texts = Array.from({ length: 60 }, (_, at) => textOf(at));
    const { frames, end } = read(of(...texts.map((text) => `data: ${text}\n\n`)), messages);
    expect(end).toMatchObject({ type: 'unexpected_content' }); // nothing of Messages is among them
    expect(frames.map(({ payload }) => payload)).toEqual(texts.map((text): unknown => JSON.parse(text)));
  });
});
