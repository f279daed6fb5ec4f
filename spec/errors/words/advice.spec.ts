import { advice } from '../../../src/errors/words/advice.js';

describe('every advice', () => {
  it.each(Object.entries(advice))('%s is one sentence', (_name, sentence) => {
    expect(sentence).toMatch(/^[A-Z][^.!?\n]{20,120}\.$/);
  });
});
