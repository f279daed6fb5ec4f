import { readNumberMs, readSpanMs } from '../../src/errors/span.js';

const NOW = 1_800_000_000_000;

describe('readSpanMs', () => {
  it.each([['6m0s', 360_000], ['120ms', 120], ['2m59.56s', 179_560], ['1d2h', 93_600_000]])('reads %s', (text, ms) => {
    expect(readSpanMs(text)).toBe(ms);
  });

  it.each(['', '5', 's', '1 h', '-1s', '1w'])('reads nothing of %p', (text) => {
    expect(readSpanMs(text)).toBeUndefined();
  });
});

describe('readNumberMs', () => {
  it('counts a wait in its unit', () => {
    expect(readNumberMs(1.5, 1_000, NOW)).toBe(1_500);
    expect(readNumberMs(250, 1, NOW)).toBe(250);
  });

  it('takes a number that is too large for a wait for a moment', () => {
    expect(readNumberMs(1_800_000_005, 1_000, NOW)).toBe(5_000);
    expect(readNumberMs(NOW + 5_000, 1_000, NOW)).toBe(5_000);
    expect(readNumberMs(NOW - 5_000, 1, NOW)).toBe(-5_000);
  });

  it.each([-1, Infinity, Number.NaN])('knows no wait of %p', (value) => {
    expect(readNumberMs(value, 1_000, NOW)).toBeUndefined();
  });
});
