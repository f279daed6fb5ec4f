import type { Delta } from '../../../../src/answer/delta.js';
import type { PayloadObject } from '../../../../src/payload-object.js';
import type { Reading } from '../../../../src/protocol.js';
import { chatCompletions } from '../../../../src/protocols/chat-completions/protocol.js';
import { completionOf } from '../../../support/completion-of.js';
import { foldPayloads } from '../../fold-payloads.js';

function read(...payloads: PayloadObject[]): Delta[] {
  const reader = chatCompletions.openReader();
  return payloads.flatMap((payload) => {
    const reading = reader.read(payload);
    if (reading.kind !== 'data') throw new Error(`read as ${JSON.stringify(reading)}`);
    expect(reading.payload).toBe(payload);
    return reading.deltas;
  });
}

function readOne(payload: PayloadObject): Reading<object> {
  return chatCompletions.openReader().read(payload);
}

function chunk(delta: unknown, rest: object = {}): PayloadObject {
  return { object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: null, ...rest }] };
}

function toolCalls(...calls: object[]): PayloadObject {
  return chunk({ tool_calls: calls });
}

describe('what is a chunk', () => {
  it.each<PayloadObject>([
    { object: 'chat.completion.chunk' },
    { choices: [] },
    { choices: null },
    { usage: null, id: 'x' },
    { object: '', choices: [], prompt_filter_results: [] },
  ])('%j is one without deltas', (payload) => {
    expect(readOne(payload)).toEqual({ kind: 'data', payload, deltas: payload.id === 'x' ? [{ type: 'start', id: 'x' }] : [] });
  });

  it.each<PayloadObject>([{}, { type: 'cost' }, { object: 'list' }])('%j is unknown', (payload) => {
    expect(readOne(payload)).toEqual({ kind: 'unknown', payload });
  });

  it.each<[PayloadObject, string]>([
    [{ choices: { 0: {} } }, 'choices: expected array'],
    [{ choices: 'none' }, 'choices: expected array'],
    [{ choices: ['text'] }, 'choices.0: expected object'],
    [{ choices: Array.from({ length: 10_001 }, () => null) }, 'choices: too many'],
    [{ choices: [{ index: 10_000 }] }, 'choices.0.index: too big'],
    [{ choices: [{ message: ['text'] }] }, 'choices.0.message: expected object'],
    [{ choices: [{ delta: 'text' }] }, 'choices.0.delta: expected object'],
    [{ choices: [{}, { delta: { content: 5 } }] }, 'choices.1.delta.content: expected text'],
    [{ choices: [{ delta: { refusal: 5 } }] }, 'choices.0.delta.refusal: expected text'],
    [{ choices: [{ delta: { reasoning: true } }] }, 'choices.0.delta.reasoning: expected text'],
    [{ choices: [{ delta: { tool_calls: [{ index: 1e9 }] } }] }, 'choices.0.delta.tool_calls.0.index: too big'],
    [{ choices: [{ delta: { tool_calls: 'f' } }] }, 'choices.0.delta.tool_calls: expected array'],
    [{ choices: [{ delta: { tool_calls: ['f'] } }] }, 'choices.0.delta.tool_calls.0: expected object'],
    [{ choices: [{ delta: { tool_calls: [{ function: 'f' }] } }] }, 'choices.0.delta.tool_calls.0.function: expected object'],
    [{ choices: [{ delta: { tool_calls: Array.from({ length: 10_001 }, () => ({ function: { name: 'f' } })) } }] }, 'choices.0.delta.tool_calls: too many calls'],
    [{ choices: [{ delta: { function_call: 'f' } }] }, 'choices.0.delta.function_call: expected object'],
  ])('%j is invalid', (payload, reason) => {
    expect(readOne(payload)).toEqual({ kind: 'invalid', reason });
  });
});

describe('what stands beside the output', () => {
  const odd = [null, '', 'none', 5, true, [], [7], {}, { deep: [{}] }];

  it.each(odd)('fails nothing where it is %j', (value) => {
    const payload = {
      ...chunk({ content: 'Hi', role: value, audio: value, images: value, constructor: value }, { finish_reason: 'stop', logprobs: value, usage: value }),
      usage: value, x_groq: value, id: value, model: value, created: value, system_fingerprint: value, service_tier: value,
    };
    expect(read(payload).filter(({ type }) => type !== 'start')).toEqual([
      { type: 'text', text: 'Hi', choice: 0 },
      { type: 'finish', reason: 'stop', raw: 'stop', choice: 0 },
    ]);
    expect(foldPayloads(chatCompletions, [payload, payload])[1]?.choices[0]?.message.content).toBe('HiHi');
  });

  it.each(odd.filter((value) => !Array.isArray(value)))('cites nothing where the citations are %j', (value) => {
    expect(read({ ...chunk({ annotations: value, content: 'Hi' }), citations: value })).toEqual([{ type: 'text', text: 'Hi', choice: 0 }]);
  });

  it.each([-1, 0.5, '0', null, {}])('takes the index %j for none', (index) => {
    expect(read({ choices: [{ index, delta: { content: 'Hi' } }] })).toEqual([{ type: 'text', text: 'Hi', choice: 0 }]);
  });

  it.each([1, {}, [], 'null', ''])('takes the finish %j for none', (finish_reason) => {
    expect(read(chunk({ content: 'Hi' }, { finish_reason }))).toEqual([{ type: 'text', text: 'Hi', choice: 0 }]);
  });

  it.each([null, '', [], {}, false])('takes %j for nothing, where a server has nothing', (value) => {
    const call = { index: 0, function: value, custom: value };
    const said = (choice: object): unknown => read({ choices: [choice] });
    expect([{ choices: value }, { choices: [value] }].map((payload) => read(payload))).toEqual([[], []]);
    expect(said({ delta: value, message: value })).toEqual([]);
    expect(said({ delta: { tool_calls: value, function_call: value, refusal: value, reasoning: value } })).toEqual([]);
    expect(said({ delta: { tool_calls: [value, call] } })).toEqual([]);
    const chunks = [{ choices: value }, { choices: [value] }, { choices: [{ delta: value }] }, chunk({ tool_calls: [value, call], content: 'Hi' })];
    expect(foldPayloads(chatCompletions, chunks).at(-1)?.choices[0]?.message.content).toBe('Hi');
  });

  it('reads a number that is written as text', () => {
    expect(read({ choices: [{ index: '1', delta: { content: 'Hi' } }] })).toEqual([{ type: 'text', text: 'Hi', choice: 1 }]);
    const calls = [0, 1].map((index) => ({ index: String(index), id: `k${String(index)}`, function: { name: 'f', arguments: '' } }));
    const more = { index: '0', function: { arguments: '{}' } };
    expect(read(chunk({ tool_calls: calls }), chunk({ tool_calls: [more] })).at(-1)).toEqual({ type: 'tool-call', index: 0, arguments: '{}', choice: 0 });
  });

  it('does not take a choice that is null for output', () => {
    expect(read({ choices: [null, { delta: { content: 'b' } }] })).toEqual([{ type: 'text', text: 'b', choice: 1 }]);
  });
});

describe('text in another wrapping', () => {
  it.each([
    [{ text: 'Hi' }],
    [{ type: 'text', text: 'Hi' }],
    [{ content: 'Hi' }],
    [{ text: { value: 'Hi' } }],
    [['H', 'i']],
    [[{ text: 'H' }, { type: 'output_text', text: 'i' }]],
    [{ content: [{ text: 'H' }, 'i'] }],
  ])('%j is read', (wrapped) => {
    const said = (delta: object): string => read(chunk(delta)).map((part) => ('text' in part ? part.text : '')).join('');
    expect(said({ content: wrapped })).toBe('Hi');
    expect(said({ refusal: wrapped })).toBe('Hi');
    expect(said({ reasoning_content: wrapped })).toBe('Hi');
    expect(said({ reasoning: wrapped, reasoning_content: '' })).toBe('Hi');
    expect(said({ reasoning: wrapped, reasoning_content: wrapped, reasoning_details: wrapped })).toBe('Hi');
  });

  it.each([{ signature: 'c2ln' }, {}, [], [{}], [null, 5], { text: { text: {} } }])('%j says nothing', (wrapped) => {
    expect(read(chunk({ reasoning_content: wrapped, content: wrapped }))).toEqual([]);
  });

  it('reads thoughts, refusals and pictures in the parts of content', () => {
    const content = [{ type: 'reasoning', text: 'h' }, { reasoning: 'm' }, { type: 'refusal', refusal: 'No.' }, { type: 'image_url', image_url: 'data:image/png;base64,AA' }];
    expect(read(chunk({ content }))).toEqual([
      { type: 'reasoning', text: 'h', choice: 0 },
      { type: 'reasoning', text: 'm', choice: 0 },
      { type: 'refusal', text: 'No.', choice: 0 },
      { type: 'media', mediaType: 'image/png', data: 'AA', choice: 0 },
    ]);
  });

  it('gives up on what is wrapped without end', () => {
    const deep = JSON.parse('{"text":'.repeat(5_000) + '"Hi"' + '}'.repeat(5_000)) as unknown;
    expect(read(chunk({ content: deep }))).toEqual([]);
  });
});

describe('start', () => {
  it('is told once, by the first chunk that has an id or a model', () => {
    const azure = { id: '', model: '', object: '', choices: [], prompt_filter_results: [] };
    const first = { id: 'c1', model: 'm1', choices: [] };
    expect(read(azure, first, first)).toStrictEqual([{ type: 'start', id: 'c1', model: 'm1' }]);
  });

  it('leaves out what is missing', () => {
    expect(read({ model: 'm1', choices: [] })).toStrictEqual([{ type: 'start', model: 'm1' }]);
  });
});

describe('text, reasoning and refusal', () => {
  it('reads content, choice by choice', () => {
    const payload = { choices: [{ index: 0, delta: { content: 'a' } }, { index: 2, delta: { content: 'b' } }] };
    expect(read(payload)).toStrictEqual([
      { type: 'text', text: 'a', choice: 0 },
      { type: 'text', text: 'b', choice: 2 },
    ]);
  });

  it('takes a choice without an index by its position', () => {
    expect(read({ choices: [{ delta: {} }, { delta: { content: 'b' } }] })).toStrictEqual([
      { type: 'text', text: 'b', choice: 1 },
    ]);
  });

  it.each([{}, { role: 'assistant', content: '' }, { content: null, tool_calls: null, refusal: null }, null])(
    'reads nothing from the delta %j',
    (delta) => {
      expect(read(chunk(delta))).toEqual([]);
    },
  );

  it('reads nothing from a choice without a delta', () => {
    expect(read({ choices: [{ index: 0, finish_reason: null, content_filter_offsets: {} }] })).toEqual([]);
  });

  it.each([
    [{ reasoning_content: 'hm', content: null }],
    [{ reasoning: 'hm', content: '' }],
    [{ reasoning: 'hm', reasoning_content: 'hm' }],
    [{ reasoning: 'hm', reasoning_details: [{ type: 'reasoning.text', text: 'hm' }] }],
    [{ reasoning: null, reasoning_details: [{ type: 'reasoning.text', text: 'hm', signature: null }] }],
    [{ reasoning: '', reasoning_details: [{ type: 'reasoning.summary', summary: 'hm' }] }],
    [{ reasoning_details: [{ type: 'reasoning.encrypted', data: 'xyz' }, { type: 'reasoning.text', text: 'hm' }] }],
    [{ content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] }] }],
  ])('tells the reasoning of %j once', (delta) => {
    expect(read(chunk(delta))).toStrictEqual([{ type: 'reasoning', text: 'hm', choice: 0 }]);
  });

  it('reads the parts of a content array in their order', () => {
    const content = [{ type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] }, { type: 'text', text: 'Hi' }];
    expect(read(chunk({ content }))).toStrictEqual([
      { type: 'reasoning', text: 'hm', choice: 0 },
      { type: 'text', text: 'Hi', choice: 0 },
    ]);
  });

  it('tells reasoning before text, and text before the finish', () => {
    expect(read(chunk({ content: 'Hi', reasoning: 'hm' }, { finish_reason: 'stop' })).map(({ type }) => type)).toEqual([
      'reasoning',
      'text',
      'finish',
    ]);
  });

  it('reads a refusal', () => {
    expect(read(chunk({ refusal: 'No.' }))).toStrictEqual([{ type: 'refusal', text: 'No.', choice: 0 }]);
  });

  it('reads a message in place of a delta', () => {
    expect(read({ choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }] })).toEqual([
      { type: 'text', text: 'Hi', choice: 0 },
      { type: 'finish', reason: 'stop', raw: 'stop', choice: 0 },
    ]);
  });

  it('does not repeat what the deltas said when a message says it again', () => {
    const both = { choices: [{ delta: { content: 'pong' }, message: { content: 'pong' } }] };
    const last = { choices: [{ message: { content: 'pong' } }] };
    expect(read(both, last)).toStrictEqual([{ type: 'text', text: 'pong', choice: 0 }]);
  });

  it('does not repeat what messages said in pieces when the last one says all of it again', () => {
    const pieces = ['Ha', 'ha', ''].map((content) => ({ choices: [{ message: { role: 'assistant', content }, finish_reason: '' }] }));
    const last = { choices: [{ message: { content: 'Haha', tool_calls: [{ index: 0, id: 'c1', function: { name: 'f', arguments: '{}' } }] }, finish_reason: 'stop' }] };
    expect(read(...pieces, last)).toMatchObject([{ text: 'Ha' }, { text: 'ha' }, { type: 'tool-call', id: 'c1' }, { type: 'finish' }]);
    expect(foldPayloads(chatCompletions, [...pieces, last]).at(-1)?.choices[0]?.message).toMatchObject({ content: 'Haha', tool_calls: [{ id: 'c1' }] });
  });
});

describe('tool calls', () => {
  const call = (index: number, rest: object): object => ({ type: 'tool-call', index, arguments: '', choice: 0, ...rest });

  it('joins fragments by index', () => {
    const deltas = read(
      toolCalls({ index: 0, id: 'a', type: 'function', function: { name: 'sum', arguments: '' } }),
      toolCalls({ index: 0, function: { arguments: '{"x"' } }),
      toolCalls({ index: 1, id: 'b', function: { name: 'mul', arguments: '{}' } }),
      toolCalls({ index: 0, function: { arguments: ':1}' } }),
    );
    expect(deltas).toStrictEqual([
      call(0, { id: 'a', name: 'sum' }),
      call(0, { arguments: '{"x"' }),
      call(1, { id: 'b', name: 'mul', arguments: '{}' }),
      call(0, { arguments: ':1}' }),
    ]);
  });

  it('tells id and name once, though a gateway repeats them', () => {
    const part = { index: 0, id: 'a', function: { name: 'sum', arguments: '1' } };
    expect(read(toolCalls(part), toolCalls(part), toolCalls({ index: 0, id: '', function: { name: '' } }))).toStrictEqual([
      call(0, { id: 'a', name: 'sum', arguments: '1' }),
      call(0, { arguments: '1' }),
    ]);
  });

  it('counts whole calls without an index by their ids', () => {
    const deltas = read(
      toolCalls({ id: 'a', function: { name: 'sum', arguments: '1' } }),
      toolCalls({ id: 'b', function: { name: 'sum', arguments: '2' } }),
      toolCalls({ id: 'a', function: { arguments: '3' } }),
    );
    expect(deltas).toStrictEqual([
      call(0, { id: 'a', name: 'sum', arguments: '1' }),
      call(1, { id: 'b', name: 'sum', arguments: '2' }),
      call(0, { arguments: '3' }),
    ]);
  });

  it('continues a call without an index at its position', () => {
    const deltas = read(
      toolCalls({ id: 'a', function: { name: 'sum', arguments: '1' } }),
      toolCalls({ function: { arguments: '2' } }),
    );
    expect(deltas).toStrictEqual([call(0, { id: 'a', name: 'sum', arguments: '1' }), call(0, { arguments: '2' })]);
  });

  it('counts whole calls with neither index nor id by position, and each name as a new one', () => {
    const one = { function: { name: 'sum', arguments: '1' } };
    expect(read(toolCalls(one, one), toolCalls(one))).toStrictEqual([
      call(0, { name: 'sum', arguments: '1' }),
      call(1, { name: 'sum', arguments: '1' }),
      call(2, { name: 'sum', arguments: '1' }),
    ]);
  });

  it('tells parallel calls apart that share an index (noho/dayu-agent#82)', () => {
    const deltas = read(
      toolCalls({ index: 0, id: 'a', function: { name: 'sum', arguments: '1' } }),
      toolCalls({ index: 0, id: 'b', function: { name: 'sum', arguments: '2' } }),
    );
    expect(deltas).toStrictEqual([
      call(0, { id: 'a', name: 'sum', arguments: '1' }),
      call(1, { id: 'b', name: 'sum', arguments: '2' }),
    ]);
  });

  describe('of gateways that number them as they like', () => {
    const begin = (rest: object, text = ''): object => ({ ...rest, function: { name: 'sum', arguments: text } });
    const more = (text: string, rest: object = {}): object => ({ ...rest, function: { arguments: text } });
    /** Each list of fragments is one chunk. */
    const folded = (...chunks: object[][]): object[] =>
      completionOf(read(...chunks.map((fragments) => toolCalls(...fragments)))).toolCalls.map(({ id, name, arguments: text }) => ({ id, name, text }));

    it.each<[string, object[][], object[]]>([
      ['an index that drifts (dirac-run/dirac#215)', [[begin({ index: 0, id: 'a' }, '[')], [more('1', { index: 1 })], [more(']', { index: 2 })]], [{ id: 'a', name: 'sum', text: '[1]' }]],
      ['another call at the index to which the first had drifted', [[begin({ index: 0, id: 'a' })], [more('1', { index: 1 })], [begin({ index: 1, id: 'b' })], [more('2', { index: 1 })]], [{ id: 'a', name: 'sum', text: '1' }, { id: 'b', name: 'sum', text: '2' }]],
      ['an id told earlier, at any index', [[begin({ index: 0, id: 'a' })], [begin({ index: 1, id: 'b' })], [more('1', { index: 1, id: 'a' })], [more('2', { index: 7, id: 'b' })], [more('3', { index: 7 })]], [{ id: 'a', name: 'sum', text: '1' }, { id: 'b', name: 'sum', text: '23' }]],
      ['a new id in each fragment, without a name', [[begin({ index: 0, id: 'a' })], [more('1', { index: 0, id: 'x' })], [more('2', { index: 0, id: 'y' })]], [{ id: 'a', name: 'sum', text: '12' }]],
      ['-1 for every call', [[begin({ index: -1, id: 'a' })], [more('1', { index: -1 })], [begin({ index: -1, id: 'b' })], [more('2', { index: -1 })]], [{ id: 'a', name: 'sum', text: '1' }, { id: 'b', name: 'sum', text: '2' }]],
      ['one id for all calls, each with its number', [[begin({ index: 0, id: 'a' }, '{}')], [begin({ index: 1, id: 'a' }, '{ }')]], [{ id: 'a', name: 'sum', text: '{}' }, { id: 'a', name: 'sum', text: '{ }' }]],
      ['one index and no id for whole calls', [[begin({ index: 0 }, '{}')], [begin({ index: 0 }, '{ }')]], [{ name: 'sum', text: '{}' }, { name: 'sum', text: '{ }' }]],
      ['no index for several calls in one chunk', [[begin({ id: 'a' }), begin({ id: 'b' })], [more('1'), more('2')]], [{ id: 'a', name: 'sum', text: '1' }, { id: 'b', name: 'sum', text: '2' }]],
      ['nothing at first', [[more('{}')]], [{ text: '{}' }]],
      ['an id that nobody has heard of, without a name', [[begin({ id: 'a' }, '{')], [more('}', { id: 'b' })]], [{ id: 'a', name: 'sum', text: '{' }, { id: 'b', text: '}' }]],
      ['an empty fragment before the call', [[more('', { index: 1 })], [begin({ index: 0, id: 'a' })], [more('1', { index: 0 })]], [{ id: 'a', name: 'sum', text: '1' }]],
      ['an id that is no id', [[begin({ index: 0, id: {} }, '1')], [more('2', { index: 0, id: [] })]], [{ name: 'sum', text: '12' }]],
      ['one call that is not in a list', [], []],
    ])('keeps calls whole: %s', (_, chunks, expected) => {
      expect(folded(...chunks)).toEqual(expected);
      const message = foldPayloads(chatCompletions, chunks.map((fragments) => toolCalls(...fragments))).at(-1)?.choices[0]?.message;
      expect((message?.tool_calls ?? []).map((each) => ({ id: each.id, name: each.function?.name || undefined, text: each.function?.arguments }))).toEqual(expected);
    });

    it('reads a call that is not in a list', () => {
      const payload = chunk({ tool_calls: begin({ id: 'a' }, '{}') });
      expect(read(payload)).toEqual([call(0, { id: 'a', name: 'sum', arguments: '{}' })]);
      expect(foldPayloads(chatCompletions, [payload])[0]?.choices[0]?.message.tool_calls).toMatchObject([{ id: 'a' }]);
    });
  });

  it.each([
    [['wea', 'ther'], ['wea', 'weather']],
    [['weather', 'weather'], ['weather', undefined]],
    [['wea', 'weather', 'weather'], ['wea', 'weather', undefined]],
    [['get_', '', 'get_'], ['get_', undefined, undefined]],
    [['a', 'b', 'c'], ['a', 'ab', 'abc']],
  ])('joins a name that comes as %j (continuedev/continue#5849)', (pieces, told) => {
    const payloads = pieces.map((name) => toolCalls({ index: 0, id: 'a', function: { name, arguments: '1' } }));
    expect(read(...payloads).map((delta) => ('name' in delta ? delta.name : undefined))).toEqual(told);
    const whole = told.filter((name) => name !== undefined).at(-1);
    expect(foldPayloads(chatCompletions, payloads).at(-1)?.choices[0]?.message.tool_calls?.[0]?.function?.name).toBe(whole);
    const legacy = pieces.map((name) => chunk({ function_call: { name, arguments: '1' } }));
    expect(completionOf(read(...legacy)).toolCalls).toMatchObject([{ name: whole }]);
    expect(foldPayloads(chatCompletions, legacy).at(-1)?.choices[0]?.message.function_call?.name).toBe(whole);
  });

  it.each([[[1, 2], '[1,2]'], [true, 'true'], [5, '5'], [null, '']])('makes JSON of the arguments %j', (given, text) => {
    expect(read(toolCalls({ index: 0, id: 'a', function: { name: 'sum', arguments: given } }))).toEqual([call(0, { id: 'a', name: 'sum', arguments: text })]);
  });

  it('makes text of a numeric id (anomalyco/opencode#19947)', () => {
    expect(read(toolCalls({ index: 0, id: 0, function: { name: 'sum' } }))).toStrictEqual([
      call(0, { id: '0', name: 'sum' }),
    ]);
  });

  it('makes JSON of arguments that come as an object', () => {
    expect(read(toolCalls({ index: 0, function: { name: 'sum', arguments: { x: 1 } } }))).toStrictEqual([
      call(0, { name: 'sum', arguments: '{"x":1}' }),
    ]);
  });

  it('reads custom tools and the deprecated function call', () => {
    expect(read(toolCalls({ index: 0, id: 'a', type: 'custom', custom: { name: 'sh', input: 'ls' } }))).toStrictEqual([
      call(0, { id: 'a', name: 'sh', arguments: 'ls' }),
    ]);
    const legacy = read(
      chunk({ function_call: { name: 'sum', arguments: '' } }),
      chunk({ function_call: { arguments: '{}' } }),
    );
    expect(legacy).toStrictEqual([call(0, { name: 'sum' }), call(0, { arguments: '{}' })]);
  });

  it('counts the calls of each choice apart', () => {
    const part = { tool_calls: [{ index: 0, id: 'a', function: { name: 'sum' } }] };
    const deltas = read({ choices: [{ index: 0, delta: part }, { index: 1, delta: part }] });
    expect(deltas).toStrictEqual([call(0, { id: 'a', name: 'sum' }), call(0, { id: 'a', name: 'sum', choice: 1 })]);
  });
});

describe('media and citations', () => {
  it('reads audio and its transcript', () => {
    expect(read(chunk({ audio: { id: 'x', data: 'AAAA' } }), chunk({ audio: { transcript: 'Hi' } }))).toStrictEqual([
      { type: 'media', mediaType: 'audio/pcm', data: 'AAAA', choice: 0 },
      { type: 'text', text: 'Hi', choice: 0 },
    ]);
  });

  it('reads images that are data, and leaves links to the payload', () => {
    const images = [
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
      { type: 'image_url', image_url: { url: 'https://example.com/a,b.png' } },
      { type: 'image_url' },
    ];
    expect(read(chunk({ images }))).toStrictEqual([{ type: 'media', mediaType: 'image/png', data: 'AAAA', choice: 0 }]);
  });

  it('reads annotations', () => {
    const citation = { type: 'url_citation', url_citation: { url: 'https://example.com' } };
    expect(read(chunk({ annotations: [citation] }))).toStrictEqual([{ type: 'citation', citation, choice: 0 }]);
  });

  it('tells citations that every chunk repeats once, before the finish', () => {
    const deltas = read(
      { ...chunk({ content: 'a' }), citations: ['u1', { url: 'u2' }] },
      { ...chunk({}, { finish_reason: 'stop' }), citations: ['u1', { url: 'u2' }, 'u3'] },
    );
    expect(deltas).toStrictEqual([
      { type: 'text', text: 'a', choice: 0 },
      { type: 'citation', citation: 'u1', choice: 0 },
      { type: 'citation', citation: { url: 'u2' }, choice: 0 },
      { type: 'citation', citation: 'u3', choice: 0 },
      { type: 'finish', reason: 'stop', raw: 'stop', choice: 0 },
    ]);
  });
});

describe('usage', () => {
  const usageOf = (usage: object): Delta[] => read({ choices: [], usage });

  it('reads the usage chunk', () => {
    const usage = {
      prompt_tokens: 20,
      completion_tokens: 9,
      total_tokens: 29,
      prompt_tokens_details: { cached_tokens: 8, cache_write_tokens: 4 },
      completion_tokens_details: { reasoning_tokens: 5 },
    };
    expect(usageOf(usage)).toStrictEqual([
      {
        type: 'usage',
        usage: { inputTokens: 20, outputTokens: 9, reasoningTokens: 5, cachedReadTokens: 8, cachedWriteTokens: 4 },
      },
    ]);
  });

  it.each([
    [{ prompt_cache_hit_tokens: 3 }, { cachedReadTokens: 3 }],
    [{ cached_tokens: 3 }, { cachedReadTokens: 3 }],
    [{ cache_read_input_tokens: 3, cache_creation_input_tokens: 1 }, { cachedReadTokens: 3, cachedWriteTokens: 1 }],
    [{ reasoning_tokens: 3 }, { reasoningTokens: 3 }],
    [{ prompt_tokens: 1, prompt_tokens_details: null }, { inputTokens: 1 }],
  ])('reads the spelling %j', (usage, expected) => {
    expect(usageOf(usage)).toStrictEqual([{ type: 'usage', usage: expected }]);
  });

  it('counts as output the reasoning that xAI counts beside it', () => {
    const xai = { prompt_tokens: 291, completion_tokens: 26, total_tokens: 513 };
    expect(usageOf({ ...xai, completion_tokens_details: { reasoning_tokens: 196 } })).toStrictEqual([
      { type: 'usage', usage: { inputTokens: 291, outputTokens: 222, reasoningTokens: 196 } },
    ]);
  });

  it('comes after the finish of the same chunk', () => {
    const last = { ...chunk({}, { finish_reason: 'stop' }), usage: { prompt_tokens: 1 } };
    expect(read(last).map(({ type }) => type)).toEqual(['finish', 'usage']);
  });

  it('is read from where Moonshot has it (earendil-works/pi#2017)', () => {
    expect(read(chunk({}, { finish_reason: 'stop', usage: { prompt_tokens: 8, cached_tokens: 4 } })).at(-1)).toStrictEqual({
      type: 'usage', usage: { inputTokens: 8, cachedReadTokens: 4 },
    });
  });

  it('is read from where Groq has it', () => {
    expect(read({ choices: [], x_groq: { id: 'r', usage: { prompt_tokens: 1 } } })).toStrictEqual([
      { type: 'usage', usage: { inputTokens: 1 } },
    ]);
  });

  it.each([null, {}])('is no delta where it is %j', (usage) => {
    expect(read({ choices: [], usage })).toEqual([]);
  });
});

describe('finish', () => {
  it.each([
    ['stop', 'stop'],
    ['tool_calls', 'tool-calls'],
    ['function_call', 'tool-calls'],
    ['length', 'length'],
    ['max_tokens', 'length'],
    ['content_filter', 'content-filter'],
    ['end_turn', 'stop'],
    ['eos', 'stop'],
    ['terminated', 'other'],
  ])('%s is %s', (raw, reason) => {
    expect(read(chunk({}, { finish_reason: raw }))).toStrictEqual([{ type: 'finish', reason, raw, choice: 0 }]);
  });

  it('is tool-calls where the choice has called a tool, though it says stop (googleapis/python-genai#2868)', () => {
    const called = toolCalls({ index: 0, id: 'a', function: { name: 'sum', arguments: '{}' } });
    expect(read(called, chunk({}, { finish_reason: 'stop' })).at(-1)).toStrictEqual({ type: 'finish', reason: 'tool-calls', raw: 'stop', choice: 0 });
    expect(read(called, chunk({}, { finish_reason: 'length' })).at(-1)).toMatchObject({ reason: 'length' });
    expect(foldPayloads(chatCompletions, [called, chunk({}, { finish_reason: 'stop' })]).at(-1)?.choices[0]?.finish_reason).toBe('stop');
  });

  it.each(['', null])('%j is none', (raw) => {
    expect(read(chunk({}, { finish_reason: raw }))).toEqual([]);
  });

  it('is told once for each choice (langchain-ai/langchain#38349)', () => {
    const last = chunk({}, { finish_reason: 'stop' });
    expect(read(last, last)).toHaveLength(1);
  });

  it('does not stop what comes after it (anomalyco/opencode#49167)', () => {
    expect(read(chunk({}, { finish_reason: 'stop' }), chunk({ content: 'a' }))).toHaveLength(2);
  });

  it('fails where the provider ran out of resources', () => {
    const reading = readOne(chunk({}, { finish_reason: 'insufficient_system_resource' }));
    expect(reading).toMatchObject({ kind: 'error', error: { type: 'insufficient_system_resource' } });
  });
});

describe('a clean end without [DONE]', () => {
  function isWhole(...payloads: PayloadObject[]): boolean {
    const reader = chatCompletions.openReader();
    for (const payload of payloads) reader.read(payload);
    return reader.isWhole();
  }
  const finish = chunk({}, { finish_reason: 'stop' });

  it('is whole once every seen choice has finished', () => {
    expect(isWhole(chunk({ content: 'a' }), finish)).toBe(true);
    expect(isWhole(finish, { choices: [], usage: { prompt_tokens: 1 } })).toBe(true);
  });

  it('is not whole before', () => {
    expect(isWhole()).toBe(false);
    expect(isWhole({ choices: [] })).toBe(false);
    expect(isWhole(chunk({ content: 'a' }))).toBe(false);
    expect(isWhole({ choices: [{ index: 1, delta: { role: 'assistant' } }] }, finish)).toBe(false);
    expect(isWhole(chunk({ content: 'a' }, { finish_reason: '' }))).toBe(false);
  });
});
