import { readFileSync } from 'node:fs';
import { chatCompletions, type ConversingProtocol, messages, responses } from 'framewise';
import { mockGateway, type Reply, type ScriptedDelta } from 'framewise/testing';
import { lastValueFrom, toArray } from 'rxjs';

import { agent } from '../../docs/examples/agent-loop.js';

const begin = (index: number, name: string): ScriptedDelta => ({ type: 'tool-call', index, id: `call_${String(index)}`, name, arguments: '' });
const more = (index: number, text: string): ScriptedDelta => ({ type: 'tool-call', index, arguments: text });

/** Two calls, the second with a number where a text belongs; then the answer. */
const script: readonly Reply[] = [
  {
    deltas: [
      { type: 'text', text: 'Let me see. ' },
      begin(0, 'weather'), more(0, '{"city":'), more(0, '"Oslo"}'),
      begin(1, 'time'), more(1, '{"zone":'), more(1, '7}'),
    ],
  },
  { text: 'It is 17 °C in Oslo.' },
];
const said = 'Let me see. It is 17 °C in Oslo.';
const weather = '17 °C in Oslo';
const refused = 'The arguments of "time" do not match the schema: zone: Invalid input: expected string, received number.';

const question = { role: 'user', content: 'How is the weather in Oslo, and what time is it?' };
const turns: readonly { protocol: ConversingProtocol<object, unknown>; body: object; next: object }[] = [
  {
    protocol: chatCompletions,
    body: { model: 'm', messages: [question] },
    next: {
      messages: [
        question,
        {
          role: 'assistant',
          content: 'Let me see. ',
          tool_calls: [
            { id: 'call_0', type: 'function', function: { name: 'weather', arguments: '{"city":"Oslo"}' } },
            { id: 'call_1', type: 'function', function: { name: 'time', arguments: '{"zone":7}' } },
          ],
        },
        { role: 'tool', tool_call_id: 'call_0', content: weather },
        { role: 'tool', tool_call_id: 'call_1', content: refused },
      ],
    },
  },
  {
    protocol: responses,
    body: { model: 'm', input: question.content },
    next: {
      input: [
        question,
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Let me see. ' }] },
        { type: 'function_call', call_id: 'call_0', name: 'weather', arguments: '{"city":"Oslo"}' },
        { type: 'function_call', call_id: 'call_1', name: 'time', arguments: '{"zone":7}' },
        { type: 'function_call_output', call_id: 'call_0', output: weather },
        { type: 'function_call_output', call_id: 'call_1', output: refused },
      ],
    },
  },
  {
    protocol: messages,
    body: { model: 'm', messages: [question] },
    next: {
      messages: [
        question,
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'Let me see. ' },
            { type: 'tool_use', id: 'call_0', name: 'weather', input: { city: 'Oslo' } },
            { type: 'tool_use', id: 'call_1', name: 'time', input: { zone: 7 } },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'call_0', content: weather },
            { type: 'tool_result', tool_use_id: 'call_1', content: refused, is_error: true },
          ],
        },
      ],
    },
  },
];

describe.each(turns)('the agent loop with $protocol.name', ({ protocol, body, next }) => {
  const run = (baseUrl: string, turnsLeft?: number) => lastValueFrom(agent(protocol, { baseUrl, apiKey: 'test', body }, turnsLeft).pipe(toArray()));

  it('answers both calls, the bad one with what is wrong with it, and ends with the text of the last turn', async () => {
    await using gateway = await mockGateway({ script });
    const pieces = await run(gateway.baseUrl);
    expect(pieces.join('')).toBe(said);
    expect(gateway.requests.map((request) => request.body)).toMatchObject([{ ...body, stream: true }, { model: 'm', stream: true, ...next }]);
  });

  it('ends after one turn where no tool is called', async () => {
    await using gateway = await mockGateway({ script: [{ text: 'Hello.' }] });
    expect(await run(gateway.baseUrl)).toEqual(['Hello.']);
    expect(gateway.requests).toHaveLength(1);
  });

  it('is not led on for ever', async () => {
    await using gateway = await mockGateway({ script: [...script.slice(0, 1), ...script.slice(0, 1)] });
    await expect(run(gateway.baseUrl, 2)).rejects.toThrow('The model goes on calling tools.');
    expect(gateway.requests).toHaveLength(2);
  });
});

describe('docs/answers.md', () => {
  const root = new URL('../../docs/', import.meta.url);
  const page = readFileSync(new URL('answers.md', root), 'utf8');
  const file = readFileSync(new URL('examples/agent-loop.ts', root), 'utf8');

  it('shows the agent loop in full, as the very file that runs here', () => {
    const blocks = [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, block]) => block);
    expect(blocks.find((block) => block?.includes('export function agent'))).toBe(file);
  });

  it('promises under forty lines of code, and keeps it', () => {
    const code = file.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('/**'));
    expect(code.length).toBeLessThan(40);
  });
});
