import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { growText } from '../../src/answer/grow-text.js';

/** As `--expose-gc` gives it, without the flag. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

function heapUsed(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

describe('growText', () => {
  it('joins', () => {
    let text = '';
    let expected = '';
    for (let at = 0; at < 5_000; at += 1) {
      const piece = at % 7 === 0 ? '' : `${String(at)} 🌍`.slice(0, 1 + (at % 9));
      text = growText(text, piece);
      expected += piece;
    }
    expect(text).toBe(expected);
    expect(growText(expected, expected)).toBe(expected + expected);
  });

  it('keeps a long text as one string, not as a chain of its pieces', () => {
    const before = heapUsed();
    let text = '';
    for (let at = 0; at < 300_000; at += 1) text = growText(text, String(at % 10_000).padStart(5));
    const perChar = (heapUsed() - before) / text.length;
    expect(text).toHaveLength(1_500_000);
    // One byte for the character, and up to an eighth of the pieces; a chain takes over ten.
    expect(perChar).toBeLessThan(4);
  });
});
