import { groupLines } from '../../../../src/cli/inspect/events/block.js';
import { detectProtocol } from '../../../../src/cli/inspect/events/detect-protocol.js';
import { splitLines } from '../../../../src/cli/inspect/recording/split-lines.js';
import { protocols } from '../../../../src/cli/protocols.js';
import { writeAnswer } from '../../../../src/testing/index.js';
import { describeRecorded, readRecording, recordedStreams } from '../../../support/recordings.js';

function detected(content: string | Uint8Array, path?: string): string | undefined {
  return detectProtocol(groupLines(splitLines({ bytes: Buffer.from(content), arrivals: [] })), protocols, path)?.protocol.name;
}

describe('detectProtocol', () => {
  it.each(protocols.map((protocol) => [protocol.name, protocol] as const))('knows %s by its answer', (name, protocol) => {
    expect(detected(writeAnswer(protocol, { text: 'Hello, world' }))).toBe(name);
  });

  it.each(protocols.map((protocol) => [protocol.name, protocol] as const))('knows %s by its preamble and an error', (name, protocol) => {
    expect(detected(writeAnswer(protocol, { error: { type: 'overloaded_error', message: 'Overloaded' } }))).toBe(name);
  });

  it.each([
    ['an error alone', 'messages', 'data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n'],
    ['an error alone', 'chat-completions', 'data: {"error":{"message":"no","type":"server_error"}}\n\n'],
    ['a flat error', 'responses', 'data: {"type":"error","code":"server_error","message":"no","param":null,"sequence_number":3}\n\n'],
    ['an error over several lines', 'messages', JSON.stringify({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }, undefined, 2)],
    ['an event name over broken data', 'messages', 'event: content_block_delta\ndata: {"type"\n\n'],
    ['a word in broken data', 'chat-completions', 'data: {"id":"x","object":"chat.completion.chunk","choi\n\n'],
    ['a word in broken data', 'responses', 'data: {"type":"response.created","resp\n\n'],
    ['[DONE]', 'chat-completions', 'data: {unreadable}\n\ndata: [DONE]\n\n'],
  ])('knows by %s: %s', (_, name, content) => {
    expect(detected(content)).toBe(name);
  });

  it('asks the path of the request where the stream says nothing', () => {
    expect(detected('data: what?\n\n', '/v1/messages')).toBe('messages');
  });

  it('does not guess', () => {
    expect(detected('')).toBeUndefined();
    expect(detected(': keep-alive\n\n')).toBeUndefined();
    expect(detected('data: {"surprise":true}\n\n')).toBeUndefined();
  });
});

describeRecorded('detectProtocol and recordings (FRAMEWISE_RECORDINGS)', () => {
  /** Streams that are not what their folder says, and why. */
  const exceptions = new Map([
    // Hand-written: nothing but an error in the form of Messages, as a gateway behind the Messages API sends it.
    ['chat-completions/ai--authored-anthropic-anthropic-language-model.test.ts-32.sse', 'messages'],
  ]);

  it('detects every recorded stream as what it is', () => {
    expect(recordedStreams.length).toBeGreaterThan(400);
    const wrong = recordedStreams.filter(({ file, protocol }) => detected(readRecording(file)) !== (exceptions.get(file) ?? protocol));
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });
});
