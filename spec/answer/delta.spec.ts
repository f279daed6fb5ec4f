import { type Delta, isOutput, isOwnEnd, noDeltas, saysSomething } from '../../src/answer/delta.js';

const call: Delta = { type: 'tool-call', index: 0, arguments: '', choice: 0 };

describe('isOutput', () => {
  it.each<Delta>([
    { type: 'text', text: '', choice: 0 },
    { type: 'reasoning', text: 'hm', choice: 0 },
    { type: 'refusal', text: 'no', choice: 0 },
    call,
    { type: 'citation', citation: {}, choice: 0 },
    { type: 'media', mediaType: 'image/png', data: 'AA==', choice: 0 },
  ])('$type is output, an empty piece too', (delta) => {
    expect(isOutput(delta)).toBe(true);
  });

  it.each<Delta>([{ type: 'start' }, { type: 'usage', usage: {} }, { type: 'finish', reason: 'stop', raw: 'stop', choice: 0 }])('$type is none', (delta) => {
    expect(isOutput(delta)).toBe(false);
    expect(saysSomething(delta)).toBe(false);
  });
});

describe('saysSomething', () => {
  it.each<[string, Delta]>([
    ['text', { type: 'text', text: 'a', choice: 0 }],
    ['the name of a call', { ...call, name: 'weather' }],
    ['the id of a call', { ...call, id: 'call_1' }],
    ['arguments', { ...call, arguments: '{' }],
    ['a citation', { type: 'citation', citation: null, choice: 0 }],
    ['data', { type: 'media', mediaType: 'image/png', data: 'AA==', choice: 0 }],
  ])('%s says something', (_, delta) => {
    expect(saysSomething(delta)).toBe(true);
  });

  it.each<[string, Delta]>([
    ['an empty text', { type: 'text', text: '', choice: 0 }],
    ['a call without a word', { ...call, id: '', name: '' }],
    ['empty data', { type: 'media', mediaType: 'image/png', data: '', choice: 0 }],
  ])('%s only keeps a stream alive', (_, delta) => {
    expect(saysSomething(delta)).toBe(false);
  });
});

describe('isOwnEnd', () => {
  it('is true where the model ended its answer itself', () => {
    expect((['stop', 'tool-calls', 'length', 'content-filter', 'refusal', 'pause', 'other'] as const).filter(isOwnEnd)).toEqual(['stop', 'tool-calls']);
  });
});

describe('noDeltas', () => {
  it('is shared, so nobody can add to it', () => {
    expect(() => (noDeltas as Delta[]).push({ type: 'start' })).toThrow(TypeError);
  });
});
