import { PendingText } from '../../../src/serving/sse/pending-text.js';

describe('PendingText', () => {
  it.each([
    ['short', 'é'.repeat(10), 1],
    ['long', 'aé€😀'.repeat(2_000), 7],
    ['none', '', 1],
  ])('gives all that waits as one chunk, and forgets it: %s', (_, text, times) => {
    const pending = new PendingText();
    for (let turn = 0; turn < 2; turn += 1) {
      for (let at = 0; at < times; at += 1) pending.add(text);
      expect(pending.chars).toBe(text.length * times);
      expect(new TextDecoder().decode(pending.take())).toBe(text.repeat(times));
      expect(pending.chars).toBe(0);
    }
  });
});
