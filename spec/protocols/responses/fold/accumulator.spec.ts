import { ApiError } from '../../../../src/errors/api-error.js';
import type { PayloadObject } from '../../../../src/payload-object.js';
import type { AccumulatedResponse } from '../../../../src/protocols/responses/accumulated-response.js';
import type { ResponseEvent } from '../../../../src/protocols/responses/events.js';
import { responses } from '../../../../src/protocols/responses/protocol.js';
import { allocationGrowth } from '../../../support/allocation-growth.js';
import { deepFreeze } from '../../../support/deep-freeze.js';

/** Folds events that came as JSON, so that `__proto__` is a field as on the wire. Every snapshot is frozen as it comes. */
function snapshots(...events: readonly object[]): readonly (AccumulatedResponse | undefined)[] {
  const fold = responses.openAccumulator();
  return events.map((event) => deepFreeze(fold.add(JSON.parse(typeof event === 'string' ? event : JSON.stringify(event)) as ResponseEvent)));
}

function last(...events: readonly object[]): AccumulatedResponse {
  const snapshot = snapshots(...events).at(-1);
  if (snapshot === undefined) throw new Error('Nothing was added.');
  return snapshot;
}

const created = { type: 'response.created', response: { id: 'r', object: 'response', model: 'm', status: 'in_progress', output: [], vendor: { x: 1 } } };
const textDelta = (delta: string, place: object = {}): object => ({ type: 'response.output_text.delta', delta, ...place });
const added = (index: number, item: object): object => ({ type: 'response.output_item.added', output_index: index, item });
const done = (index: number, item: object): object => ({ type: 'response.output_item.done', output_index: index, item });
const message = (id: string, content: readonly object[] = []): PayloadObject => ({ type: 'message', id, role: 'assistant', status: 'in_progress', content });
const outputText = (text: string): object => ({ type: 'output_text', text, annotations: [] });

describe('a response that is put together', () => {
  it('is not there before the first event that says something of it', () => {
    expect(snapshots({ type: 'keepalive' }, { type: 'ping' }, created)).toEqual([
      undefined,
      undefined,
      { ...created.response, output_text: '' },
    ]);
  });

  it('is the same object again when an event adds nothing', () => {
    const [first, second, third] = snapshots(created, { type: 'response.keep_alive' }, { type: 'response.audio.done' });
    expect(second).toBe(first);
    expect(third).toBe(first);
  });

  it('leaves the snapshots before it as they were, and shares with them what stayed the same', () => {
    const events = [created, added(0, message('a')), textDelta('x', { output_index: 0 }), added(1, message('b')), textDelta('y', { output_index: 1 })];
    const [, , one, two, three] = snapshots(...events);
    expect([one, two, three].map((each) => each?.output_text)).toEqual(['x', 'x', 'xy']);
    expect(three?.output[0]).toBe(one?.output[0]);
    expect(three?.vendor).toBe(one?.vendor);
  });

  it('begins anew at response.created', () => {
    expect(last(created, textDelta('gone', { output_index: 0 }), created)).toEqual({ ...created.response, output_text: '' });
  });
});

describe('of a server that leaves things out', () => {
  it('a response begins with its first text', () => {
    expect(last(textDelta('Hi'))).toEqual({
      object: 'response',
      status: 'in_progress',
      output: [{ type: 'message', status: 'in_progress', role: 'assistant', content: [outputText('Hi')] }],
      output_text: 'Hi',
    });
  });

  it.each([
    ['response.refusal.delta', 'message', { content: [{ type: 'refusal', refusal: 'abc' }], role: 'assistant' }],
    ['response.reasoning_text.delta', 'reasoning', { content: [{ type: 'reasoning_text', text: 'abc' }], summary: [] }],
    ['response.reasoning.delta', 'reasoning', { content: [{ type: 'reasoning_text', text: 'abc' }], summary: [] }],
    ['response.reasoning_summary_text.delta', 'reasoning', { summary: [{ type: 'summary_text', text: 'abc' }] }],
    ['response.function_call_arguments.delta', 'function_call', { arguments: 'abc' }],
    ['response.custom_tool_call_input.delta', 'custom_tool_call', { input: 'abc' }],
    ['response.mcp_call_arguments.delta', 'mcp_call', { arguments: 'abc' }],
    ['response.code_interpreter_call_code.delta', 'code_interpreter_call', { code: 'abc' }],
    ['response.apply_patch_call_operation_diff.delta', 'apply_patch_call', { operation: { diff: 'abc' } }],
    ['response.shell_call_command.delta', 'shell_call', { action: { commands: ['abc'] } }],
  ])('%s begins an item, and names it', (type, itemType, fields) => {
    const place = { type, item_id: 'i1', output_index: 3 };
    const { output } = last({ ...place, delta: 'ab' }, { ...place, delta: 'c' });
    expect(output).toEqual([{ id: 'i1', type: itemType, status: 'in_progress', ...fields }]);
  });

  it('events without any place go to the newest open item that they fit', () => {
    const item = { type: 'function_call', name: 'f', arguments: '' };
    const args = (delta: string): object => ({ type: 'response.function_call_arguments.delta', delta });
    const begin = (call_id: string): object => ({ type: 'response.output_item.added', item: { ...item, call_id } });
    const end = (call_id: string, json: string): object => ({ type: 'response.output_item.done', item: { ...item, call_id, arguments: json } });
    const { output } = last(textDelta('a'), begin('c1'), args('{"x":'), args('1}'), end('c1', '{"x":1}'), begin('c2'), args('{}'), textDelta('b'));
    expect(output).toMatchObject([{ content: [{ text: 'ab' }] }, { call_id: 'c1', arguments: '{"x":1}' }, { call_id: 'c2', arguments: '{}' }]);
  });

  it('ids alone tell items apart', () => {
    const { output } = last(textDelta('a', { item_id: 'm1' }), textDelta('b', { item_id: 'm2' }), textDelta('c', { item_id: 'm1' }));
    expect(output).toMatchObject([{ id: 'm1', content: [{ text: 'ac' }] }, { id: 'm2', content: [{ text: 'b' }] }]);
  });

  it('one number for everything loses nothing', () => {
    const at0 = { output_index: 0 };
    const reasoning = (delta: string): object => ({ type: 'response.reasoning_text.delta', delta, ...at0 });
    const calls = ['c1', 'c2'].map((id) => added(0, { type: 'function_call', id, call_id: id, name: 'f', arguments: '' }));
    const args = (item_id: string, delta: string): object => ({ type: 'response.function_call_arguments.delta', item_id, delta, ...at0 });
    const { output } = last(reasoning('h'), textDelta('a', at0), reasoning('m'), textDelta('b', at0), ...calls, args('c1', '{}'), args('c2', '[]'));
    expect(output).toMatchObject([
      { type: 'reasoning', content: [{ text: 'hm' }] },
      { type: 'message', content: [{ text: 'ab' }] },
      { id: 'c1', arguments: '{}' },
      { id: 'c2', arguments: '[]' },
    ]);
  });

  it('an item that is announced late keeps what came first', () => {
    const { output } = last(textDelta('a', { output_index: 0, item_id: 'x' }), added(0, message('m')), textDelta('b', { output_index: 0 }));
    expect(output).toEqual([message('m', [outputText('ab')])]);
  });

  it('an item that is announced twice is one item', () => {
    expect(last(added(0, message('m')), textDelta('a', { output_index: 0 }), added(0, message('m'))).output).toEqual([message('m', [outputText('a')])]);
  });

  it('an item is the same one under another id', () => {
    const { output } = last(added(0, message('m1')), textDelta('a', { output_index: 0, item_id: 'm2' }), done(0, message('m3', [outputText('a')])));
    expect(output).toEqual([message('m3', [outputText('a')])]);
  });

  it('items without ids that are only ever done are all there', () => {
    const item = (text: string): object => ({ type: 'response.output_item.done', item: { type: 'message', content: [outputText(text)] } });
    expect(last(item('a'), item('b')).output_text).toBe('ab');
  });

  it('numbers with gaps leave no holes', () => {
    const { output } = last(textDelta('a', { output_index: 2, content_index: 7 }), textDelta('b', { output_index: 9, content_index: 3 }));
    expect(output).toMatchObject([{ content: [{ text: 'a' }] }, { content: [{ text: 'b' }] }]);
  });

  it('a part of another kind at the same place is a part of its own', () => {
    const { output } = last(textDelta('a'), { type: 'response.refusal.delta', delta: 'no', content_index: 0 }, textDelta('b', { content_index: 0 }));
    expect(output).toMatchObject([{ content: [{ text: 'ab' }, { refusal: 'no' }] }]);
  });
});

describe('what a server states in full', () => {
  it.each([
    [{ type: 'response.output_text.done', text: 'whole' }, textDelta('part'), { content: [{ text: 'whole' }] }],
    [{ type: 'response.refusal.done', refusal: 'whole' }, { type: 'response.refusal.delta', delta: 'part' }, { content: [{ refusal: 'whole' }] }],
    [{ type: 'response.function_call_arguments.done', arguments: 'whole' }, { type: 'response.function_call_arguments.delta', delta: 'part' }, { arguments: 'whole' }],
    [{ type: 'response.apply_patch_call_operation_diff.done', diff: 'whole' }, { type: 'response.apply_patch_call_operation_diff.delta', delta: 'part' }, { operation: { diff: 'whole' } }],
    [{ type: 'response.shell_call_command.done', command: 'whole' }, { type: 'response.shell_call_command.delta', delta: 'part' }, { action: { commands: ['whole'] } }],
    [{ type: 'response.content_part.done', part: outputText('whole') }, textDelta('part'), { content: [{ text: 'whole' }] }],
    [{ type: 'response.reasoning_summary_part.done', part: { type: 'summary_text', text: 'whole' } }, { type: 'response.reasoning_summary_text.delta', delta: 'part' }, { summary: [{ text: 'whole' }] }],
  ])('wins: %j', (whole, fragment, expected) => {
    expect(last(fragment, whole).output).toMatchObject([expected]);
    expect(last(whole).output).toMatchObject([expected]);
  });

  it.each([
    [textDelta('a'), { type: 'response.output_text.done', text: '' }],
    [textDelta('a'), { type: 'response.output_text.done' }],
    [textDelta('a'), { type: 'response.content_part.done', part: { type: 'output_text', text: '' } }],
    [textDelta('a'), { type: 'response.output_item.done', item: { type: 'message', content: [] } }],
    [textDelta('a'), { type: 'response.output_item.done', item: { type: 'message', content: [{ type: 'output_text', text: '' }] } }],
    [textDelta('a'), { type: 'response.completed', response: { output: [] } }],
    [textDelta('a'), { type: 'response.completed', response: { output: null } }],
    [textDelta('a'), { type: 'response.completed' }],
    [textDelta('a'), { type: 'response.completed', response: { output: [{ type: 'message', content: [] }] } }],
  ])('takes nothing back by being empty: %j, then %j', (fragment, whole) => {
    expect(last(created, fragment, whole)).toMatchObject({ output: [{ type: 'message', content: [{ text: 'a' }] }], output_text: 'a' });
  });

  it('in the last event is the response, and drops what only earlier events said', () => {
    const response = { id: 'r', status: 'completed', output: [message('m', [outputText('a')])], usage: { total_tokens: 3 } };
    expect(last(created, textDelta('a', { output_index: 0 }), { type: 'response.completed', response })).toEqual({ ...response, output_text: 'a' });
  });

  it('in a last event without output adds to what is known', () => {
    const answer = last(created, textDelta('a'), { type: 'response.done', response: { usage: { total_tokens: 3 } } });
    expect(answer).toMatchObject({ id: 'r', model: 'm', vendor: { x: 1 }, status: 'completed', usage: { total_tokens: 3 }, output_text: 'a' });
  });

  it.each([
    ['response.completed', 'completed'],
    ['response.incomplete', 'incomplete'],
    ['response.cancelled', 'cancelled'],
    ['response.done', 'completed'],
    ['response.queued', 'queued'],
  ])('as %s says how the response is, where the response does not', (type, status) => {
    expect(last(created, { type, response: { output: [] } }).status).toBe(status);
    expect(last(created, { type, response: { output: [], status: 'else' } }).status).toBe('else');
  });

  it('keeps fields that nobody knows, at every level', () => {
    const item = { ...message('m', [{ ...outputText('a'), grade: 1 }]), phase: 'final_answer', encrypted_content: 'gAAA' };
    const other = { type: 'vendor_item', secret: [1] };
    const { output } = last(created, added(0, item), done(1, other), textDelta('b', { output_index: 0, content_index: 0 }));
    expect(output).toEqual([{ ...item, content: [{ ...outputText('ab'), grade: 1 }] }, other]);
  });
});

describe('what the vendor runs itself', () => {
  it.each([
    ['response.web_search_call.searching', 'web_search_call', 'searching'],
    ['response.file_search_call.completed', 'file_search_call', 'completed'],
    ['response.code_interpreter_call.interpreting', 'code_interpreter_call', 'interpreting'],
    ['response.image_generation_call.generating', 'image_generation_call', 'generating'],
    ['response.mcp_call.failed', 'mcp_call', 'failed'],
    ['response.mcp_list_tools.failed', 'mcp_list_tools', 'failed'],
    ['response.compaction.compacting', 'compaction', 'compacting'],
  ])('%s is the status of its item', (type, itemType, status) => {
    const item = { type: itemType, id: 'i', status: 'in_progress' };
    expect(last(added(0, item), { type, output_index: 0, item_id: 'i' }).output).toEqual([{ ...item, status }]);
  });

  it('shows the newest preview of an image until the image is there', () => {
    const item = { type: 'image_generation_call', id: 'i', status: 'in_progress', result: null };
    const partial = (at: number): object => ({
      type: 'response.image_generation_call.partial_image', output_index: 0, item_id: 'i', sequence_number: at,
      partial_image_index: at, partial_image_b64: `AAA${String(at)}`, output_format: 'webp',
    });
    const whole = { ...item, status: 'completed', result: 'BBBB' };
    const [, , second, third] = snapshots(added(0, item), partial(0), partial(1), done(0, whole));
    expect(second?.output).toEqual([{ ...item, partial_image_index: 1, partial_image_b64: 'AAA1', output_format: 'webp' }]);
    expect(third?.output).toEqual([whole]);
  });

  it('has the commands of a shell call, and what each of them wrote', () => {
    const command = (step: string, rest: object): object => ({ type: `response.shell_call_command.${step}`, output_index: 0, ...rest });
    const wrote = (step: string, rest: object): object => ({ type: `response.shell_call_output_content.${step}`, output_index: 1, ...rest });
    const { output } = last(
      added(0, { type: 'shell_call', call_id: 'c', action: { commands: [], timeout_ms: 5 } }),
      command('added', { command_index: 0, command: '' }),
      command('delta', { command_index: 0, delta: 'ls' }),
      command('delta', { command_index: 0, delta: ' -l' }),
      command('done', { command_index: 1, command: 'pwd' }),
      added(1, { type: 'shell_call_output', call_id: 'c', output: [] }),
      wrote('delta', { command_index: 0, delta: { stdout: 'a' } }),
      wrote('delta', { command_index: 0, delta: { stdout: 'b', stderr: 'c' } }),
      wrote('done', { command_index: 1, output: [{ stdout: '/', stderr: '', outcome: { type: 'exit', exit_code: 0 } }] }),
    );
    expect(output).toEqual([
      { type: 'shell_call', call_id: 'c', action: { commands: ['ls -l', 'pwd'], timeout_ms: 5 } },
      {
        type: 'shell_call_output', call_id: 'c',
        output: [{ stdout: 'ab', stderr: 'c' }, { stdout: '/', stderr: '', outcome: { type: 'exit', exit_code: 0 } }],
      },
    ]);
  });

  it('takes the fragments of one kind of call for another', () => {
    const item = { type: 'mcp_call', id: 'i', arguments: '' };
    expect(last(added(0, item), { type: 'response.function_call_arguments.delta', output_index: 0, delta: '{}' }).output).toEqual([{ ...item, arguments: '{}' }]);
  });
});

describe('beside the text', () => {
  it('annotations come one by one', () => {
    const annotation = (at: number | undefined, url: string): object => ({
      type: 'response.output_text.annotation.added', annotation: { url }, ...(at === undefined ? {} : { annotation_index: at }),
    });
    const { output } = last(textDelta('a'), annotation(0, 'x'), annotation(undefined, 'y'), annotation(0, 'z'), annotation(9, 'q'));
    expect(output).toMatchObject([{ content: [{ text: 'a', annotations: [{ url: 'z' }, { url: 'y' }, { url: 'q' }] }] }]);
  });

  it('log probabilities grow with it', () => {
    const token = (word: string): object => textDelta(word, { logprobs: [{ token: word, logprob: -1 }] });
    const [, second, third] = snapshots(token('a'), token('b'), { type: 'response.output_text.done', text: 'ab', logprobs: [] });
    const logprobs = [{ token: 'a', logprob: -1 }, { token: 'b', logprob: -1 }];
    expect(second?.output).toMatchObject([{ content: [{ logprobs }] }]);
    expect(third?.output).toMatchObject([{ content: [{ logprobs }] }]);
  });

  it('sound and its transcript are kept to the end', () => {
    const events = [
      { type: 'response.audio.delta', delta: 'AAAA' },
      { type: 'response.audio.transcript.delta', delta: 'Hi' },
      { type: 'response.audio.delta', delta: 'BBBB' },
    ];
    const end = { type: 'response.completed', response: { id: 'r', output: [] } };
    expect(last(...events).audio).toEqual({ data: 'AAAABBBB', transcript: 'Hi' });
    expect(last(...events, end).audio).toEqual({ data: 'AAAABBBB', transcript: 'Hi' });
  });
});

describe('a hostile stream', () => {
  it.each([
    ['output_index', 1e9], ['output_index', 10_000],
  ])('fails as invalid_frame where %s is %j', (key, value) => {
    const fold = responses.openAccumulator();
    const event = { ...textDelta('a'), [key]: value } as unknown as ResponseEvent;
    const failure = failureOf(() => fold.add(event));
    expect(failure).toMatchObject({ type: 'invalid_frame', origin: 'protocol', message: `${key} is no index from 0 to 9999.`, raw: event });
  });

  it('fails as invalid_frame where the number of a command is absurd', () => {
    const event = { type: 'response.shell_call_command.delta', delta: 'a', command_index: 1e9 } as unknown as ResponseEvent;
    expect(failureOf(() => responses.openAccumulator().add(event))).toMatchObject({ type: 'invalid_frame' });
  });

  it.each(['__proto__', 1e9, -1, 0.5, {}, null])('does not fail for the number of an item, a part or an annotation: %j', (index) => {
    const place = { output_index: index === 1e9 ? -1 : index, content_index: index, summary_index: index, annotation_index: index };
    const annotation = { type: 'response.output_text.annotation.added', annotation: { url: 'u' }, ...place };
    const { output } = last(textDelta('a', place), annotation, textDelta('b', place), { type: 'response.reasoning_summary_text.delta', delta: 'c', ...place });
    expect(output).toMatchObject([{ content: [{ text: 'ab', annotations: [{ url: 'u' }] }] }, { summary: [{ text: 'c' }] }]);
  });

  it('fails as invalid_frame where one number stands for ever more items', () => {
    const fold = responses.openAccumulator();
    const failure = failureOf(() => {
      for (let at = 0; at <= 10_000; at += 1) fold.add(added(0, { type: 'compaction', id: String(at) }) as ResponseEvent);
    });
    expect(failure).toMatchObject({ type: 'invalid_frame', origin: 'protocol' });
  });

  it('changes no prototype, and keeps a field of that name as a field', () => {
    const fold = responses.openAccumulator();
    const events = [
      '{"type":"response.created","response":{"id":"r","output":[],"__proto__":{"polluted":1}}}',
      '{"type":"response.output_item.added","output_index":0,"item":{"type":"message","id":"__proto__","content":[],"__proto__":{"polluted":1}}}',
      '{"type":"response.content_part.added","output_index":0,"part":{"type":"output_text","text":"","__proto__":{"polluted":1}}}',
      '{"type":"response.output_text.delta","item_id":"__proto__","delta":"a","__proto__":{"polluted":1}}',
      '{"type":"response.image_generation_call.partial_image","partial_image_b64":"A","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    ];
    const answer = events.map((event) => fold.add(JSON.parse(event) as ResponseEvent)).at(-1);
    expect(({} as PayloadObject).polluted).toBeUndefined();
    expect(JSON.stringify(answer)).toContain('"__proto__":{"polluted":1}');
    expect(answer?.output_text).toBe('a');
    expect(answer).not.toHaveProperty('polluted');
    expect(answer?.output[0]).not.toHaveProperty('polluted');
  });

  it.each([
    { type: 'response.output_item.added', item: { type: null, content: 'text', arguments: {} } },
    { type: 'response.output_item.done', item: [] },
    { type: 'response.content_part.added', part: null },
    { type: 'response.content_part.done', part: { type: {} } },
    { type: 'response.output_text.annotation.added', annotation: null },
    { type: 'response.output_text.delta', delta: { words: 'a' } },
    { type: 'response.mcp_call_arguments.delta', delta: { x: 1 } },
    { type: 'response.mcp_call_arguments.done', arguments: { x: 1 } },
    { type: 'response.shell_call_output_content.delta', delta: 'a' },
    { type: 'response.shell_call_output_content.done', output: 'a' },
    { type: 'response.apply_patch_call_operation_diff.done', diff: null },
    { type: 'response.audio.delta', delta: null },
    { type: 'response.in_progress', response: { output: [null, 1, 'x', [], { type: 'message', content: [null, 1, { type: 'output_text', text: 1 }] }] } },
    { type: 'response.completed', response: { output: 'x', output_text: 1, status: {} } },
    { type: 'response.completed', response: 'x' },
    { type: '__proto__' },
  ])('is survived: %j', (event) => {
    const after = ['response.output_text.delta', 'response.function_call_arguments.delta', 'response.reasoning_summary_text.delta'];
    const answer = last(created, event, ...after.map((type) => ({ type, output_index: 4, delta: 'z' })));
    expect(answer.output_text).toBe('z');
    expect(JSON.stringify(last(created, event, textDelta('y', { output_index: 0 }), textDelta('z')))).toContain('z"');
  });
});

describe('a response that is stated as a whole', () => {
  const call = (id: string): object => ({ type: 'function_call', id, call_id: id, name: 'f', arguments: '{}' });
  const end = (output: readonly object[]): object => ({ type: 'response.completed', response: { id: 'r', output } });

  it('loses no text, thought or call that it leaves out, in the order in which they came', () => {
    const items = [{ type: 'reasoning', id: 'rs', summary: [{ type: 'summary_text', text: 'why' }] }, message('m1', [outputText('a')]), call('c1'), message('m2', [outputText('b')]), call('c2')];
    const { output, output_text: text } = last(created, ...items.map((item, at) => done(at, item)), end([items[1] ?? {}, items[3] ?? {}]));
    expect(output).toEqual(items);
    expect(text).toBe('ab');
  });

  it('drops what the vendor ran itself and does not list', () => {
    expect(last(created, done(0, { type: 'web_search_call', id: 'ws', status: 'completed' }), end([message('m', [outputText('a')])])).output).toHaveLength(1);
  });

  it('may cut its texts into other items than were streamed', () => {
    const streamed = [textDelta('a', { item_id: 'm1' }), textDelta('b', { item_id: 'm2' })];
    expect(last(created, ...streamed, end([message('m', [outputText('ab')])])).output_text).toBe('ab');
  });
});

describe('the parts of a text that vLLM numbers by fragment', () => {
  const place = (content_index: number): object => ({ output_index: 0, content_index });
  const fragments = [textDelta('Hel', place(1)), textDelta('lo', place(2))];
  const partAdded = { type: 'response.content_part.added', ...place(0), part: outputText('') };
  const textDone = { type: 'response.output_text.done', ...place(3), text: 'Hello' };
  const partDone = { type: 'response.content_part.done', ...place(4), part: outputText('Hello') };

  it.each([
    ['announced', [partAdded, ...fragments, textDone, partDone]],
    ['not announced', [...fragments, textDone, partDone]],
    ['stated as a part alone', [...fragments, partDone]],
  ])('are one part: %s', (_how, events) => {
    expect(last(created, ...events).output).toMatchObject([{ content: [outputText('Hello')] }]);
    expect(last(created, ...events).output[0]?.content).toHaveLength(1);
  });

  it('are no more than a thousand, however many fragments come', () => {
    const { output } = last(created, ...Array.from({ length: 1_500 }, (_, at) => textDelta('a', place(at))));
    expect(output[0]?.content).toHaveLength(1_000);
    expect(last(created, ...Array.from({ length: 1_500 }, (_, at) => textDelta('a', place(at)))).output_text).toHaveLength(1_500);
  });
});

describe('what it costs', () => {
  const folded = (event: (at: number) => object) => (count: number): void => {
    const fold = responses.openAccumulator();
    for (let at = 0; at < count; at += 1) fold.add(event(at) as ResponseEvent);
  };

  it.each<[string, (at: number) => object]>([
    ['annotations', (at) => ({ type: 'response.output_text.annotation.added', output_index: 0, annotation_index: at, annotation: { url: String(at) } })],
    ['pieces of sound', () => ({ type: 'response.audio.delta', delta: 'AAAA' })],
    ['statements of one text', (at) => ({ type: 'response.output_text.done', output_index: 0, content_index: at, text: 'abc' })],
    ['calls', (at) => done(at, { type: 'function_call', call_id: String(at), name: 'f', arguments: '{}' })],
  ])('grows with the number of %s alone', (_what, event) => {
    expect(allocationGrowth(folded(event))).toBeLessThan(1.5);
  });

  // A fold that copied what has arrived at every event would take minutes: the time limit of a test is the assertion.
  it('does not grow with the length of the text and of its log probabilities', () => {
    const fold = responses.openAccumulator();
    let answer: AccumulatedResponse | undefined;
    for (let at = 0; at < 100_000; at += 1) {
      answer = fold.add(textDelta('word ', { output_index: 0, content_index: 0, logprobs: [{ token: 'word ' }] }) as ResponseEvent);
    }
    expect(answer?.output_text).toHaveLength(500_000);
    expect(answer?.output).toMatchObject([{ content: [{ logprobs: { length: 100_000 } }] }]);
  });

  it('does not grow with the length of arguments', () => {
    const fold = responses.openAccumulator();
    const event = { type: 'response.function_call_arguments.delta', output_index: 0, delta: 'x'.repeat(32) } as unknown as ResponseEvent;
    let answer: AccumulatedResponse | undefined;
    for (let size = 0; size < 10 * 2 ** 20; size += 32) answer = fold.add(event);
    expect(String(answer?.output[0]?.arguments)).toHaveLength(10 * 2 ** 20);
  });
});

function failureOf(action: () => unknown): ApiError | undefined {
  try {
    action();
  } catch (failure) {
    if (ApiError.is(failure)) return failure;
    throw failure;
  }
  return undefined;
}
