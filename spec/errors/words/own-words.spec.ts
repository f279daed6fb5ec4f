import { isRefusal, ownWords } from '../../../src/errors/words/own-words.js';

describe('ownWords', () => {
  it('says each word once', () => {
    const words = ownWords.flatMap((row) => row.words);
    expect(new Set(words).size).toBe(words.length);
  });
});

describe('isRefusal', () => {
  it('names the words with which a request was not sent', () => {
    expect(ownWords.flatMap((row) => row.words).filter(isRefusal)).toEqual(['circuit_open', 'cooling_down', 'queue_full']);
    expect(isRefusal('rate_limit_error')).toBe(false);
  });
});
