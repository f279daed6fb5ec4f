import type { PayloadObject } from '../../../src/payload-object.js';
import { events } from '../../../src/protocols/responses/events.js';
import { deltasOf, readAll } from './read-all.js';

const at = { item_id: 'item_1', output_index: 0, sequence_number: 7 };
const inPart = { ...at, content_index: 0 };
const inSummary = { ...at, summary_index: 0 };
const response = { id: 'resp_1', model: 'm', status: 'in_progress', output: [], usage: null, error: null };

/** The least that a server sends of each type, what kind of frame it is, and the kinds of delta it adds. */
const table: readonly (readonly [type: string, fields: object, kind: string, deltas: readonly string[]])[] = [
  ['response.created', { response }, 'data', ['start']],
  ['response.queued', { response: { ...response, status: 'queued' } }, 'data', ['start']],
  ['response.in_progress', { response }, 'data', ['start']],
  ['response.completed', { response: { ...response, status: 'completed' } }, 'terminal', ['start', 'finish']],
  ['response.incomplete', { response: { ...response, status: 'incomplete' } }, 'terminal', ['start', 'finish']],
  ['response.failed', { response: { ...response, status: 'failed' } }, 'error', []],
  ['error', { code: 'server_error', message: 'm', param: null }, 'error', []],
  ['response.output_item.added', { output_index: 0, item: { type: 'message', id: 'msg_1', content: [] } }, 'data', []],
  ['response.output_item.done', { output_index: 0, item: { type: 'message', id: 'msg_1', content: [] } }, 'data', []],
  ['response.content_part.added', { ...inPart, part: { type: 'output_text', text: '' } }, 'data', []],
  ['response.content_part.done', { ...inPart, part: { type: 'output_text', text: 'a' } }, 'data', ['text']],
  ['response.output_text.delta', { ...inPart, delta: 'a', logprobs: [] }, 'data', ['text']],
  ['response.output_text.done', { ...inPart, text: 'a', logprobs: [] }, 'data', ['text']],
  ['response.output_text.annotation.added', { ...inPart, annotation_index: 0, annotation: { type: 'url_citation' } }, 'data', ['citation']],
  ['response.refusal.delta', { ...inPart, delta: 'a' }, 'data', ['refusal']],
  ['response.refusal.done', { ...inPart, refusal: 'a' }, 'data', ['refusal']],
  ['response.reasoning_text.delta', { ...inPart, delta: 'a' }, 'data', ['reasoning']],
  ['response.reasoning_text.done', { ...inPart, text: 'a' }, 'data', ['reasoning']],
  ['response.reasoning_summary_part.added', { ...inSummary, part: { type: 'summary_text', text: '' } }, 'data', []],
  ['response.reasoning_summary_part.done', { ...inSummary, part: { type: 'summary_text', text: 'a' } }, 'data', ['reasoning']],
  ['response.reasoning_summary_text.delta', { ...inSummary, delta: 'a' }, 'data', ['reasoning']],
  ['response.reasoning_summary_text.done', { ...inSummary, text: 'a' }, 'data', ['reasoning']],
  ['response.function_call_arguments.delta', { ...at, delta: '{' }, 'data', ['tool-call']],
  ['response.function_call_arguments.done', { ...at, arguments: '{}' }, 'data', ['tool-call']],
  ['response.custom_tool_call_input.delta', { ...at, delta: 'a' }, 'data', ['tool-call']],
  ['response.custom_tool_call_input.done', { ...at, input: 'a' }, 'data', ['tool-call']],
  ['response.mcp_call_arguments.delta', { ...at, delta: '{' }, 'data', []],
  ['response.mcp_call_arguments.done', { ...at, arguments: '{}' }, 'data', []],
  ['response.mcp_call.in_progress', at, 'data', []],
  ['response.mcp_call.completed', at, 'data', []],
  ['response.mcp_call.failed', at, 'data', []],
  ['response.mcp_list_tools.in_progress', at, 'data', []],
  ['response.mcp_list_tools.completed', at, 'data', []],
  ['response.mcp_list_tools.failed', at, 'data', []],
  ['response.file_search_call.in_progress', at, 'data', []],
  ['response.file_search_call.searching', at, 'data', []],
  ['response.file_search_call.completed', at, 'data', []],
  ['response.web_search_call.in_progress', at, 'data', []],
  ['response.web_search_call.searching', at, 'data', []],
  ['response.web_search_call.completed', at, 'data', []],
  ['response.code_interpreter_call.in_progress', at, 'data', []],
  ['response.code_interpreter_call.interpreting', at, 'data', []],
  ['response.code_interpreter_call.completed', at, 'data', []],
  ['response.code_interpreter_call_code.delta', { ...at, delta: 'a' }, 'data', []],
  ['response.code_interpreter_call_code.done', { ...at, code: 'a' }, 'data', []],
  ['response.image_generation_call.in_progress', at, 'data', []],
  ['response.image_generation_call.generating', at, 'data', []],
  ['response.image_generation_call.completed', at, 'data', []],
  ['response.image_generation_call.partial_image', { ...at, partial_image_b64: 'AAAA', partial_image_index: 0 }, 'data', ['media']],
  ['response.shell_call_command.added', { command: '', command_index: 0, output_index: 0 }, 'data', []],
  ['response.shell_call_command.delta', { delta: 'ls', command_index: 0, output_index: 0 }, 'data', []],
  ['response.shell_call_command.done', { command: 'ls', command_index: 0, output_index: 0 }, 'data', []],
  ['response.shell_call_output_content.delta', { ...at, command_index: 0, delta: { stdout: 'a' } }, 'data', []],
  ['response.shell_call_output_content.done', { ...at, command_index: 0, output: [] }, 'data', []],
  ['response.audio.delta', { delta: 'AAAA' }, 'data', ['media']],
  ['response.audio.done', {}, 'data', []],
  ['response.audio.transcript.delta', { delta: 'a' }, 'data', ['text']],
  ['response.audio.transcript.done', {}, 'data', []],
  ['response.compaction.compacting', at, 'data', []],
];

/** The same for the types that servers send beside the official ones. */
const beside: typeof table = [
  ['response.apply_patch_call_operation_diff.delta', { ...at, delta: '+a' }, 'data', []],
  ['response.apply_patch_call_operation_diff.done', { ...at, diff: '+a' }, 'data', []],
  ['keepalive', { sequence_number: 3 }, 'data', []],
  ['ping', {}, 'data', []],
  ['response.keep_alive', {}, 'data', []],
  ['response.reasoning_part.added', { ...inPart, part: { type: 'reasoning_text', text: '' } }, 'data', []],
  ['response.reasoning_part.done', { ...inPart, part: { type: 'reasoning_text', text: 'a' } }, 'data', ['reasoning']],
  ['response.reasoning.delta', { ...inPart, delta: 'a' }, 'data', ['reasoning']],
  ['response.reasoning.done', { ...inPart, text: 'a' }, 'data', ['reasoning']],
  ['response.error', { error: { code: 'server_error', message: 'm' } }, 'error', []],
  ['response.cancelled', { response: { ...response, status: 'cancelled' } }, 'terminal', ['start', 'finish']],
  ['response.done', { response: { ...response, status: 'completed' } }, 'terminal', ['start', 'finish']],
];

function withoutNulls(payload: PayloadObject): PayloadObject {
  return Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== null));
}

describe('the event vocabulary of Responses', () => {
  it('is the 59 types of the official union and twelve more', () => {
    expect(table).toHaveLength(59);
    expect(Object.keys(events).sort()).toEqual([...table, ...beside].map(([type]) => type).sort());
  });

  it.each([...table, ...beside])('reads %s', (type, fields, kind, deltas) => {
    const payload = { type, ...fields };
    const [reading] = readAll(payload);
    expect(reading?.kind).toBe(kind);
    expect(deltasOf(payload).filter((delta) => typeof delta === 'object').map((delta) => delta.type)).toEqual(deltas);
  });

  it.each([...table, ...beside].filter(([, , kind]) => kind !== 'error'))(
    'hands over the payload of %s itself, unknown fields and all',
    (type, fields) => {
      const payload = { type, ...fields, added_by_a_gateway: { deep: true } };
      const [reading] = readAll(payload);
      expect((reading as { payload: unknown }).payload).toBe(payload);
    },
  );

  it.each([...table, ...beside])('reads %s without what gateways leave out, and with nulls in its place', (type, fields, kind) => {
    const optional = ['sequence_number', 'item_id', 'output_index', 'content_index', 'summary_index', 'command_index', 'logprobs'];
    const nulled = { type, ...fields, ...Object.fromEntries(optional.map((name) => [name, null])) };
    expect(readAll(nulled).map((reading) => reading.kind)).toEqual([kind]);
    expect(readAll(withoutNulls(nulled)).map((reading) => reading.kind)).toEqual([kind]);
  });

  it.each(['response.fusion_call.in_progress', 'response.steer.accepted', 'response.debug', 'Response.completed', '__proto__', 'constructor', ''])(
    'passes on %j as unknown',
    (type) => {
      const payload = { type };
      expect(readAll(payload)).toEqual([{ kind: 'unknown', payload }]);
    },
  );

  it.each([[{}], [{ type: null }], [{ type: 7 }], [{ choices: [] }]])('passes on %j, which has no type, as unknown', (payload) => {
    expect(readAll(payload)).toEqual([{ kind: 'unknown', payload }]);
  });
});

describe('a known type without what it must have', () => {
  it.each<[PayloadObject, string]>([
    [{ type: 'response.output_text.delta' }, 'delta: expected string'],
    [{ type: 'response.refusal.delta', delta: 7 }, 'delta: expected string'],
    [{ type: 'response.reasoning_summary_text.delta', delta: true }, 'delta: expected string'],
    [{ type: 'response.function_call_arguments.delta', delta: 7 }, 'delta: expected string'],
    [{ type: 'response.audio.delta' }, 'delta: expected string'],
    [{ type: 'response.output_text.done', text: 7 }, 'text: expected string'],
    [{ type: 'response.function_call_arguments.done', arguments: 7 }, 'arguments: expected string'],
    [{ type: 'response.output_item.added' }, 'item: expected object'],
    [{ type: 'response.output_item.done', item: 'secret' }, 'item: expected object'],
    [{ type: 'response.output_item.added', item: { type: 'function_call', arguments: 7 } }, 'item.arguments: expected string'],
    [{ type: 'response.image_generation_call.partial_image' }, 'partial_image_b64: expected string'],
    [{ type: 'response.completed', response: 'secret' }, 'response: expected object'],
  ])('makes %j invalid', (payload, reason) => {
    expect(readAll(payload)).toEqual([{ kind: 'invalid', reason }]);
  });

  it.each([10_000, 2 ** 53])('makes the index %j of an item invalid, whatever the event', (output_index) => {
    const payloads: readonly PayloadObject[] = [
      { type: 'response.output_text.delta', delta: 'a', output_index },
      { type: 'response.output_item.added', item: { type: 'function_call' }, output_index },
      { type: 'response.mcp_call.in_progress', output_index },
    ];
    expect(payloads.flatMap((payload) => readAll(payload))).toEqual(payloads.map(() => ({ kind: 'invalid', reason: 'output_index: too big' })));
  });

  it('never is one for a command that is numbered below 0', () => {
    expect(readAll({ type: 'response.shell_call_command.delta', command_index: -1 }).map(({ kind }) => kind)).toEqual(['invalid']);
  });

  it('never shows content in the reason', () => {
    const reasons = JSON.stringify(readAll({ type: 'response.output_item.done', item: 'hunter2' }));
    expect(reasons).toContain('expected');
    expect(reasons).not.toContain('hunter2');
  });
});

describe('what stands beside the output', () => {
  it.each<PayloadObject>([
    { type: 'response.created', response: { id: {}, model: [], output: 'x', usage: 'y', incomplete_details: 'z' } },
    { type: 'response.in_progress', response: 'x' },
    { type: 'response.output_item.added', item: { type: 7, id: 7, content: 'x' } },
    { type: 'response.output_item.done', item: { type: 'message', id: {}, content: [null, 7, { type: 'output_text', text: 7, annotations: 'none', logprobs: 1 }] } },
    { type: 'response.output_item.added', output_index: -1, item: { type: 'web_search_call', id: null } },
    { type: 'response.content_part.done', part: 'x', content_index: '0' },
    { type: 'response.mcp_call.in_progress', output_index: -1, item_id: 7 },
  ])('is of any shape: %j adds nothing, and nothing fails', (payload) => {
    const [reading] = readAll(payload);
    expect(reading).toMatchObject({ kind: 'data', payload });
    expect(deltasOf(payload).filter((delta) => typeof delta === 'object' && delta.type !== 'start')).toEqual([]);
  });

  it.each([null, '', [], {}, false])('says nothing where it is %j, and fails nothing', (value) => {
    const types = ['output_text.delta', 'refusal.delta', 'reasoning_text.delta', 'function_call_arguments.delta', 'custom_tool_call_input.delta', 'audio.delta', 'audio.transcript.delta'];
    const payloads: PayloadObject[] = [
      ...types.map((type) => ({ type: `response.${type}`, delta: value })),
      ...['output_item.added', 'output_item.done'].map((type) => ({ type: `response.${type}`, item: value })),
      { type: 'response.output_text.done', text: value },
      { type: 'response.image_generation_call.partial_image', partial_image_b64: value },
    ];
    expect(deltasOf(...payloads)).toEqual([]);
    expect(readAll({ type: 'response.completed', response: value }).map(({ kind }) => kind)).toEqual(['terminal']);
  });

  it.each([-1, 0.5, 10_000, 123_456, '7', {}, true, null])('does not matter to a text: its part may be numbered %j, and its item so or -1', (index) => {
    const delta = { type: 'response.output_text.delta', output_index: typeof index === 'number' ? -1 : index, item_id: index, content_index: index, delta: 'a' };
    const done = { ...delta, type: 'response.output_text.done', text: 'a', logprobs: 'none' };
    expect(deltasOf(delta, done)).toEqual([{ type: 'text', text: 'a', choice: 0 }]);
  });

  it('is read where the arguments of a call come already parsed', () => {
    const item = { type: 'function_call', call_id: 'c', name: 'f', arguments: { a: 1 } };
    const whole = [{ type: 'tool-call', index: 0, id: 'c', name: 'f', arguments: '{"a":1}', choice: 0 }];
    expect(deltasOf({ type: 'response.output_item.done', item })).toEqual(whole);
    expect(deltasOf({ type: 'response.output_item.added', item: { ...item, arguments: '' } }, { ...item, type: 'response.function_call_arguments.done' })).toEqual([
      { type: 'tool-call', index: 0, id: 'c', name: 'f', arguments: '', choice: 0 },
      { type: 'tool-call', index: 0, arguments: '{"a":1}', choice: 0 },
    ]);
  });

  it.each<unknown>([{ text: 'a' }, [{ text: 'a' }], { value: 'a' }])('is read where it wraps a text: %j', (delta) => {
    expect(deltasOf({ type: 'response.output_text.delta', delta })).toEqual([{ type: 'text', text: 'a', choice: 0 }]);
    expect(deltasOf({ type: 'response.reasoning_summary_text.done', text: delta })).toEqual([{ type: 'reasoning', text: 'a', choice: 0 }]);
  });

  it.each([{}, [], true, ''])('does not matter to a call, whose ids are %j', (id) => {
    const item = { type: 'function_call', id, call_id: id, name: 'f', arguments: '{}' };
    expect(deltasOf({ type: 'response.output_item.done', output_index: -1, item })).toEqual([{ type: 'tool-call', index: 0, name: 'f', arguments: '{}', choice: 0 }]);
  });

  it.each(['max', 7, [], { reason: 7 }])('does not matter to an ending, whose details are %j', (details) => {
    const payload = { type: 'response.incomplete', response: { id: {}, status: 'incomplete', incomplete_details: details, output: 7 } };
    expect(deltasOf(payload)).toEqual([{ type: 'finish', reason: 'other', raw: 'incomplete', choice: 0 }]);
  });
});
