import { oneLine } from '../../../src/errors/printing/one-line.js';

describe('oneLine', () => {
  it.each<[string, string, string]>([
    ['line breaks', 'a\nb\r\nc', 'a\\nb\\r\\nc'],
    ['a tab', 'a\tb', 'a\\tb'],
    ['NUL and an escape sequence', 'a\u0000b\u001b[31mc', 'a\\u0000b\\u001b[31mc'],
    ['DEL and C1', 'a\u007fb\u0085c\u009bd', 'a\\u007fb\\u0085c\\u009bd'],
    ['line and paragraph separators', 'a\u2028b\u2029c', 'a\\u2028b\\u2029c'],
    ['bidirectional overrides', 'a\u202eb\u2066c\u200fd\u061ce', 'a\\u202eb\\u2066c\\u200fd\\u061ce'],
    ['half a surrogate pair', 'a\ud83db', 'a\\ud83db'],
  ])('has %s escaped', (_name, text, expected) => {
    expect(oneLine(text)).toBe(expected);
  });

  it.each(['Überlastet, später nochmal', '過負荷', '👩‍👩‍👧 e\u0301', '"quotes" \\back'])('leaves %s as it is', (text) => {
    expect(oneLine(text)).toBe(text);
  });

  it.each<[string, string]>([
    ['ASCII', 'x'.repeat(5_000)],
    ['Umlauts', 'ü'.repeat(5_000)],
    ['Kanji', '過'.repeat(5_000)],
    ['emoji', '😀'.repeat(5_000)],
    ['emoji after an odd start', 'x' + '😀'.repeat(5_000)],
    ['control characters', '\u0001'.repeat(5_000)],
    ['one byte too many', 'x'.repeat(1_025)],
    ['one byte too many, in the last character', 'x'.repeat(1_023) + 'ü'],
  ])('is cut to 1 KiB of UTF-8 and says so: %s', (_name, text) => {
    const message = oneLine(text);
    const bytes = new TextEncoder().encode(message).length;
    expect(bytes).toBeLessThanOrEqual(1_024);
    expect(bytes).toBeGreaterThan(1_015);
    expect(message.endsWith('…')).toBe(true);
    expect(message).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])|\\ud83d/);
  });

  it('is cut to fewer bytes where that is asked for', () => {
    expect(oneLine('x'.repeat(9), 8)).toBe('xxxxx…');
    expect(oneLine('x'.repeat(8), 8)).toBe('x'.repeat(8));
    expect(oneLine('\u202e'.repeat(8), 8)).toBe('\\u202…');
  });

  it('is not cut at 1 KiB exactly', () => {
    expect(oneLine('x'.repeat(1_024))).toBe('x'.repeat(1_024));
    expect(oneLine('ü'.repeat(512))).toBe('ü'.repeat(512));
  });
});
