import { lastValueFrom, type Observable, of, toArray } from 'rxjs';

import { chatCompletions, collect, type Completion, failOnErrorFrame, messages, parseFrames, type Protocol, responses, text, untilTerminal } from '../../src/index.js';
import { type Answer, inChunks, writeAnswer } from '../../src/testing/index.js';

const all = <T>(stream: Observable<T>): Promise<T[]> => lastValueFrom(stream.pipe(toArray()), { defaultValue: [] });

const protocols: readonly Protocol[] = [chatCompletions, responses, messages];

describe.each(protocols.map((protocol) => [protocol.name, protocol] as const))('writeAnswer for %s', (_, protocol) => {
  const read = (answer: Answer) => of(...inChunks(writeAnswer(protocol, answer), 1)).pipe(parseFrames(protocol));
  const completion = async (answer: Answer): Promise<Partial<Completion>> =>
    (await all(read(answer).pipe(failOnErrorFrame(), untilTerminal(), collect()))).at(-1) ?? {};

  it('writes text that the protocol reads back word by word, up to a terminal', async () => {
    const pieces = read({ text: 'Hello, big world' }).pipe(failOnErrorFrame(), untilTerminal(), text());
    expect(await all(pieces)).toEqual(['Hello,', ' big', ' world']);
  });

  it('gives an answer its id, its model, its usage and the protocol\'s own word for its finish', async () => {
    const { id, model, usage, text: said, finishReason } = await completion({ text: 'Hi', finish: 'length', usage: { inputTokens: 3, outputTokens: 2 } });
    expect([id, model, usage?.inputTokens, usage?.outputTokens]).toEqual(['mock-answer', 'mock-model', 3, 2]);
    expect([said, finishReason]).toEqual(['Hi', 'length']);
  });

  it('finishes with tool calls behind a tool call', async () => {
    const answer = await completion({
      deltas: [
        { type: 'tool-call', index: 0, id: 'call_1', name: 'look_up', arguments: '{"a"' },
        { type: 'tool-call', index: 0, arguments: ':1}' },
      ],
    });
    expect(answer).toMatchObject({ finishReason: 'tool-calls', toolCalls: [{ name: 'look_up', arguments: '{"a":1}' }] });
  });

  it('has a short form for calls', async () => {
    const answer = await completion({ text: 'So:', toolCalls: [{ name: 'weather', arguments: { city: 'Kyiv' } }, { name: 'clock', id: 'mine' }] });
    expect(answer).toMatchObject({
      text: 'So:', finishReason: 'tool-calls',
      toolCalls: [{ id: 'call_1', name: 'weather', arguments: '{"city":"Kyiv"}' }, { id: 'mine', name: 'clock', arguments: '{}' }],
    });
  });

  it('keeps a start and a finish that the deltas give themselves', async () => {
    const { id, finishReason } = await completion({
      deltas: [{ type: 'start', id: 'mine', model: 'm' }, { type: 'text', text: 'Hi' }, { type: 'finish', reason: 'length' }],
    });
    expect([id, finishReason]).toEqual(['mine', 'length']);
  });

  it('ends with an error in place of the terminal', async () => {
    const frames = await all(read({ text: 'Hi', error: { type: 'overloaded_error', message: 'Overloaded' } }));
    expect(frames.at(-1)).toMatchObject({ kind: 'error', error: { type: 'overloaded_error', message: 'Overloaded', origin: 'stream' } });
    expect(frames.some(({ kind }) => kind === 'terminal')).toBe(false);
  });

  it('writes what trails the answer', () => {
    expect(writeAnswer(protocol, { text: 'Hi', trailing: 'garbage' })).toMatch(/\n\ngarbage$/);
  });
});

describe('writeAnswer', () => {
  it('finishes every choice that the deltas leave open', async () => {
    const answer = writeAnswer(chatCompletions, {
      deltas: [{ type: 'text', text: 'a' }, { type: 'text', text: 'b', choice: 1 }, { type: 'finish', reason: 'length' }],
    });
    const snapshots = await all(of(answer).pipe(parseFrames(chatCompletions), failOnErrorFrame(), untilTerminal(), collect()));
    expect(snapshots.at(-1)).toMatchObject({ text: 'a', finishReason: 'length', otherChoices: [{ text: 'b', finishReason: 'stop' }] });
  });
});

describe('the usage of an answer', () => {
  const usage = { inputTokens: 25, outputTokens: 7, cachedReadTokens: 5, reasoningTokens: 2 };

  it('stands in message_start as far as it is known then, as at Anthropic', () => {
    const payloads = writeAnswer(messages, { text: 'Hi', usage }).split('\n').filter((line) => line.startsWith('data: '))
      .map((line) => JSON.parse(line.slice(6)) as { type: string; message?: { usage: object }; usage?: object });
    expect(payloads[0]?.message?.usage).toEqual({ input_tokens: 20, cache_read_input_tokens: 5, output_tokens: 0 });
    expect(payloads.at(-2)).toMatchObject({
      type: 'message_delta',
      usage: { input_tokens: 20, cache_read_input_tokens: 5, output_tokens: 7, output_tokens_details: { thinking_tokens: 2 } },
    });
  });

  it('is told even if the answer fails before its end', () => {
    const body = writeAnswer(messages, { text: 'Hi', usage, error: { type: 'overloaded_error', message: 'Overloaded' } });
    expect(body).toContain('"usage":{"input_tokens":20,');
  });
});
