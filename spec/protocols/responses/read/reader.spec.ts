import type { PayloadObject } from '../../../../src/payload-object.js';
import { responses } from '../../../../src/protocols/responses/protocol.js';
import { deltasOf, readAll } from '../read-all.js';

const text = (value: string) => ({ type: 'text', text: value, choice: 0 });
const reasoning = (value: string) => ({ type: 'reasoning', text: value, choice: 0 });
const refusal = (value: string) => ({ type: 'refusal', text: value, choice: 0 });
const finish = (reason: string, raw: string) => ({ type: 'finish', reason, raw, choice: 0 });
const fragment = (index: number, json: string) => ({ type: 'tool-call', index, arguments: json, choice: 0 });
const call = (index: number, id: string, name: string, json = '') => ({ type: 'tool-call', index, id, name, arguments: json, choice: 0 });

const completed = (response: object = {}): PayloadObject => ({ type: 'response.completed', response: { status: 'completed', ...response } });
const callItem = (id: string, name: string, json = '') => ({ type: 'function_call', id: `fc_${id}`, call_id: id, name, arguments: json });
const added = (output_index: number, item: object): PayloadObject => ({ type: 'response.output_item.added', output_index, item });
const done = (output_index: number, item: object): PayloadObject => ({ type: 'response.output_item.done', output_index, item });
const argumentsDelta = (output_index: number, delta: string): PayloadObject => ({
  type: 'response.function_call_arguments.delta',
  output_index,
  delta,
});
const argumentsDone = (output_index: number, json: string): PayloadObject => ({
  type: 'response.function_call_arguments.done',
  output_index,
  arguments: json,
});

describe('the beginning of a Responses stream', () => {
  const created = { type: 'response.created', response: { id: 'resp_1', model: 'gpt-5', status: 'in_progress' } };
  const inProgress = { ...created, type: 'response.in_progress' };
  const queued = { ...created, type: 'response.queued' };

  it('is one start, however many lifecycle events say it', () => {
    expect(deltasOf(created, queued, inProgress, created)).toEqual([{ type: 'start', id: 'resp_1', model: 'gpt-5' }]);
  });

  it.each([queued, inProgress])('is $type where response.created never came', (payload) => {
    expect(deltasOf(payload)).toEqual([{ type: 'start', id: 'resp_1', model: 'gpt-5' }]);
  });

  it.each([{ type: 'response.created' }, { type: 'response.created', response: { id: null, model: null } }])(
    'says no more than %j does',
    (payload) => {
      expect(deltasOf(payload)).toEqual([{ type: 'start' }]);
    },
  );

  it('belongs to one stream: a second reader starts anew', () => {
    expect(deltasOf(created)).toEqual(deltasOf(created));
  });
});

describe('text, reasoning and refusals', () => {
  it('come as their deltas, and not again when they are done', () => {
    expect(
      deltasOf(
        { type: 'response.reasoning_text.delta', output_index: 0, content_index: 0, delta: 'raw' },
        { type: 'response.reasoning_text.done', output_index: 0, content_index: 0, text: 'raw' },
        { type: 'response.output_text.delta', output_index: 1, content_index: 0, delta: 'Hel' },
        { type: 'response.output_text.delta', output_index: 1, content_index: 0, delta: 'lo' },
        { type: 'response.output_text.done', output_index: 1, content_index: 0, text: 'Hello' },
        { type: 'response.refusal.delta', output_index: 1, content_index: 1, delta: 'No.' },
        { type: 'response.refusal.done', output_index: 1, content_index: 1, refusal: 'No.' },
      ),
    ).toEqual([reasoning('raw'), text('Hel'), text('lo'), refusal('No.')]);
  });

  it('are both passed on where a server sends raw reasoning and its summary', () => {
    expect(
      deltasOf(
        { type: 'response.reasoning_text.delta', output_index: 0, content_index: 0, delta: 'raw' },
        { type: 'response.reasoning_summary_text.delta', output_index: 0, summary_index: 0, delta: 'short' },
      ),
    ).toEqual([reasoning('raw'), reasoning('short')]);
  });

  it('come when they are done where no delta of that part came', () => {
    expect(
      deltasOf(
        { type: 'response.output_text.delta', output_index: 0, content_index: 0, delta: 'first' },
        { type: 'response.output_text.done', output_index: 0, content_index: 0, text: 'first' },
        { type: 'response.output_text.done', output_index: 0, content_index: 1, text: 'second' },
        { type: 'response.output_text.done', output_index: 0, content_index: 1, text: 'second' },
        { type: 'response.reasoning_summary_text.done', output_index: 1, summary_index: 0, text: 'why' },
        { type: 'response.reasoning_text.done', output_index: 1, content_index: 0, text: 'raw' },
        { type: 'response.refusal.done', output_index: 2, content_index: 0, refusal: 'No.' },
      ),
    ).toEqual([text('first'), text('second'), reasoning('why'), reasoning('raw'), refusal('No.')]);
  });

  it('add nothing where they are empty', () => {
    expect(
      deltasOf(
        { type: 'response.output_text.delta', delta: '' },
        { type: 'response.audio.transcript.delta', delta: '' },
        { type: 'response.audio.delta', delta: '' },
        { type: 'response.output_text.done', text: null },
        { type: 'response.reasoning.done' },
        { type: 'response.output_text.annotation.added', annotation: null },
      ),
    ).toEqual([]);
  });

  it('share one frozen list of deltas where there are none', () => {
    const [first, second] = readAll({ type: 'ping' }, { type: 'response.audio.done' });
    expect(first).toHaveProperty('deltas', []);
    expect((first as { deltas: unknown }).deltas).toBe((second as { deltas: unknown }).deltas);
    expect(Object.isFrozen((first as { deltas: unknown }).deltas)).toBe(true);
  });

  it('bring their citations as the server sent them', () => {
    const annotation = { type: 'url_citation', url: 'https://example.com', start_index: 0, end_index: 3 };
    expect(deltasOf({ type: 'response.output_text.annotation.added', annotation })).toEqual([{ type: 'citation', citation: annotation, choice: 0 }]);
  });
});

describe('tool calls', () => {
  it('are counted in their order, with the call id and the name first and the arguments in fragments', () => {
    expect(
      deltasOf(
        added(0, { type: 'reasoning', id: 'rs_1' }),
        added(1, callItem('call_a', 'add')),
        argumentsDelta(1, '{"a":'),
        argumentsDelta(1, '1}'),
        argumentsDone(1, '{"a":1}'),
        done(1, callItem('call_a', 'add', '{"a":1}')),
        added(2, callItem('call_b', 'sub')),
        argumentsDelta(2, '{}'),
        argumentsDone(2, '{}'),
        done(2, callItem('call_b', 'sub', '{}')),
      ),
    ).toEqual([call(0, 'call_a', 'add'), fragment(0, '{"a":'), fragment(0, '1}'), call(1, 'call_b', 'sub'), fragment(1, '{}')]);
  });

  it('keep their places when they interleave', () => {
    expect(
      deltasOf(added(4, callItem('a', 'f')), added(7, callItem('b', 'g')), argumentsDelta(7, '2'), argumentsDelta(4, '1')),
    ).toEqual([call(0, 'a', 'f'), call(1, 'b', 'g'), fragment(1, '2'), fragment(0, '1')]);
  });

  it('are told apart by the item id where there is no output_index', () => {
    expect(
      deltasOf(
        { type: 'response.output_item.added', item: callItem('a', 'f') },
        { type: 'response.output_item.added', output_index: 3, item: callItem('b', 'g') },
        { type: 'response.function_call_arguments.delta', item_id: 'fc_a', delta: '1' },
        { type: 'response.function_call_arguments.delta', item_id: 'fc_b', delta: '2' },
        { type: 'response.function_call_arguments.delta', item_id: 'fc_a', output_index: 9, delta: '3' },
        { type: 'response.function_call_arguments.delta', delta: '4' },
      ),
    ).toEqual([call(0, 'a', 'f'), call(1, 'b', 'g'), fragment(0, '1'), fragment(1, '2'), fragment(0, '3'), fragment(1, '4')]);
  });

  it('follow output_index where the item ids change from event to event', () => {
    expect(
      deltasOf(added(0, callItem('a', 'f')), { type: 'response.function_call_arguments.delta', output_index: 0, item_id: 'other', delta: '1' }),
    ).toEqual([call(0, 'a', 'f'), fragment(0, '1')]);
  });

  it('of custom tools carry their input', () => {
    const item = { type: 'custom_tool_call', id: 'ct_1', call_id: 'c', name: 'sql', input: '' };
    expect(
      deltasOf(
        added(0, item),
        { type: 'response.custom_tool_call_input.delta', output_index: 0, delta: 'SELECT 1' },
        { type: 'response.custom_tool_call_input.done', output_index: 0, input: 'SELECT 1' },
        done(0, { ...item, input: 'SELECT 1' }),
      ),
    ).toEqual([call(0, 'c', 'sql'), fragment(0, 'SELECT 1')]);
  });

  it.each<[string, readonly PayloadObject[], readonly object[]]>([
    ['in the added item', [added(0, callItem('a', 'f', '{"x":1}')), done(0, callItem('a', 'f', '{"x":1}'))], [call(0, 'a', 'f', '{"x":1}')]],
    [
      'in arguments.done',
      [added(0, callItem('a', 'f')), argumentsDone(0, '{"x":1}'), done(0, callItem('a', 'f', '{"x":1}'))],
      [call(0, 'a', 'f'), fragment(0, '{"x":1}')],
    ],
    ['in the finished item', [added(0, callItem('a', 'f')), done(0, callItem('a', 'f', '{"x":1}'))], [call(0, 'a', 'f'), fragment(0, '{"x":1}')]],
    ['in the finished item alone', [done(0, callItem('a', 'f', '{"x":1}'))], [call(0, 'a', 'f', '{"x":1}')]],
    [
      'before the item that names them',
      [argumentsDelta(0, '{"x":1}'), done(0, callItem('a', 'f', '{"x":1}'))],
      [fragment(0, '{"x":1}'), call(0, 'a', 'f')],
    ],
    ['before the added item', [argumentsDelta(0, '{}'), added(0, callItem('a', 'f'))], [fragment(0, '{}'), call(0, 'a', 'f')]],
    ['nowhere', [added(0, callItem('a', 'f')), argumentsDelta(0, ''), argumentsDone(0, ''), done(0, callItem('a', 'f'))], [call(0, 'a', 'f')]],
  ])('have their arguments once when they come whole %s', (_where, payloads, deltas) => {
    expect(deltasOf(...payloads)).toEqual(deltas);
  });

  it('begin anew where a server numbers every item 0', () => {
    expect(
      deltasOf(added(0, callItem('a', 'f')), argumentsDelta(0, '1'), added(0, callItem('b', 'g')), argumentsDelta(0, '2')),
    ).toEqual([call(0, 'a', 'f'), fragment(0, '1'), call(1, 'b', 'g'), fragment(1, '2')]);
  });

  it('take the item id where there is no call id, and do without a name', () => {
    expect(deltasOf(added(0, { type: 'function_call', id: 'fc_1', call_id: null, name: null, arguments: null }))).toEqual([
      { type: 'tool-call', index: 0, id: 'fc_1', arguments: '', choice: 0 },
    ]);
  });

  it.each([
    'mcp_call',
    'mcp_approval_request',
    'web_search_call',
    'file_search_call',
    'code_interpreter_call',
    'computer_call',
    'shell_call',
    'local_shell_call',
    'tool_search_call',
  ])('are none where the vendor runs %s itself', (type) => {
    const item = { type, id: 'x', name: 'n', arguments: { any: 'shape' }, input: ['any'] };
    expect(deltasOf(added(0, item), done(0, item), completed({ output: [item] }))).toEqual([finish('stop', 'completed')]);
  });
});

describe('media', () => {
  it('are partial images and the finished one, in the format that is stated, else png', () => {
    expect(
      deltasOf(
        { type: 'response.image_generation_call.partial_image', partial_image_b64: 'AA==', output_format: 'webp' },
        { type: 'response.image_generation_call.partial_image', partial_image_b64: 'AB==' },
        added(0, { type: 'image_generation_call', status: 'in_progress', result: null }),
        done(0, { type: 'image_generation_call', result: 'AC==', output_format: 'jpeg' }),
        done(1, { type: 'image_generation_call', result: 'AD==' }),
        done(2, { type: 'image_generation_call', result: null }),
      ),
    ).toEqual([
      { type: 'media', mediaType: 'image/webp', data: 'AA==', choice: 0 },
      { type: 'media', mediaType: 'image/png', data: 'AB==', choice: 0 },
      { type: 'media', mediaType: 'image/jpeg', data: 'AC==', choice: 0 },
      { type: 'media', mediaType: 'image/png', data: 'AD==', choice: 0 },
    ]);
  });

  it('are sound, whose transcript is text', () => {
    expect(deltasOf({ type: 'response.audio.delta', delta: 'AA==' }, { type: 'response.audio.transcript.delta', delta: 'Hi' })).toEqual([
      { type: 'media', mediaType: 'audio/pcm', data: 'AA==', choice: 0 },
      text('Hi'),
    ]);
  });
});

describe('the end of a Responses stream', () => {
  const usage = {
    input_tokens: 30,
    input_tokens_details: { cached_tokens: 10, cache_write_tokens: 5 },
    output_tokens: 20,
    output_tokens_details: { reasoning_tokens: 7 },
    total_tokens: 50,
  };

  it('brings the usage, then the finish', () => {
    expect(deltasOf(completed({ usage }))).toEqual([
      { type: 'usage', usage: { inputTokens: 30, outputTokens: 20, reasoningTokens: 7, cachedReadTokens: 10, cachedWriteTokens: 5 } },
      finish('stop', 'completed'),
    ]);
  });

  it.each([null, undefined, {}, 'many', [], { input_tokens_details: 7 }])('does without a usage of the form %j', (odd) => {
    expect(deltasOf(completed({ usage: odd }))).toEqual([finish('stop', 'completed')]);
  });

  it.each<[string, PayloadObject, object]>([
    ['completed', completed(), finish('stop', 'completed')],
    ['completed without a response', { type: 'response.completed' }, finish('stop', 'completed')],
    ['completed, with an output of another form', completed({ output: { type: 'function_call' } }), finish('stop', 'completed')],
    ['completed, though its status is incomplete', completed({ status: 'incomplete' }), finish('other', 'incomplete')],
    [
      'incomplete by length',
      { type: 'response.incomplete', response: { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } } },
      finish('length', 'max_output_tokens'),
    ],
    [
      'incomplete by filter',
      { type: 'response.incomplete', response: { incomplete_details: { reason: 'content_filter' } } },
      finish('content-filter', 'content_filter'),
    ],
    ['incomplete for another reason', { type: 'response.incomplete', response: { incomplete_details: { reason: 'steered' } } }, finish('other', 'steered')],
    ['incomplete for no reason', { type: 'response.incomplete', response: { incomplete_details: null } }, finish('other', 'incomplete')],
    ['cancelled', { type: 'response.cancelled', response: { status: 'cancelled' } }, finish('other', 'cancelled')],
    ['cancelled without a response', { type: 'response.cancelled' }, finish('other', 'cancelled')],
    ['done', { type: 'response.done', response: { status: 'completed' } }, finish('stop', 'completed')],
    ['done without a status', { type: 'response.done', response: {} }, finish('stop', 'completed')],
    ['done, cancelled', { type: 'response.done', response: { status: 'cancelled' } }, finish('other', 'cancelled')],
    [
      'done, incomplete',
      { type: 'response.done', response: { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } } },
      finish('length', 'max_output_tokens'),
    ],
  ])('is a terminal frame when it is %s', (_how, payload, delta) => {
    expect(readAll(payload)).toEqual([{ kind: 'terminal', payload, deltas: [delta] }]);
  });

  it('tells what only the final output says, for servers that stream nothing before it', () => {
    const message = { type: 'message', content: [7, { type: 'output_text', text: 'Hi' }, { type: 'refusal', refusal: 'No.' }] };
    const call = { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' };
    expect(deltasOf(completed({ output: [null, message] }))).toEqual([
      { type: 'text', text: 'Hi', choice: 0 },
      { type: 'refusal', text: 'No.', choice: 0 },
      finish('refusal', 'completed'),
    ]);
    expect(deltasOf(completed({ output: [call, { type: 'custom_tool_call', id: 'd', input: 'x' }] }))).toEqual([
      { type: 'tool-call', index: 0, id: 'c', name: 'f', arguments: '{}', choice: 0 },
      { type: 'tool-call', index: 1, id: 'd', arguments: 'x', choice: 0 },
      finish('tool-calls', 'completed'),
    ]);
  });

  it('tells nothing twice that was streamed', () => {
    const output = [{ type: 'message', content: [{ type: 'output_text', text: 'Hi' }] }];
    const streamed = { type: 'response.output_text.delta', delta: 'Hi', output_index: 3 };
    expect(deltasOf(streamed, completed({ output }))).toEqual([
      { type: 'text', text: 'Hi', choice: 0 },
      finish('stop', 'completed'),
    ]);
  });

  it('is tool-calls after calls, refusal after a refusal, and the calls weigh more', () => {
    const refused = { type: 'response.refusal.delta', delta: 'No.' };
    const called = added(0, callItem('a', 'f'));
    expect(deltasOf(called, completed()).at(-1)).toEqual(finish('tool-calls', 'completed'));
    expect(deltasOf(refused, completed()).at(-1)).toEqual(finish('refusal', 'completed'));
    expect(deltasOf(refused, called, completed()).at(-1)).toEqual(finish('tool-calls', 'completed'));
  });

  it('is never a clean end alone', () => {
    const reader = responses.openReader();
    expect(reader.isWhole()).toBe(false);
    reader.read({ type: 'response.output_text.done', text: 'Hello' });
    reader.read(completed());
    expect(reader.isWhole()).toBe(false);
    expect(responses.endsAtDone).toBe(false);
  });
});

describe('output that comes only where something is stated in full', () => {
  const created = { type: 'response.created', response: { id: 'r', model: 'm' } };
  const reasoningItem = { type: 'reasoning', id: 'rs', summary: [{ type: 'summary_text', text: 'why' }], content: [{ type: 'reasoning_text', text: 'raw' }] };
  const annotation = { type: 'url_citation', url: 'u' };
  const message = { type: 'message', id: 'm', content: [{ type: 'output_text', text: 'Hi', annotations: [annotation] }, { type: 'refusal', refusal: 'No.' }] };
  const image = { type: 'image_generation_call', result: 'AA==' };
  const citation = { type: 'citation', citation: annotation, choice: 0 };
  const media = { type: 'media', mediaType: 'image/png', data: 'AA==', choice: 0 };
  const all = [reasoning('why'), reasoning('raw'), text('Hi'), refusal('No.'), citation, media];

  it('counts in the item, and not again in the response', () => {
    const items = [reasoningItem, message, image];
    expect(deltasOf(created, ...items.map((item, at) => done(at, item)), completed({ output: items })).slice(1, -1)).toEqual(all);
    expect(deltasOf(created, ...items.map((item, at) => done(at, item)), ...items.map((item, at) => done(at, item)), completed()).slice(1, -1)).toEqual(all);
  });

  it('counts in the response, and names the answer where nothing did before', () => {
    expect(deltasOf(completed({ id: 'r', model: 'm', output: [reasoningItem, message, image] }))).toEqual([
      { type: 'start', id: 'r', model: 'm' }, ...all, finish('refusal', 'completed'),
    ]);
  });

  it('is no news where it was streamed as reasoning of the other kind', () => {
    const item = { type: 'reasoning', id: 'rs', summary: [{ type: 'summary_text', text: 'why' }] };
    const delta = { type: 'response.reasoning_text.delta', output_index: 0, content_index: 0, delta: 'why' };
    expect(deltasOf(delta, done(0, item), completed({ output: [item] }))).toEqual([reasoning('why'), finish('stop', 'completed')]);
  });

  it('is no news where it was the transcript of sound', () => {
    const spoken = { type: 'message', content: [{ type: 'output_text', text: 'Hi' }] };
    expect(deltasOf({ type: 'response.audio.transcript.delta', delta: 'Hi' }, completed({ output: [spoken] }))).toEqual([text('Hi'), finish('stop', 'completed')]);
  });

  it('brings no citation again that was streamed', () => {
    const added = { type: 'response.output_text.annotation.added', annotation };
    expect(deltasOf(added, done(0, message), completed({ output: [message] })).filter((delta) => typeof delta === 'object' && delta.type === 'citation')).toEqual([citation]);
  });
});

describe('a call', () => {
  it('keeps the id that was told first, wherever another one stands', () => {
    const item = { type: 'function_call', id: 'fc_1', call_id: 'k1', name: 'f', arguments: '{}' };
    const other = { ...item, id: 'fc_9', call_id: 'k9' };
    const events = [added(0, { ...item, arguments: '' }), argumentsDelta(0, '{}'), done(0, { ...other, id: undefined }), completed({ output: [other] })];
    expect(deltasOf(...events)).toEqual([call(0, 'k1', 'f'), fragment(0, '{}'), finish('tool-calls', 'completed')]);
    const accumulator = responses.openAccumulator();
    const answer = events.map((event) => accumulator.add(event as never)).at(-1);
    expect(answer?.output).toMatchObject([{ type: 'function_call', call_id: 'k1', name: 'f', arguments: '{}' }]);
    const turn = responses.nextTurn({ input: [] }, answer as never, [{ id: 'k1', content: '17' }]);
    expect(turn).toMatchObject({ input: [{ call_id: 'k1' }, { type: 'function_call_output', call_id: 'k1' }] });
  });

  it('without an id of its own is sent back under the one that was told', () => {
    const accumulator = responses.openAccumulator();
    const answer = accumulator.add(added(0, { type: 'function_call', id: 'fc_1', name: 'f', arguments: { a: 1 } }) as never);
    expect(answer?.output).toEqual([{ type: 'function_call', id: 'fc_1', call_id: 'fc_1', name: 'f', arguments: '{"a":1}' }]);
  });

  it('has its name from where its arguments are stated, if that is all there is', () => {
    const whole = { type: 'response.function_call_arguments.done', output_index: 0, name: 'f', arguments: '{}' };
    expect(deltasOf(argumentsDelta(0, '{}'), whole)).toEqual([fragment(0, '{}'), { type: 'tool-call', index: 0, name: 'f', arguments: '', choice: 0 }]);
  });

  it('is one of ten thousand at most, numbered or not', () => {
    const many = Array.from({ length: 10_001 }, (_, at) => ({ type: 'function_call', call_id: String(at), name: 'f', arguments: '{}' }));
    expect(readAll(completed({ output: many }))).toEqual([{ kind: 'invalid', reason: 'more than 10000 items' }]);
    expect(readAll(...many.map((item) => ({ type: 'response.output_item.done', item }))).at(-1)).toEqual({ kind: 'invalid', reason: 'more than 10000 items' });
    expect(readAll(completed({ output: many.slice(1) }))[0]?.kind).toBe('terminal');
  });
});

describe('a failure', () => {
  const error = { code: 'rate_limit_exceeded', message: 'Slow down.' };

  it.each(['response.failed', 'response.completed', 'response.incomplete', 'response.cancelled', 'response.done'])(
    'is found in the status of %s',
    (type) => {
      expect(readAll({ type, response: { status: 'failed', error } })).toEqual([{ kind: 'error', error }]);
    },
  );

  it('is response.failed whatever its response says', () => {
    expect(readAll({ type: 'response.failed', response: { status: 'completed', error } })).toEqual([{ kind: 'error', error }]);
  });

  it('is found where an error stands in a response without a status', () => {
    expect(readAll({ type: 'response.done', response: { error } })).toEqual([{ kind: 'error', error }]);
    expect(readAll({ type: 'response.done', response: { error: false } })[0]?.kind).toBe('terminal');
  });

  it.each([{ type: 'response.failed' }, { type: 'response.failed', response: null }, { type: 'response.failed', response: { error: null } }])(
    'is described where the server does not: %j',
    (payload) => {
      expect(readAll(payload)).toEqual([{ kind: 'error', error: { message: 'response.failed came without an error object' } }]);
    },
  );

  it('brings along the word that OpenRouter puts beside it', () => {
    const error_type = 'provider_overloaded';
    const failed = (response: object): PayloadObject => ({ type: 'response.failed', response: { status: 'failed', error_type, ...response } });
    expect(readAll(failed({ error }), failed({ error: 'boom' }), failed({}))).toEqual([
      { kind: 'error', error: { ...error, error_type } },
      { kind: 'error', error: { message: 'boom', error_type } },
      { kind: 'error', error: { message: 'response.failed came without an error object', error_type } },
    ]);
  });

  it.each(['response.error', 'error'])('is read from %s, nested or flat', (type) => {
    expect(readAll({ type, error }, { type, ...error })).toEqual([
      { kind: 'error', error },
      { kind: 'error', error: { ...error, type: undefined } },
    ]);
  });
});

describe('hostile payloads', () => {
  it('throw nothing and pollute no prototype', () => {
    const hostile = JSON.parse(
      '{"type":"response.completed","response":{"output":[{"__proto__":{"type":"function_call"}}],"usage":{"__proto__":{"input_tokens":1}},"__proto__":{"status":"failed"}}}',
    ) as PayloadObject;
    const item = JSON.parse('{"type":"function_call","id":"__proto__","call_id":"constructor","name":"toString"}') as object;
    expect(() => readAll(hostile, { type: 'response.output_item.added', item }, { type: 'response.function_call_arguments.delta', item_id: '__proto__', delta: '1' })).not.toThrow();
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('input_tokens');
    expect(deltasOf(hostile)).toEqual([finish('stop', 'completed')]);
  });
});
