import { findMismatch, isChunk } from '../../../src/protocols/chat-completions/payload.js';

describe('isChunk', () => {
  it('is what has choices or usage, or says so', () => {
    expect([{ choices: null }, { usage: {} }, { object: 'chat.completion.chunk' }, { object: 'list' }, {}].map(isChunk)).toEqual([true, true, true, false, false]);
  });
});

describe('findMismatch', () => {
  it.each([{}, { choices: null }, { choices: {} }, { choices: [] }, { choices: [null, { index: -1, delta: null, message: {} }] }])('finds nothing wrong with %j', (chunk) => {
    expect(findMismatch(chunk)).toBeUndefined();
  });

  it.each([
    [{ choices: { delta: {} } }, 'choices: expected array'],
    [{ choices: ['Hi'] }, 'choices.0: expected object'],
    [{ choices: [{}, { index: 10_000 }] }, 'choices.1.index: too big'],
    [{ choices: [{ delta: 'Hi' }] }, 'choices.0.delta: expected object'],
    [{ choices: [{ message: ['Hi'] }] }, 'choices.0.message: expected object'],
    [{ choices: Array.from({ length: 10_001 }, () => null) }, 'choices: too many'],
  ])('names what would lose output', (chunk, problem) => {
    expect(findMismatch(chunk)).toBe(problem);
  });
});
