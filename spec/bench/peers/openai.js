import OpenAI from 'openai';

const key = { apiKey: 'none', baseURL: 'http://127.0.0.1/v1', maxRetries: 0 };
const turns = [{ role: 'user', content: 'Hi' }];

async function readChat(fetch, { onPiece, signal } = {}) {
  const client = new OpenAI({ ...key, fetch });
  const stream = await client.chat.completions.create({ model: 'any', messages: turns, stream: true }, { signal });
  let answer = '';
  for await (const { choices } of stream) {
    const delta = choices[0]?.delta;
    const piece = delta?.content ?? delta?.tool_calls?.[0]?.function?.arguments ?? '';
    if (piece === '') continue;
    if (onPiece) onPiece(piece);
    else answer += piece;
  }
  return answer;
}

async function readResponse(fetch, { onPiece, signal } = {}) {
  const client = new OpenAI({ ...key, fetch });
  const stream = await client.responses.create({ model: 'any', input: 'Hi', stream: true }, { signal });
  let answer = '';
  for await (const event of stream) {
    if (event.type !== 'response.output_text.delta' && event.type !== 'response.function_call_arguments.delta') continue;
    if (onPiece) onPiece(event.delta);
    else answer += event.delta;
  }
  return answer;
}

/** The SDK's plain iteration: parsed events, nothing validated, nothing folded. */
export const openai = {
  name: 'openai',
  protocols: ['chat-completions', 'responses'],
  read: (protocol, fetch, options) => (protocol === 'responses' ? readResponse(fetch, options) : readChat(fetch, options)),
};

/** The SDK's helper that folds the events into its final object, as accumulate() does. */
export const openaiFolding = {
  name: 'openai, .stream()',
  protocols: ['chat-completions', 'responses'],
  read: async (protocol, fetch, { onPiece, signal } = {}) => {
    const client = new OpenAI({ ...key, fetch });
    if (protocol === 'responses') {
      const stream = client.responses.stream({ model: 'any', input: 'Hi' }, { signal });
      if (onPiece) stream.on('event', () => onPiece(''));
      const { output } = await stream.finalResponse();
      return output[0].arguments ?? output[0].content[0].text;
    }
    const stream = client.chat.completions.stream({ model: 'any', messages: turns }, { signal });
    if (onPiece) stream.on('chunk', () => onPiece(''));
    const { message } = (await stream.finalChatCompletion()).choices[0];
    return message.content ?? message.tool_calls[0].function.arguments;
  },
};
