import type { Completion } from '../../src/answer/completion.js';
import type { Delta } from '../../src/answer/delta.js';
import type { PayloadObject } from '../../src/payload-object.js';
import type { Protocol } from '../../src/protocol.js';
import { chatCompletions } from '../../src/protocols/chat-completions/protocol.js';
import { messages } from '../../src/protocols/messages/protocol.js';
import { writingOf } from '../../src/serving/index.js';
import { completionOf } from '../support/completion-of.js';

/** What comes back when this protocol writes the deltas and reads what it wrote. */
function roundTrip(protocol: Protocol, deltas: readonly Delta[]): Delta[] {
  const writer = writingOf(protocol).openWriter({ imitate: true });
  const reader = protocol.openReader();
  const events = [...deltas.flatMap((delta) => writer.write(delta)), ...writer.end()];
  return events.flatMap(({ data }) => {
    if (protocol.endsAtDone && data === '[DONE]') return [];
    const reading = reader.read(JSON.parse(data) as PayloadObject);
    if (!('deltas' in reading)) throw new Error(`${data} was read as ${reading.kind}`);
    return reading.deltas;
  });
}

function complete(deltas: readonly Delta[]): Completion {
  return completionOf(deltas);
}

const finish = (reason: 'stop' | 'length' | 'tool-calls', raw: string): Delta => ({ type: 'finish', reason, raw, choice: 0 });
const usage: Delta = {
  type: 'usage',
  usage: { inputTokens: 20, outputTokens: 9, reasoningTokens: 4, cachedReadTokens: 8, cachedWriteTokens: 2 },
};

describe.each([
  { protocol: chatCompletions, stop: 'stop', length: 'length', calls: 'tool_calls' },
  { protocol: messages, stop: 'end_turn', length: 'max_tokens', calls: 'tool_use' },
])('what $protocol.name writes, it reads back', ({ protocol, stop, length, calls }) => {
  const answers: Record<string, readonly Delta[]> = {
    text: [
      { type: 'start', id: 'a1', model: 'm1' },
      { type: 'text', text: 'Hel', choice: 0 },
      { type: 'text', text: 'lo\n\u{1F600}', choice: 0 },
      { type: 'citation', citation: { url: 'https://example.com' }, choice: 0 },
      finish('stop', stop),
    ],
    'reasoning, cut off': [
      { type: 'start', id: 'a1', model: 'm1' },
      { type: 'reasoning', text: 'hm', choice: 0 },
      { type: 'text', text: 'Hi', choice: 0 },
      { type: 'reasoning', text: 'hm, hm', choice: 0 },
      finish('length', length),
    ],
    'tool calls': [
      { type: 'start', id: 'a1', model: 'm1' },
      { type: 'text', text: 'Let me see.', choice: 0 },
      { type: 'tool-call', index: 0, id: 'c1', name: 'sum', arguments: '', choice: 0 },
      { type: 'tool-call', index: 0, arguments: '{"x":', choice: 0 },
      { type: 'tool-call', index: 0, arguments: '1}', choice: 0 },
      { type: 'tool-call', index: 1, id: 'c2', name: 'sum', arguments: '', choice: 0 },
      { type: 'tool-call', index: 1, arguments: '{}', choice: 0 },
      finish('tool-calls', calls),
    ],
  };

  it.each(Object.entries(answers))('%s, delta by delta', (_, deltas) => {
    expect(roundTrip(protocol, deltas).filter(({ type }) => type !== 'usage')).toStrictEqual(deltas);
  });

  it.each([
    ['before', [usage, finish('stop', stop)]],
    ['after', [finish('stop', stop), usage]],
  ])('usage that comes %s the finish', (_, deltas) => {
    const read = roundTrip(protocol, deltas);
    expect(read.filter(({ type }) => type === 'usage').at(-1)).toStrictEqual(usage);
    expect(read.filter(({ type }) => type === 'finish')).toStrictEqual([finish('stop', stop)]);
  });

  it('an answer that nobody finished, as a finished one', () => {
    expect(complete(roundTrip(protocol, [{ type: 'text', text: 'Hi', choice: 0 }]))).toMatchObject({
      text: 'Hi',
      finishReason: 'stop',
    });
  });

  it('an answer that is whole without its terminal', () => {
    const writer = writingOf(protocol).openWriter({ imitate: true });
    const reader = protocol.openReader();
    const feed = (delta: Delta): void => {
      for (const { data } of writer.write(delta)) reader.read(JSON.parse(data) as PayloadObject);
    };
    feed({ type: 'text', text: 'Hi', choice: 0 });
    expect(reader.isWhole()).toBe(false);
    feed(finish('stop', stop));
    expect(reader.isWhole()).toBe(true);
  });
});

describe('what only Chat Completions has', () => {
  it('comes back: choices, refusals and media', () => {
    const deltas: Delta[] = [
      { type: 'start', id: 'a1', model: 'm1' },
      { type: 'text', text: 'b', choice: 1 },
      { type: 'refusal', text: 'No.', choice: 0 },
      { type: 'media', mediaType: 'audio/pcm', data: 'AAAA', choice: 0 },
      { type: 'media', mediaType: 'image/png', data: 'BBBB', choice: 1 },
      { type: 'finish', reason: 'content-filter', raw: 'content_filter', choice: 1 },
      finish('stop', 'stop'),
    ];
    expect(roundTrip(chatCompletions, deltas)).toStrictEqual(deltas);
  });
});
