import type { Delta } from '../../../../src/answer/delta.js';
import type { PayloadObject } from '../../../../src/payload-object.js';
import type { Reading } from '../../../../src/protocol.js';
import { messages } from '../../../../src/protocols/messages/protocol.js';

function read(...payloads: PayloadObject[]): Delta[] {
  const reader = messages.openReader();
  return payloads.flatMap((payload) => {
    const reading = reader.read(payload);
    if (reading.kind !== 'data' && reading.kind !== 'terminal') throw new Error(`read as ${JSON.stringify(reading)}`);
    expect(reading.payload).toBe(payload);
    return reading.deltas;
  });
}

function readOne(payload: PayloadObject): Reading<object> {
  return messages.openReader().read(payload);
}

const start = (block: unknown, index = 0): PayloadObject => ({ type: 'content_block_start', index, content_block: block });
const add = (delta: unknown, index = 0): PayloadObject => ({ type: 'content_block_delta', index, delta });
const json = (text: string, index = 0): PayloadObject => add({ type: 'input_json_delta', partial_json: text }, index);
const stop = (index = 0): PayloadObject => ({ type: 'content_block_stop', index });
const finish = (reason: string | null, usage?: object): PayloadObject => ({
  type: 'message_delta',
  delta: { stop_reason: reason, stop_sequence: null },
  usage,
});

describe('message_start', () => {
  it('starts the answer and counts its input, that of the caches included', () => {
    const usage = { input_tokens: 10, cache_read_input_tokens: 5, cache_creation_input_tokens: 2, output_tokens: 1 };
    expect(read({ type: 'message_start', message: { id: 'm1', model: 'c', content: [], usage } })).toStrictEqual([
      { type: 'start', id: 'm1', model: 'c' },
      { type: 'usage', usage: { inputTokens: 17, outputTokens: 1, cachedReadTokens: 5, cachedWriteTokens: 2 } },
    ]);
  });

  it('does without id, model and usage', () => {
    expect(read({ type: 'message_start', message: { usage: null } })).toStrictEqual([{ type: 'start' }]);
  });
});

describe('blocks', () => {
  it('reads text and thinking as they come', () => {
    const deltas = read(
      start({ type: 'thinking', thinking: '', signature: '' }),
      add({ type: 'thinking_delta', thinking: 'hm' }),
      add({ type: 'signature_delta', signature: 'abc' }),
      stop(),
      start({ type: 'text', text: '' }, 1),
      add({ type: 'text_delta', text: 'Hi' }, 1),
      add({ type: 'text_delta', text: '' }, 1),
      stop(1),
    );
    expect(deltas).toStrictEqual([
      { type: 'reasoning', text: 'hm', choice: 0 },
      { type: 'text', text: 'Hi', choice: 0 },
    ]);
  });

  it('reads what a block begins with', () => {
    const deltas = read(
      start({ type: 'thinking', thinking: 'hm' }),
      add({ type: 'thinking_delta', thinking: '' }),
      start({ type: 'text', text: 'Hi', citations: [{ type: 'page_location' }] }, 1),
    );
    expect(deltas).toStrictEqual([
      { type: 'reasoning', text: 'hm', choice: 0 },
      { type: 'text', text: 'Hi', choice: 0 },
      { type: 'citation', citation: { type: 'page_location' }, choice: 0 },
    ]);
  });

  it('reads citations', () => {
    const citation = { type: 'char_location', cited_text: 'x' };
    expect(read(add({ type: 'citations_delta', citation }))).toStrictEqual([{ type: 'citation', citation, choice: 0 }]);
  });

  it.each([
    'redacted_thinking',
    'server_tool_use',
    'mcp_tool_use',
    'web_search_tool_result',
    'container_upload',
    'compaction',
    'fallback',
  ])('says nothing of a %s block', (type) => {
    expect(read(start({ type, id: 'x', name: 'web_search', input: {} }), json('{"q":1}'), stop())).toEqual([]);
  });

  it('says nothing of pings and compaction', () => {
    expect(read({ type: 'ping' }, add({ type: 'compaction_delta', content: 'x' }))).toEqual([]);
  });

  it.each([start({ type: 'hologram' }), add({ type: 'hologram_delta', light: 1 }), { type: 'message_pause' }])(
    'leaves unknown what it has not heard of: %j',
    (payload) => {
      expect(readOne(payload)).toEqual({ kind: 'unknown', payload });
    },
  );
});

describe('tool calls', () => {
  const tool = (id: string): object => ({ type: 'tool_use', id, name: 'sum', input: {} });
  const call = (index: number, rest: object): object => ({ type: 'tool-call', index, arguments: '', choice: 0, ...rest });

  it('are counted apart from the blocks', () => {
    const deltas = read(
      start({ type: 'text', text: '' }),
      start(tool('a'), 1),
      json('', 1),
      json('{"x"', 1),
      json(':1}', 1),
      stop(1),
      start(tool('b'), 2),
      json('{}', 2),
      stop(2),
    );
    expect(deltas).toStrictEqual([
      call(0, { id: 'a', name: 'sum' }),
      call(0, { arguments: '{"x"' }),
      call(0, { arguments: ':1}' }),
      call(1, { id: 'b', name: 'sum' }),
      call(1, { arguments: '{}' }),
    ]);
  });

  it('take the input that the block began with where no fragment follows', () => {
    const whole = { ...tool('a'), input: { x: 1 } };
    expect(read(start(whole), json(''), stop())).toStrictEqual([
      call(0, { id: 'a', name: 'sum' }),
      call(0, { arguments: '{"x":1}' }),
    ]);
    expect(read(start(whole), json('{"x":2}'), stop())).toStrictEqual([
      call(0, { id: 'a', name: 'sum' }),
      call(0, { arguments: '{"x":2}' }),
    ]);
  });

  it.each(['{"x":1}', ' {"x":1} '])('take the input that stands in the start as JSON text: %j', (input) => {
    expect(read(start({ ...tool('a'), input }), stop())).toStrictEqual([call(0, { id: 'a', name: 'sum' }), call(0, { arguments: input })]);
    expect(read(start({ ...tool('a'), input: '' }), stop()).at(-1)).toStrictEqual(call(0, { arguments: '{}' }));
  });

  it('lose no input where a block begins under the number of one that never ended', () => {
    expect(read(start({ ...tool('a'), input: { x: 1 } }), start({ ...tool('b'), input: { x: 2 } }), finish('tool_use')).slice(0, 4)).toStrictEqual([
      call(0, { id: 'a', name: 'sum' }),
      call(0, { arguments: '{"x":1}' }),
      call(1, { id: 'b', name: 'sum' }),
      call(1, { arguments: '{"x":2}' }),
    ]);
  });

  it('have neither id nor name where their block never began', () => {
    expect(read(json('{"x":1}', 4), json('{}', 5), json('', 6))).toStrictEqual([call(0, { arguments: '{"x":1}' }), call(1, { arguments: '{}' })]);
  });

  it('without index are told apart by their starts', () => {
    const begin = (id: string): PayloadObject => ({ type: 'content_block_start', content_block: tool(id) });
    const goOn = (text: string): PayloadObject => json(text, -1);
    expect(read(begin('a'), goOn('{}'), begin('b'), goOn('[]')).map((delta) => 'arguments' in delta && [delta.index, delta.arguments])).toEqual([[0, ''], [0, '{}'], [1, ''], [1, '[]']]);
  });

  it('without input have an empty object for arguments', () => {
    expect(read(start({ type: 'tool_use', id: 'a', name: 'now' }), json(''), stop())).toStrictEqual([
      call(0, { id: 'a', name: 'now' }),
      call(0, { arguments: '{}' }),
    ]);
  });

  it.each([finish('tool_use'), { type: 'message_stop' }])('are whole though the block never stops: %j', (end) => {
    expect(read(start(tool('a')), end, stop())).toContainEqual(call(0, { arguments: '{}' }));
    expect(read(start(tool('a')), json('{"x":1}'), end, stop())).not.toContainEqual(call(0, { arguments: '{}' }));
  });
});

describe('the end', () => {
  it.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['tool_use', 'tool-calls'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['pause_turn', 'pause'],
    ['refusal', 'refusal'],
    ['compaction', 'other'],
  ])('%s is %s', (raw, reason) => {
    expect(read(finish(raw))).toStrictEqual([{ type: 'finish', reason, raw, choice: 0 }]);
  });

  it('tells the newest of each count', () => {
    const message = { id: 'm1', usage: { input_tokens: 10, cache_read_input_tokens: 5, output_tokens: 1 } };
    const last = { output_tokens: 7, cache_read_input_tokens: null, output_tokens_details: { thinking_tokens: 3 } };
    expect(read({ type: 'message_start', message }, finish('end_turn', last)).at(-1)).toStrictEqual({
      type: 'usage',
      usage: { inputTokens: 15, outputTokens: 7, reasoningTokens: 3, cachedReadTokens: 5 },
    });
  });

  it('is told once, and not by an empty reason', () => {
    expect(read(finish(null), finish(''), finish('end_turn'), finish('end_turn'))).toHaveLength(1);
  });

  it('is message_stop', () => {
    expect(readOne({ type: 'message_stop' })).toEqual({ kind: 'terminal', payload: { type: 'message_stop' }, deltas: [] });
  });

  it('is whole without message_stop once a stop reason was seen (openclaw/openclaw#120030)', () => {
    const reader = messages.openReader();
    reader.read(start({ type: 'text', text: 'Hi' }));
    reader.read(finish(null));
    expect(reader.isWhole()).toBe(false);
    reader.read(finish('end_turn'));
    expect(reader.isWhole()).toBe(true);
  });
});

describe('what stands beside the output', () => {
  const text = { type: 'text', text: 'Hi', choice: 0 };

  it.each<[what: string, payloads: PayloadObject[], deltas: object[]]>([
    ['a start without a message', [{ type: 'message_start' }], [{ type: 'start' }]],
    ['a start whose fields are of other types', [{ type: 'message_start', message: { id: 5, model: [], usage: 'none' } }], [{ type: 'start' }]],
    ['counts in a list', [{ type: 'message_delta', delta: {}, usage: [1] }], []],
    ['a delta of the message that is no object', [{ type: 'message_delta', delta: 'end', usage: null }], []],
    ['a stop reason that is no text', [finish(5 as never)], []],
    ['citations that are no list', [start({ type: 'text', text: 'Hi', citations: {} })], [text]],
    ['citations that are empty', [start({ type: 'text', text: 'Hi', citations: [null, 'x'] })], [text, { type: 'citation', citation: 'x', choice: 0 }]],
    ['a citation of any shape', [add({ type: 'citations_delta' }), add({ type: 'citations_delta', citation: 'x' })], [{ type: 'citation', citation: 'x', choice: 0 }]],
    ['an index that is negative', [add({ type: 'text_delta', text: 'Hi' }, -1), stop(-1)], [text]],
    ['a block without index', [{ type: 'content_block_start', content_block: { type: 'text', text: 'Hi' } }, { type: 'content_block_stop' }], [text]],
    ['a text that is null', [add({ type: 'text_delta', text: null }), add({ type: 'thinking_delta', thinking: null }), add({ type: 'input_json_delta', partial_json: null })], []],
    ['an index that is no number', [add({ type: 'text_delta', text: 'Hi' }, {} as never), stop('' as never)], [text]],
    ['a delta without index', [start({ type: 'text', text: '' }), { type: 'content_block_delta', delta: { type: 'text_delta', text: 'Hi' } }], [text]],
    ['a text in another wrapping', [add({ type: 'text_delta', text: { text: 'Hi' } })], [text]],
    ['a thought in another wrapping', [start({ type: 'thinking', thinking: [{ text: 'h' }] }), add({ type: 'thinking_delta', thinking: { thinking: 'm' } })], ['h', 'm'].map((thought) => ({ type: 'reasoning', text: thought, choice: 0 }))],
    ['an input that is parsed already', [start({ type: 'tool_use', id: 'a', name: 'sum' }), add({ type: 'input_json_delta', partial_json: { b: 1 } }), stop()], [{ type: 'tool-call', index: 0, id: 'a', name: 'sum', arguments: '', choice: 0 }, { type: 'tool-call', index: 0, arguments: '{"b":1}', choice: 0 }]],
    ...[null, '', [], {}, false].map((value): [string, PayloadObject[], object[]] => [
      `nothing, as ${JSON.stringify(value)}`,
      [start(value as never), { type: 'content_block_delta', index: 0, delta: value }, add({ type: 'text_delta', text: value }), add({ type: 'thinking_delta', thinking: value }), add({ type: 'input_json_delta', partial_json: value }), add({ type: 'text_delta', text: 'Hi' })],
      [text],
    ]),
    ['the id of a call that is a number', [start({ type: 'tool_use', id: 7, name: 'sum' })], [{ type: 'tool-call', index: 0, id: '7', name: 'sum', arguments: '', choice: 0 }]],
    ['the id of a call that is an object', [start({ type: 'tool_use', id: {}, name: 'sum' })], [{ type: 'tool-call', index: 0, name: 'sum', arguments: '', choice: 0 }]],
  ])('may be of any shape: %s', (_, payloads, deltas) => {
    expect(read(...payloads)).toStrictEqual(deltas);
  });
});

describe('what is invalid', () => {
  it.each<[PayloadObject, string]>([
    [{ type: 'content_block_start', index: 0 }, 'content_block: expected object'],
    [start({ text: 'Hi' }), 'content_block.type: expected string'],
    [start({ type: 'tool_use', id: 'a' }), 'content_block.name: expected string'],
    [start({ type: 'text' }, 10_000), 'index: too big'],
    [{ type: 'content_block_delta', index: 0 }, 'delta: expected object'],
    [{ type: 'content_block_delta', index: 10_000, delta: { type: 'text_delta', text: 'a' } }, 'index: too big'],
    [add({ type: { toString: 1 } }), 'delta.type: expected string'],
    [add({ type: 'text_delta' }), 'delta.text: expected string'],
    [add({ type: 'text_delta', text: 7 }), 'delta.text: expected string'],
    [add({ type: 'input_json_delta', partial_json: 7 }), 'delta.partial_json: expected string'],
  ])('%j', (payload, reason) => {
    expect(readOne(payload)).toEqual({ kind: 'invalid', reason });
  });
});
