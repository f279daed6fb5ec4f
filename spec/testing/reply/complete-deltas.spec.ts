import { completeDeltas } from '../../../src/testing/reply/complete-deltas.js';

const start = { type: 'start', id: 'mock-answer', model: 'mock-model' };
const finish = (reason: string, choice = 0) => ({ type: 'finish', reason, raw: reason, choice });

describe('completeDeltas', () => {
  it('cuts a text into words, and says what a server always says around it', () => {
    expect(completeDeltas({ text: 'Hello, big  world' })).toEqual([
      start, ...['Hello,', ' big ', ' world'].map((text) => ({ type: 'text', text, choice: 0 })), finish('stop'),
    ]);
  });

  it('keeps a start and a finish that the script has', () => {
    const own = [{ type: 'start', id: 'mine' }, { type: 'finish', reason: 'length' }] as const;
    expect(completeDeltas({ deltas: own })).toEqual([own[0], finish('length')]);
  });

  it('finishes every choice that has none, after a call with that reason', () => {
    expect(completeDeltas({ deltas: [{ type: 'tool-call', index: 0, arguments: '{}', choice: 1 }] }).slice(-2)).toEqual([finish('stop', 0), finish('tool-calls', 1)]);
  });

  it('has no finish where the answer fails, and tells the usage last', () => {
    expect(completeDeltas({ error: { type: 'api_error', message: 'm' }, usage: { outputTokens: 1 } })).toEqual([start, { type: 'usage', usage: { outputTokens: 1 } }]);
  });
});
