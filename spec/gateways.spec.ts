import { accumulate, chatCompletions, collect, type ConversingProtocol, failOnErrorFrame, messages, parseFrames, responses, text, toolCalls, untilTerminal } from 'framewise';
import { from, lastValueFrom, type Observable, toArray } from 'rxjs';

/** Shapes of gateways in which an answer is whole all the same. What comes out is looked at in every fold, whole and byte by byte. */
const protocols = { chat: chatCompletions, responses, messages } as const;
const anything = { '~standard': { version: 1, vendor: 'spec', validate: (value: unknown) => ({ value }) } } as const;

const chunk = (delta: unknown, choice: object = {}): object => ({ id: 'c1', object: 'chat.completion.chunk', model: 'm', choices: [{ index: 0, delta, ...choice }] });
const calling = (...calls: unknown[]): object => chunk({ tool_calls: calls });
const stop = chunk({}, { finish_reason: 'stop' });
const added = (item: object, output_index = 0): object => ({ type: 'response.output_item.added', output_index, item });
const call = { type: 'function_call', id: 'f1', call_id: 'k1', name: 'weather' };
const completed = { type: 'response.completed', response: { id: 'r1', status: 'completed', output: [] } };
const begin = (index: unknown, content_block: unknown): object => ({ type: 'content_block_start', index, content_block });
const piece = (index: unknown, delta: unknown): object => ({ type: 'content_block_delta', index, delta });
const end = [{ type: 'message_delta', delta: { stop_reason: 'end_turn' } }, { type: 'message_stop' }];
const Oslo = '{"city":"Oslo"}';

const asked = { calls: [{ id: 'k1', name: 'weather', arguments: { city: 'Oslo' } }] };

it.each<[name: string, protocol: keyof typeof protocols, payloads: object[], expected: { text?: string; reasoning?: string; calls?: object[] }]>([
  // BerriAI/litellm#4537, openai/openai-agents-js#712
  ['an empty object before the arguments', 'chat', [calling({ index: 0, id: 'k1', function: { name: 'weather', arguments: '{}' } }), calling({ index: 0, function: { arguments: Oslo } }), stop], asked],
  ['the same in an item that begins', 'responses', [added({ ...call, arguments: '{}' }), { type: 'response.function_call_arguments.delta', item_id: 'f1', delta: Oslo }, completed], asked],
  ['arguments that are parsed already, as a delta', 'responses', [added({ ...call, arguments: {} }), { type: 'response.function_call_arguments.delta', item_id: 'f1', delta: { city: 'Oslo' } }, completed], asked],
  ['indexes that are texts', 'chat', [calling({ index: '0', id: 'k1', function: { name: 'weather', arguments: '' } }), calling({ index: '0', function: { arguments: Oslo } }), stop], asked],
  ['empty lists where an object is meant', 'chat', [chunk({ content: 'Hi', function_call: [], tool_calls: [[]] }), { choices: [[]] }, chunk([], { finish_reason: 'stop' })], { text: 'Hi' }],
  // vllm-project/vllm#31761
  ['parts of reasoning by a name of their own', 'responses', [{ type: 'response.reasoning_part.added', part: { type: 'reasoning_text', text: '' } }, { type: 'response.reasoning_text.delta', delta: 'Hm' }, { type: 'response.reasoning_part.done', part: { type: 'reasoning_text', text: 'Hm' } }, { type: 'response.output_text.delta', delta: 'Hi' }, completed], { text: 'Hi', reasoning: 'Hm' }],
  ['content that is a text', 'responses', [{ type: 'response.output_item.done', item: { type: 'message', content: 'Hi' } }, completed], { text: 'Hi' }],
  ['a part of a type of Chat', 'responses', [{ type: 'response.output_item.done', item: { type: 'message', content: [{ type: 'text', text: { value: 'Hi' } }] } }, completed], { text: 'Hi' }],
  ['deltas that name no block', 'messages', [begin(undefined, { type: 'text', text: '' }), piece(undefined, { type: 'text_delta', text: 'H' }), piece('', { type: 'text_delta', text: 'i' }), ...end], { text: 'Hi' }],
  ['text and thoughts in a wrapping', 'messages', [begin(0, { type: 'thinking', thinking: '' }), piece(0, { type: 'thinking_delta', thinking: { text: 'Hm' } }), begin(1, { type: 'text', text: [{ text: 'H' }] }), piece(1, { type: 'text_delta', text: { text: 'i' } }), ...end], { text: 'Hi', reasoning: 'Hm' }],
  ['blocks of one number that never end', 'messages', [begin(0, { type: 'text', text: 'Hi' }), begin(0, { type: 'tool_use', id: 'k1', name: 'weather', input: {} }), piece(0, { type: 'input_json_delta', partial_json: Oslo }), ...end], { text: 'Hi', ...asked }],
  ['a call that begins twice', 'messages', [begin(0, { type: 'tool_use', id: 'k1', name: 'weather', input: {} }), begin(0, { type: 'tool_use', id: 'k1', name: 'weather', input: {} }), piece(0, { type: 'input_json_delta', partial_json: Oslo }), ...end], asked],
])('reads %s (%s)', async (_name, name, payloads, expected) => {
  const protocol: ConversingProtocol<object, object> = protocols[name];
  const bytes = new TextEncoder().encode(payloads.map((payload) => `data: ${JSON.stringify(payload)}\n\n`).join('') + (name === 'chat' ? 'data: [DONE]\n\n' : ''));
  for (const chunks of [[bytes], Array.from(bytes, (byte) => Uint8Array.of(byte))]) {
    const last = <T>(read: (frames: ReturnType<typeof good>) => Observable<T>): Promise<T> => lastValueFrom(read(good()));
    const good = () => from(chunks).pipe(parseFrames(protocol), failOnErrorFrame(), untilTerminal());
    const answer = await last((frames) => frames.pipe(collect()));
    const native = await last((frames) => frames.pipe(accumulate(protocol)));
    const calls = await last((frames) => frames.pipe(toolCalls({ weather: anything }), toArray()));
    expect(answer).toMatchObject({ text: expected.text ?? '', reasoning: expected.reasoning ?? '' });
    expect((await last((frames) => frames.pipe(text(), toArray()))).join('')).toBe(expected.text ?? '');
    expect(calls).toMatchObject(expected.calls ?? []);
    expect(answer.toolCalls).toHaveLength(expected.calls?.length ?? 0);
    const turn = JSON.stringify(protocol.nextTurn({}, native, answer.toolCalls.map(({ id = '' }) => ({ id, content: 'Sun' }))));
    if (expected.calls) expect(turn.match(/k1/g)).toHaveLength(2);
    for (const word of [expected.text, expected.reasoning]) if (word !== undefined) expect(turn.replace(/"},{"text":"|"\],\["/g, '')).toContain(word);
  }
});
