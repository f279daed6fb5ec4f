import { readFileSync } from 'node:fs';
import { ApiError, collect, type Delta, failOnErrorFrame, type Frame, parseFrames, reliably, streamFrames, untilTerminal } from 'framewise';
import { type ErrorFormName, errorForms, type MockGateway, mockGateway, writeAnswer } from 'framewise/testing';
import { from, lastValueFrom, of, toArray } from 'rxjs';

import type { GeminiChunk } from '../../docs/examples/gemini.js';
import { writableGemini } from '../../docs/examples/gemini-writing.js';
import { completionOf } from '../support/completion-of.js';

const protocol = writableGemini('gemini-2.5-flash');
const protocols = [protocol];
const overloaded = { type: 'UNAVAILABLE', message: 'The model is overloaded.', code: '503' };
const silent = { warn: () => undefined, error: () => undefined };

const frames = (gateway: MockGateway) =>
  streamFrames(protocol, {
    baseUrl: `${gateway.baseUrl}/v1beta?alt=sse`,
    apiKey: 'test-key',
    body: { contents: [{ role: 'user', parts: [{ text: 'Hi' }] }] },
  });
const answerOf = (gateway: MockGateway) =>
  lastValueFrom(frames(gateway).pipe(reliably({ initialDelayMs: 0, logger: silent }), collect()));

function read(...payloads: readonly object[]): Promise<Frame<GeminiChunk>[]> {
  const body = payloads.map((payload) => `data: ${JSON.stringify(payload)}\n\n`);
  return lastValueFrom(from(body).pipe(parseFrames(protocol), toArray()));
}

async function failure(answer: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await answer.then(() => undefined, (reason: unknown) => reason);
  if (!ApiError.is(error)) throw new Error(`no ApiError but ${String(error)}`);
  return error;
}

describe('the protocol in docs/adding-a-protocol.md', () => {
  it.each([
    ['gemini.ts', 'export function gemini('],
    ['gemini-writing.ts', 'export function writableGemini('],
  ])('is shown in full, as the very file %s that runs here', (name, mark) => {
    const root = new URL('../../docs/', import.meta.url);
    const page = readFileSync(new URL('adding-a-protocol.md', root), 'utf8');
    const file = readFileSync(new URL(`examples/${name}`, root), 'utf8');
    const blocks = [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, block]) => block);
    expect(blocks.find((block) => block?.includes(mark))).toBe(file);
  });

  it('sends the request that Google documents', async () => {
    await using gateway = await mockGateway({ protocols });
    await answerOf(gateway);
    expect(gateway.requests[0]).toMatchObject({
      path: '/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse',
      body: { contents: [{ role: 'user', parts: [{ text: 'Hi' }] }] },
    });
    expect(gateway.requests[0]?.headers['x-goog-api-key']).toBe('test-key');
    expect(gateway.requests[0]?.body).not.toHaveProperty('stream');
  });

  it('reads an answer through the operators, which have never heard of it', async () => {
    await using gateway = await mockGateway({
      protocols,
      script: [{ text: 'Hello, world', usage: { inputTokens: 3, outputTokens: 7, reasoningTokens: 5, cachedReadTokens: 2 } }],
    });
    expect(await answerOf(gateway)).toMatchObject({
      id: 'mock-answer',
      model: 'mock-model',
      text: 'Hello, world',
      finishReason: 'stop',
      rawFinishReason: 'STOP',
      usage: { inputTokens: 3, outputTokens: 7, reasoningTokens: 5, cachedReadTokens: 2 },
    });
  });

  it('reads back what it writes', async () => {
    const deltas: Delta[] = [
      { type: 'start', id: 'r1', model: 'm1' },
      { type: 'reasoning', text: 'hm', choice: 0 },
      { type: 'text', text: 'Let me ', choice: 0 },
      { type: 'text', text: 'see.', choice: 0 },
      { type: 'text', text: 'The other', choice: 1 },
      { type: 'tool-call', index: 0, id: 'c1', name: 'sum', arguments: '{"x":', choice: 0 },
      { type: 'tool-call', index: 1, name: 'now', arguments: '', choice: 0 },
      { type: 'tool-call', index: 0, arguments: '1}', choice: 0 },
      { type: 'finish', reason: 'length', raw: 'MAX_TOKENS', choice: 1 },
      { type: 'finish', reason: 'tool-calls', raw: 'STOP', choice: 0 },
    ];
    const whole = await lastValueFrom(of(writeAnswer(protocol, { deltas })).pipe(parseFrames(protocol), failOnErrorFrame(), untilTerminal(), collect()));
    const sent = completionOf(deltas);
    const now = { ...sent.toolCalls[1], arguments: '{}' };
    expect(whole).toEqual({ ...sent, toolCalls: [sent.toolCalls[0], now] });
  });

  it('ends at the end of the stream, and only once everything has finished', async () => {
    await using gateway = await mockGateway({
      protocols,
      script: [{ text: 'Hello, world', fault: { kind: 'end', afterText: 'Hello,' } }],
    });
    expect(await failure(answerOf(gateway))).toMatchObject({ type: 'truncated_stream', origin: 'protocol' });
    expect(gateway.requests).toHaveLength(1);
  });

  it('does not take silence for a whole answer', async () => {
    expect(await read({ usageMetadata: { promptTokenCount: 3 } })).toMatchObject([{ kind: 'data', deltas: [{ type: 'usage', usage: { inputTokens: 3 } }] }]);
  });

  it('says once who answers, although every chunk does', async () => {
    const chunk = { responseId: 'r1', modelVersion: 'm1', candidates: [] };
    const start = { type: 'start', id: 'r1', model: 'm1' };
    expect(await read(chunk, chunk)).toEqual([{ kind: 'data', payload: chunk, deltas: [start] }, { kind: 'data', payload: chunk, deltas: [] }]);
  });

  it('takes a STOP in every chunk for what it is', async () => {
    const chunk = (text: string, finishReason?: string) => ({ candidates: [{ content: { parts: [{ text }] }, finishReason }] });
    const kinds = (seen: readonly { kind: string }[]) => seen.map(({ kind }) => kind);
    expect(kinds(await read(chunk('a', 'STOP'), chunk('b', 'STOP')))).toEqual(['data', 'data', 'terminal']);
    expect(kinds(await read(chunk('', 'STOP'), chunk('b')))).toEqual(['data', 'data']);
  });

  it('repeats a request that failed before its first word', async () => {
    await using gateway = await mockGateway({ protocols, script: [{ status: 503, error: overloaded }, { error: overloaded }, { text: 'Hi' }] });
    expect((await answerOf(gateway)).text).toBe('Hi');
    expect(gateway.requests).toHaveLength(3);
  });

  it.each([undefined, ...(Object.keys(errorForms) as ErrorFormName[]).filter((form) => /^(?:object|unframed)$|pretty/.test(form))])(
    'reports an error after output in the form %s, and does not repeat the request',
    async (as) => {
      await using gateway = await mockGateway({ protocols, script: [{ text: 'Hello', error: overloaded, as }] });
      // Google has no `type`; a gateway that writes one is taken at its word.
      const type = as === undefined ? 'overloaded_error' : 'UNAVAILABLE';
      expect(await failure(answerOf(gateway))).toMatchObject({ type, origin: 'stream', status: 503, retryable: true, message: overloaded.message });
      expect(gateway.requests).toHaveLength(1);
    },
  );

  it('reports the error that Google sends behind a finished answer, unframed and pretty-printed (vercel/ai#5217)', async () => {
    const error = { error: { code: 503, message: 'The model is overloaded. Please try again later.', status: 'UNAVAILABLE' } };
    const body = `data: {"candidates": [{"content": {"parts": [{"text": ""}],"role": "model"},"finishReason": "STOP"}]}\n\n${JSON.stringify(error, null, 2)}\n`;
    const [, last] = await lastValueFrom(of(body).pipe(parseFrames(protocol), toArray()));
    expect(last).toMatchObject({ kind: 'error', payload: error, error: { type: 'overloaded_error', status: 503, retryable: true } });
  });

  it('reports a refused request', async () => {
    const error = { code: '400', type: 'INVALID_ARGUMENT', message: 'API key not valid. Please pass a valid API key.' };
    await using gateway = await mockGateway({ protocols, script: [{ status: 400, error }] });
    expect(await failure(answerOf(gateway))).toMatchObject({ type: 'invalid_request_error', origin: 'http', status: 400, retryable: false });
  });

  it('takes a refused prompt for a filtered answer', async () => {
    const [blocked, end] = await read({ promptFeedback: { blockReason: 'SAFETY' } });
    expect(blocked).toMatchObject({ kind: 'data', deltas: [{ type: 'finish', reason: 'content-filter', raw: 'SAFETY' }] });
    expect(end?.kind).toBe('terminal');
  });

  it('passes on what it has not heard of, and refuses what it cannot read', async () => {
    const code = { candidates: [{ content: { parts: [{ executableCode: { language: 'PYTHON', code: '1' } }] } }] };
    const known = { candidates: [{ content: { parts: [{ text: 'Hi' }] } }] };
    expect((await read({ later: true }, code, known)).slice(0, 2)).toEqual([{ kind: 'unknown', payload: { later: true } }, { kind: 'unknown', payload: code }]);
    for (const candidates of ['text', [{ index: 1e9 }], [{ content: { parts: [{ text: 1 }] } }], [{ content: { parts: [{ functionCall: {} }] } }]]) {
      expect(await read({ candidates })).toMatchObject([{ kind: 'error', error: { type: 'invalid_frame', origin: 'protocol' } }]);
    }
  });

  it('keeps nothing from one stream to the next', async () => {
    const call = { candidates: [{ content: { parts: [{ functionCall: { name: 'sum', args: { x: 1 } } }] }, finishReason: 'STOP' }], responseId: 'r1' };
    expect(await read(call)).toEqual(await read(call));
  });
});
