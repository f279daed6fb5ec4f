import { readdirSync, readFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import { chatCompletions, messages, responses } from 'framewise';
import { type MockGateway, mockGateway, type Reply, type ScriptedDelta } from 'framewise/testing';
import { lastValueFrom, of, take, throwError, toArray } from 'rxjs';

import { batch, failures } from '../../../docs/examples/recipes/batch.js';
import { assistant } from '../../../docs/examples/recipes/bound.js';
import { Conversation } from '../../../docs/examples/recipes/conversation.js';
import { values } from '../../../docs/examples/recipes/for-await.js';
import { agent } from '../../../docs/examples/recipes/ten-line-agent.js';
import { message, words } from '../../../docs/examples/recipes/vendor-bodies.js';
import { wordsAndAnswer } from '../../../docs/examples/recipes/words-and-answer.js';

const root = new URL('../../../docs/', import.meta.url);
const refused: Reply = { status: 401, error: { type: 'authentication_error', message: 'Bad key' } };
const requestTo = (gateway: MockGateway) => ({ baseUrl: gateway.baseUrl, apiKey: 'test', body: { model: 'm', max_tokens: 9, messages: [{ role: 'user', content: 'Hi' }] } });
const all = <T>(source: Parameters<typeof lastValueFrom<T>>[0]) => lastValueFrom(source.pipe(toArray()));
const user = (content: string) => ({ role: 'user', content });
const model = (content: string) => ({ role: 'assistant', content });

beforeAll(() => jest.spyOn(console, 'error').mockImplementation(() => undefined));
afterAll(() => jest.restoreAllMocks());

it('docs/recipes.md prints every recipe in full, as the very file that runs here', () => {
  const page = readFileSync(new URL('recipes.md', root), 'utf8');
  const blocks = [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, block]) => block);
  const files = readdirSync(new URL('examples/recipes/', root));
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) expect(blocks).toContain(readFileSync(new URL(`examples/recipes/${file}`, root), 'utf8'));
});

describe('a conversation', () => {
  it('sends what was said before', async () => {
    await using gateway = await mockGateway({ script: [{ text: 'One.' }, { text: 'Two.' }] });
    const conversation = new Conversation(requestTo(gateway));
    await all(conversation.ask('First?'));
    expect((await all(conversation.ask('Second?'))).join('')).toBe('Two.');
    expect(gateway.requests[1]?.body).toMatchObject({ messages: [user('First?'), model('One.'), user('Second?')] });
    expect(conversation.turns).toHaveLength(4);
  });

  it('keeps what was read of an answer that is cancelled, and hangs up', async () => {
    await using gateway = await mockGateway({ script: [{ text: ['Once ', 'upon ', 'a time'], fault: { kind: 'stall', afterText: 'Once upon ' } }] });
    const conversation = new Conversation(requestTo(gateway));
    await all(conversation.ask('A story?').pipe(take(2)));
    expect(conversation.turns).toEqual([user('A story?'), model('Once upon')]);
    expect(await (await gateway.requestAt(0)).closed).toBe('client');
  });

  it('keeps the words of an answer that breaks, and nothing of one that never began', async () => {
    await using gateway = await mockGateway({ script: [refused, { text: ['Once ', 'upon '], fault: { kind: 'reset', afterText: 'Once ' } }] });
    const conversation = new Conversation(requestTo(gateway));
    await expect(all(conversation.ask('A story?'))).rejects.toMatchObject({ type: 'authentication_error' });
    expect(conversation.turns).toEqual([]);
    await expect(all(conversation.ask('A story?'))).rejects.toMatchObject({ origin: 'transport' });
    expect(conversation.turns).toEqual([user('A story?'), model('Once')]);
  });
});

it('words and the final answer come from one request', async () => {
  await using gateway = await mockGateway({ script: [{ text: ['Hello, ', 'world'], usage: { inputTokens: 3, outputTokens: 2 } }] });
  const said = await all(wordsAndAnswer(requestTo(gateway)));
  expect(said).toMatchObject([{ words: 'Hello, ' }, { words: 'world' }, { answer: { text: 'Hello, world', usage: { outputTokens: 2 } } }]);
  expect(gateway.requestCount).toBe(1);
});

describe('an agent in ten lines', () => {
  const begin = (name: string, text: string): ScriptedDelta => ({ type: 'tool-call', index: 0, id: 'c1', name, arguments: text });

  it('is ten lines', () => {
    const lines = readFileSync(new URL('examples/recipes/ten-line-agent.ts', root), 'utf8').trimEnd().split('\n');
    expect(lines.slice(lines.findIndex((line) => line.startsWith('export function'))).length).toBeLessThanOrEqual(11);
  });

  it.each([chatCompletions, responses, messages])('makes the calls of $name, tells the model of one that it got wrong, and ends with the answer', async (protocol) => {
    const script: Reply[] = [{ deltas: [begin('add', '{"a":1,"b":2}')] }, { deltas: [begin('add', '{"a":')], finish: 'length' }, { text: '3' }];
    await using gateway = await mockGateway({ script });
    const made: unknown[] = [];
    const turns = await all(agent<object, unknown>(protocol, { ...requestTo(gateway), body: { model: 'm', messages: [], input: [] } }, (call) => {
      made.push(call.arguments);
      return Promise.resolve({ id: call.id, content: '3' });
    }));
    expect(made).toEqual([{ a: 1, b: 2 }]);
    expect(turns).toHaveLength(3);
    expect(JSON.stringify(gateway.requests[2]?.body)).toMatch(/cut|length|JSON/);
  });

  it('is not led on for ever', async () => {
    await using gateway = await mockGateway({ script: () => ({ deltas: [begin('add', '{}')] }) });
    expect(await all(agent(messages, requestTo(gateway), ({ id }) => Promise.resolve({ id, content: '' })))).toHaveLength(8);
  });
});

describe('for await', () => {
  it('takes every value, and aborts where the loop is left', async () => {
    const seen: number[] = [];
    for await (const value of values(of(1, 2, 3))) seen.push(value);
    expect(seen).toEqual([1, 2, 3]);

    await using gateway = await mockGateway({ script: [{ text: ['a', 'b'], fault: { kind: 'stall', afterText: 'a' } }] });
    for await (const said of values(wordsAndAnswer(requestTo(gateway)))) {
      expect(said).toEqual({ words: 'a' });
      break;
    }
    expect(await (await gateway.requestAt(0)).closed).toBe('client');
  });

  it('throws the error', async () => {
    const error = new Error('no');
    await expect(values(throwError(() => error)).next()).rejects.toBe(error);
  });
});

it('defaults are bound once', async () => {
  await using gateway = await mockGateway({ script: [{ text: 'Hello' }] });
  expect(await all(assistant({ baseUrl: gateway.baseUrl, apiKey: () => 'fresh' })('Hi'))).toEqual(['Hello']);
  expect(gateway.requests[0]).toMatchObject({ headers: { 'x-api-key': 'fresh' }, body: { max_tokens: 1024, messages: [user('Hi')] } });
});

it('bodies of the vendors are sent as they are, and answers have their type', async () => {
  await using gateway = await mockGateway({ script: [{ text: 'Hello' }, { text: 'Hello' }] });
  expect(await all(words({ baseUrl: gateway.baseUrl, apiKey: 'test' }, 'Hi'))).toEqual(['Hello']);
  const { role, content } = await lastValueFrom(message({ baseUrl: gateway.baseUrl, apiKey: 'test' }, 'Hi'));
  expect([role, content]).toMatchObject(['assistant', [{ type: 'text', text: 'Hello' }]]);
  expect(gateway.requests[0]?.body).toMatchObject({ input: 'Hi', reasoning: { effort: 'low' }, stream: true });
});

it('a batch has a row for each prompt, and a table of what failed', async () => {
  await using gateway = await mockGateway({
    script: ({ body }) => (JSON.stringify(body).includes('bad') ? refused : { text: 'Fine', usage: { inputTokens: 1, outputTokens: 2 } }),
  });
  const { model } = { model: 'm' };
  const rows = await all(batch(['a', 'bad 1', 'b', 'bad 2', 'c'], { ...requestTo(gateway), body: { model, stream_options: { include_usage: true } } }));
  const advice = 'authentication_error: Check the API key, and which key this endpoint expects.';
  expect(rows).toHaveLength(5);
  expect(rows).toEqual(expect.arrayContaining([{ prompt: 'a', text: 'Fine', tokens: 2 }, { prompt: 'bad 1', problem: advice, attempts: 1, again: false }]));
  expect(failures(rows)).toEqual({ [advice]: 2 });
});
