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

  it('says the calls behind the text, their arguments in pieces', () => {
    const call = (index: number, given: object) => ({ type: 'tool-call', index, choice: 0, ...given });
    const toolCalls = [{ name: 'weather', arguments: { city: 'Kyiv' } }, { name: 'clock' }, { name: 'odd', arguments: '', id: 'c' }];
    expect(completeDeltas({ text: 'So:', toolCalls })).toEqual([
      start, { type: 'text', text: 'So:', choice: 0 },
      call(0, { id: 'call_1', name: 'weather', arguments: '' }), call(0, { arguments: '{"city":"K' }), call(0, { arguments: 'yiv"}' }),
      call(1, { id: 'call_2', name: 'clock', arguments: '' }), call(1, { arguments: '{}' }),
      call(2, { id: 'c', name: 'odd', arguments: '' }),
      finish('tool-calls'),
    ]);
  });

  it('has no finish where the answer fails, and tells the usage last', () => {
    expect(completeDeltas({ error: { type: 'api_error', message: 'm' }, usage: { outputTokens: 1 } })).toEqual([start, { type: 'usage', usage: { outputTokens: 1 } }]);
  });
});
