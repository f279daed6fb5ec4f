import type { ApiError } from '../../../src/errors/api-error.js';
import type { Frame } from '../../../src/frame.js';
import { chatCompletions } from '../../../src/protocols/chat-completions/protocol.js';
import { FrameParser } from '../../../src/wire/parsing/frame-parser.js';
import type { ParseOptions } from '../../../src/wire/parsing/parse-options.js';

type Said = Frame<unknown>['kind'] | 'complete' | ApiError;

/** What a stream says, in order. */
function said(chunks: readonly string[], options: ParseOptions = {}): Said[] {
  const all: Said[] = [];
  const parser = new FrameParser(chatCompletions, options, {}, {
    next: ({ kind }) => all.push(kind),
    error: (error) => all.push(error),
    complete: () => all.push('complete'),
  });
  for (const chunk of chunks) parser.push(chunk);
  parser.end();
  return all;
}

const hi = '{"choices":[{"index":0,"delta":{"content":"Hi"}}]}';

describe('the frame parser', () => {
  it.each([
    ['a comment', 'data: : OPENROUTER PROCESSING\n\n'],
    ['a comment without a blank', 'data::keep-alive\n\n'],
    ['an empty comment', 'data: :\n\n'],
    ['comments on several lines', 'data: : one\ndata:  : two\n\n'],
    ['a comment that holds JSON', 'data: : {"error":"none"}\n\n'],
  ])('skips %s that was sent as data', (_, comment) => {
    const stream = `${comment}data: ${hi}\n\n${comment}data: [DONE]\n\n`;
    expect(said([stream])).toEqual(['data', 'terminal', 'complete']);
    expect(said([...stream])).toEqual(['data', 'terminal', 'complete']);
  });

  it('skips a comment before the data of the same event, and one that the end has cut', () => {
    expect(said([`data: : wait\ndata: ${hi}\n\ndata: : wa`])).toEqual(['data', 'complete']);
  });

  it('bounds the lines that are no fields by `maxFrameChars`, all of them together', () => {
    const lines = (count: number) => [`data: ${hi}\n\n`, ...Array.from({ length: count }, () => 'no field\n')];
    expect(said(lines(12), { maxFrameChars: 100 }).at(-1)).toMatchObject({ type: 'truncated_stream' });
    expect(said(lines(13), { maxFrameChars: 100 }).at(-1)).toMatchObject({ type: 'frame_too_large', origin: 'protocol' });
  });

  it('does not count comments, fields and events for that bound', () => {
    const quiet = [': keep-alive\n\n', 'id: 1\nretry: 5\n\n', `data: ${hi}\n\n`];
    const stream = Array.from({ length: 100 }, (_, index) => quiet[index % 3] ?? '');
    expect(said(stream, { maxFrameChars: 100 }).at(-1)).toBe('complete');
  });

  it('emits nothing once it is stopped', () => {
    const kinds: string[] = [];
    const parser = new FrameParser(chatCompletions, {}, {}, {
      next: ({ kind }) => {
        kinds.push(kind);
        parser.stop();
      },
      error: () => kinds.push('error'),
      complete: () => kinds.push('complete'),
    });
    parser.push(`data: ${hi}\n\ndata: ${hi}\n\n`);
    parser.end();
    expect(kinds).toEqual(['data']);
  });
});
