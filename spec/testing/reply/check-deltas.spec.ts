import { checkDeltas } from '../../../src/testing/reply/check-deltas.js';

const check = (...deltas: unknown[]) => { checkDeltas(deltas, 'script[0]'); };

describe('checkDeltas', () => {
  it('lets deltas pass as they are written by hand', () => {
    expect(() => { check({ type: 'start' }, { type: 'text', text: 'Hi' }, { type: 'finish', reason: 'stop', choice: 1 }, { type: 'usage', usage: { inputTokens: 1 } }); }).not.toThrow();
  });

  it.each([
    ['Hi', 'type must be one of start, text, reasoning, refusal, tool-call, citation, media, usage, finish'],
    [{ type: 'text' }, 'text is missing'],
    [{ type: 'text', text: 'Hi', id: 'a' }, 'knows no field "id"; it has type, choice, text'],
    [{ type: 'finish', reason: 'done' }, 'reason must be one of stop, length, tool-calls, content-filter, refusal, pause, other'],
    [{ type: 'usage', usage: { inputTokens: 1.5 } }, 'usage must be whole numbers from 0 for some of inputTokens, outputTokens, reasoningTokens, cachedReadTokens, cachedWriteTokens'],
  ])('says which one is wrong, and how: %j', (delta, complaint) => {
    expect(() => { check({ type: 'start' }, delta); }).toThrow(new TypeError(`script[0]: deltas[1]: ${complaint}`));
  });
});
