import type { ToolResult } from '../../src/protocol.js';
import { nextTurn as nextChatTurn } from '../../src/protocols/chat-completions/next-turn.js';
import { nextTurn as nextMessagesTurn } from '../../src/protocols/messages/next-turn.js';
import { nextTurn as nextResponsesTurn } from '../../src/protocols/responses/next-turn.js';

const results: readonly ToolResult[] = [
  { id: 'c1', content: '17 °C' },
  { id: 'c2', content: 'no such city', isError: true },
];
const user = { role: 'user', content: 'Hi' };

describe('the next turn of Chat Completions', () => {
  const message = { role: 'assistant', content: null, refusal: null, tool_calls: [{ id: 'c1', type: 'function', function: { name: 'weather', arguments: '{}' } }] };
  const answer = { object: 'chat.completion' as const, choices: [{ index: 0, message, finish_reason: 'tool_calls', logprobs: null }] };

  it('adds the message and a tool message for each result, and changes nothing that it was given', () => {
    const body = Object.freeze({ model: 'm', messages: Object.freeze([user]) });
    expect(nextChatTurn(body, answer, results)).toStrictEqual({
      model: 'm',
      messages: [
        user,
        message,
        { role: 'tool', tool_call_id: 'c1', content: '17 °C' },
        { role: 'tool', tool_call_id: 'c2', content: 'no such city' },
      ],
    });
  });

  it('copes with a body without messages and with an answer without choices', () => {
    expect(nextChatTurn({ messages: 'none' }, { object: 'chat.completion', choices: [] }, [])).toStrictEqual({ messages: [] });
  });
});

describe('the next turn of Responses', () => {
  const output: { readonly type: string; readonly [field: string]: unknown }[] = [{ type: 'reasoning', id: 'rs_1' }, { type: 'function_call', call_id: 'c1', name: 'weather', arguments: '{}' }];
  const replies = [
    { type: 'function_call_output', call_id: 'c1', output: '17 °C' },
    { type: 'function_call_output', call_id: 'c2', output: 'no such city' },
  ];

  it.each([
    ['a text', 'Hi', [user]],
    ['a list', [user], [user]],
    ['nothing', undefined, []],
  ])('adds the output and an item for each result to an input that is %s', (_, input, first) => {
    const answer = { object: 'response', status: 'completed', output, output_text: '' };
    expect(nextResponsesTurn({ model: 'm', input }, answer, results)).toStrictEqual({ model: 'm', input: [...first, ...output, ...replies] });
  });
});

describe('the next turn of Messages', () => {
  const answer = (...content: { type: string; text?: string; input?: unknown }[]) => ({ type: 'message' as const, role: 'assistant' as const, content });

  it('adds the content and one user message with a block for each result', () => {
    const content = [{ type: 'thinking', thinking: 'hm', signature: 's' }, { type: 'tool_use', id: 'c1', name: 'weather', input: { city: 'Oslo' } }];
    expect(nextMessagesTurn({ model: 'm', messages: [user] }, answer(...content), results)).toStrictEqual({
      model: 'm',
      messages: [
        user,
        { role: 'assistant', content },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'c1', content: '17 °C' },
            { type: 'tool_result', tool_use_id: 'c2', content: 'no such city', is_error: true },
          ],
        },
      ],
    });
  });

  it('sends back nothing that the server refuses: empty texts, and input that is no object', () => {
    const broken = ['{"a', null, [1], undefined].map((input) => ({ type: 'tool_use', input }));
    expect(nextMessagesTurn({}, answer({ type: 'text', text: '' }, { type: 'text', text: 'Hi' }, ...broken), [])).toStrictEqual({
      messages: [{ role: 'assistant', content: [{ type: 'text', text: 'Hi' }, ...broken.map(() => ({ type: 'tool_use', input: {} }))] }],
    });
  });
});
