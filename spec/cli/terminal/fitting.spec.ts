import { clip, printable, printableJson, wrap } from '../../../src/cli/terminal/fitting.js';

const STEERING = '\u001b[31m\u0000\u007f\u009b\u2028\u2029\u061c\u200e\u202e\u2066\ud800';
const FACES = '😀'.repeat(40);
const ESCAPES = printable('\u001b'.repeat(40));

describe('printable', () => {
  it('escapes what can steer a terminal, and nothing else', () => {
    expect(printable(`a\n\r\t${STEERING}é😀`)).toBe('a\\n\\r\\t\\u001b[31m\\u0000\\u007f\\u009b\\u2028\\u2029\\u061c\\u200e\\u202e\\u2066\\ud800é😀');
  });
});

describe('printableJson', () => {
  it('is the same JSON, without a character that can steer a terminal', () => {
    const value = { [STEERING]: [STEERING, 'é😀\n'] };
    const text = printableJson(value);
    expect(JSON.parse(text)).toEqual(value);
    expect(text.replaceAll('\n', '')).toBe(printable(text.replaceAll('\n', '')));
  });
});

describe.each([['pairs of surrogates', FACES, /^(?:😀)*$/u], ['escapes', ESCAPES, /^(?:\\u001b)*$/]])('%s', (_, text, whole) => {
  it('are not torn apart where a text is clipped', () => {
    for (let mostChars = 12; mostChars < text.length; mostChars++) {
      const clipped = clip(text, mostChars);
      expect(clipped.length).toBeLessThanOrEqual(mostChars);
      expect(clipped.replace(' … ', '')).toMatch(whole);
    }
  });

  it('are not torn apart where a line ends, and nothing is lost', () => {
    for (let widthChars = 7; widthChars < 20; widthChars++) {
      const lines = wrap(text, widthChars);
      expect(lines.join('')).toBe(text);
      expect(lines.filter((line) => line.length > widthChars || !whole.test(line))).toEqual([]);
    }
  });
});

describe('clip', () => {
  it('shows the beginning and the end', () => {
    expect(clip('0123456789abcdef', 13)).toBe('012345 … cdef');
    expect(clip('short', 5)).toBe('short');
  });
});

describe('wrap', () => {
  it('breaks at a space where there is one, and inside a word that is longer than a line', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('onetwothree', 4)).toEqual(['onet', 'woth', 'ree']);
    expect(wrap('', 4)).toEqual(['']);
  });
});
