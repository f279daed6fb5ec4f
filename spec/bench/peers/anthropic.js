import Anthropic from '@anthropic-ai/sdk';

const request = { model: 'any', max_tokens: 1_024, messages: [{ role: 'user', content: 'Hi' }] };

function client(fetch) {
  return new Anthropic({ apiKey: 'none', baseURL: 'http://127.0.0.1', maxRetries: 0, fetch });
}

/** The SDK's plain iteration: parsed events, nothing validated, nothing folded. */
export const anthropic = {
  name: '@anthropic-ai/sdk',
  protocols: ['messages'],
  read: async (_protocol, fetch, { onPiece, signal } = {}) => {
    const stream = await client(fetch).messages.create({ ...request, stream: true }, { signal });
    let answer = '';
    for await (const event of stream) {
      if (event.type !== 'content_block_delta') continue;
      const piece = event.delta.text ?? event.delta.partial_json ?? '';
      if (onPiece) onPiece(piece);
      else answer += piece;
    }
    return answer;
  },
};

/** The SDK's helper that folds the events into its final object, as accumulate() does. */
export const anthropicFolding = {
  name: '@anthropic-ai/sdk, .stream()',
  protocols: ['messages'],
  read: async (_protocol, fetch, { onPiece, signal } = {}) => {
    const stream = client(fetch).messages.stream(request, { signal });
    if (onPiece) stream.on('streamEvent', () => onPiece(''));
    const [block] = (await stream.finalMessage()).content;
    return block.text ?? JSON.stringify(block.input);
  },
};
