/** Which wire format an answer is written in. */
export type ProtocolName = 'chat-completions' | 'responses' | 'messages';

/** One answer on the wire, in frames of the size and with the fields that the vendors' own servers send. */
export interface WireAnswer {
  readonly head: readonly string[];
  readonly body: readonly string[];
  readonly tail: readonly string[];
}

/** What the pieces of an answer are: words of its text, or fragments of the arguments of one tool call. */
export type AnswerKind = 'text' | 'arguments';

/** Writes one answer: a frame for each piece between the frames that open and close it. */
export function writeAnswer(protocol: ProtocolName, pieces: readonly string[], kind: AnswerKind = 'text'): WireAnswer {
  return writers[protocol](pieces, kind);
}

const writers: Record<ProtocolName, (pieces: readonly string[], kind: AnswerKind) => WireAnswer> = {
  'chat-completions': (pieces, kind) => {
    const chunk = (delta: object, finish: string | null = null, piece = ''): string => data({
      id: 'chatcmpl-BfK2vPzq7Yt0', object: 'chat.completion.chunk', created: 1_760_000_001, model: 'gpt-9-mini', service_tier: 'default',
      system_fingerprint: 'fp_7d1c3a', choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }], usage: null, obfuscation: obfuscation(piece),
    });
    const call = { index: 0, id: 'call_Zq81', type: 'function', function: { name: 'store', arguments: '' } };
    const isText = kind === 'text';
    return {
      head: [chunk({ role: 'assistant', content: isText ? '' : null, refusal: null, ...(!isText && { tool_calls: [call] }) })],
      body: pieces.map((piece) => chunk(isText ? { content: piece } : { tool_calls: [{ index: 0, function: { arguments: piece } }] }, null, piece)),
      tail: [chunk({}, isText ? 'stop' : 'tool_calls'), 'data: [DONE]\n\n'],
    };
  },

  responses: (pieces, kind) => {
    let sequence = 0;
    const event = (type: string, fields: object): string => `event: ${type}\n${data({ type, sequence_number: sequence++, ...fields })}`;
    const whole = pieces.join('');
    const isText = kind === 'text';
    const id = isText ? 'msg_04f1c2' : 'fc_04f1c2';
    const part = (text: string): object => ({ type: 'output_text', annotations: [], logprobs: [], text });
    const item = (status: string, said: string): object => isText
      ? { id, type: 'message', status, role: 'assistant', content: status === 'completed' ? [part(said)] : [] }
      : { id, type: 'function_call', status, call_id: 'call_Zq81', name: 'store', arguments: said };
    const response = (status: string, output: readonly object[]): object => ({ response: {
      id: 'resp_04f1c1', object: 'response', created_at: 1_760_000_001, status, error: null, incomplete_details: null, model: 'gpt-9-mini', output,
      parallel_tool_calls: true, tool_choice: 'auto', tools: [], usage: status === 'completed' ? { input_tokens: 10, output_tokens: 20, total_tokens: 30,
        input_tokens_details: { cached_tokens: 0 }, output_tokens_details: { reasoning_tokens: 0 } } : null,
    } });
    const place = { item_id: id, output_index: 0, ...(isText && { content_index: 0 }) };
    const delta = isText ? 'response.output_text.delta' : 'response.function_call_arguments.delta';
    return {
      head: [
        event('response.created', response('in_progress', [])),
        event('response.in_progress', response('in_progress', [])),
        event('response.output_item.added', { output_index: 0, item: item('in_progress', '') }),
        ...(isText ? [event('response.content_part.added', { ...place, part: part('') })] : []),
      ],
      body: pieces.map((piece) => event(delta, { ...place, delta: piece, ...(isText && { logprobs: [] }), obfuscation: obfuscation(piece) })),
      tail: [
        ...(isText
          ? [event('response.output_text.done', { ...place, text: whole, logprobs: [] }), event('response.content_part.done', { ...place, part: part(whole) })]
          : [event('response.function_call_arguments.done', { ...place, name: 'store', arguments: whole })]),
        event('response.output_item.done', { output_index: 0, item: item('completed', whole) }),
        event('response.completed', response('completed', [item('completed', whole)])),
      ],
    };
  },

  messages: (pieces, kind) => {
    const event = (type: string, fields: object): string => `event: ${type}\n${data({ type, ...fields })}`;
    const isText = kind === 'text';
    const block = isText ? { type: 'text', text: '' } : { type: 'tool_use', id: 'toolu_01Zq', name: 'store', input: {} };
    const delta = (piece: string): object => (isText ? { type: 'text_delta', text: piece } : { type: 'input_json_delta', partial_json: piece });
    return {
      head: [
        event('message_start', { message: { id: 'msg_01Zq', type: 'message', role: 'assistant', model: 'sonata-5', content: [], stop_reason: null, stop_sequence: null,
          usage: { input_tokens: 10, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 1 } } }),
        event('content_block_start', { index: 0, content_block: block }),
        event('ping', {}),
      ],
      body: pieces.map((piece, at) => padded(event('content_block_delta', { index: 0, delta: delta(piece) }), at)),
      tail: [
        event('content_block_stop', { index: 0 }),
        event('message_delta', { delta: { stop_reason: isText ? 'end_turn' : 'tool_use', stop_sequence: null }, usage: { output_tokens: 20 } }),
        event('message_stop', {}),
      ],
    };
  },
};

const letters = 'q7VbXz0RkLmT4sYwGd9HnJc2PfA6tKeU8uZi1oC3hBvE5rNxQyWgSjDaMpFl';

/** What OpenAI adds so that nobody can tell the word from the length of the frame: letters, as many as make it a multiple of 16. */
function obfuscation(piece: string): string {
  const from = (piece.length * 7 + (piece.codePointAt(1) ?? 0)) % 40;
  return letters.slice(from, from + 16 - (piece.length % 16));
}

/** What Anthropic adds for the same reason to some of its frames: spaces before the last brace. */
function padded(event: string, at: number): string {
  return at % 5 < 2 ? event.replace(/\}\n\n$/, `${' '.repeat(1 + ((at * 3) % 14))}}\n\n`) : event;
}

function data(payload: object): string {
  return `data: ${JSON.stringify(payload)}\n\n`;
}
