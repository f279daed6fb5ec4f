import { concat, from, NEVER } from 'rxjs';

import { chatCompletions } from '../../src/protocols/chat-completions/protocol.js';
import { messages } from '../../src/protocols/messages/protocol.js';
import { parseFrames } from '../../src/wire/parsing/parse-frames.js';
import { type SseEvent, SseParser } from '../../src/wire/parsing/sse-events.js';
import { type Outcome, outcomeOf, watch } from './outcome.js';

function eventsOf(text: string): SseEvent[] {
  const events: SseEvent[] = [];
  const parser = new SseParser({
    maxFrameChars: 1_000,
    takeEvent: ({ event, data }) => events.push(event === undefined ? { data } : { event, data }),
    takeStrayLine: () => undefined,
    failTooLarge: () => undefined,
    isStopped: () => false,
  });
  parser.push(text);
  parser.end();
  return events;
}

function outcomeOfChunk(chunk: object): Outcome {
  return outcomeOf(chatCompletions, [Buffer.from(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`)]);
}

describe('what fuzzing has found', () => {
  it.each(['\u2028', '\u2029'])('takes no line separator of JavaScript for a line end', (separator) => {
    expect(eventsOf(`data: a${separator}event: error\ndata: b\n\n`)).toEqual([{ data: `a${separator}event: error\nb` }]);
    expect(eventsOf(`nothing${separator}event: error\n\n`)).toEqual([]);
  });

  it('dispatches an event named error without data right after a byte order mark', () => {
    expect(eventsOf('\uFEFFevent: error\n\n')).toEqual([{ event: 'error', data: '' }]);
  });

  it('does not take the literal `error` for a type where it is the code', () => {
    const { frames } = outcomeOf(messages, [Buffer.from('data: {"type":"error","code":"error","message":"Too many tokens"}\n\n')]);
    expect(frames.values).toMatchObject([{ kind: 'error', error: { type: 'unknown_error', message: 'Too many tokens' } }]);
  });

  it.each([{}, 1, 'text'])('tells reasoning once, whatever stands beside it: %j', (details) => {
    const { frames, answers } = outcomeOfChunk({ choices: [{ index: 0, delta: { reasoning: 'Hm.', reasoning_details: details } }] });
    expect(frames.values[0]).toMatchObject({ kind: 'data', deltas: [{ type: 'reasoning', text: 'Hm.' }] });
    expect(answers.values[0]).toMatchObject({ choices: [{ message: { reasoning: 'Hm.' } }] });
  });

  it.each([false, 0, '', {}, 'text'])('cites nothing where the citations are no list: %j', (citations) => {
    const { frames } = outcomeOfChunk({ citations, choices: [] });
    expect(frames.values[0]).toMatchObject({ kind: 'data', deltas: [] });
  });

  it('refuses a chunk that is no bytes, also where nothing can be read of it, and does not hang', () => {
    const unreadable = new Proxy({}, { get: () => { throw new Error('unreadable'); } });
    const seen = watch(concat(from([unreadable as Uint8Array]), NEVER).pipe(parseFrames(chatCompletions)))();
    expect(seen.end).toMatchObject({ error: { type: 'unexpected_content', origin: 'protocol' } });
  });
});
