import { escapeAt, mayEscape } from '../../../src/errors/printing/escape-at.js';

describe('escapeAt', () => {
  it.each<[string, string, number]>([
    ['%2B', ' ', 3],
    ['%2fx', '/', 3],
    ['%252F', '/', 5],
    ['%25252525252F', '%', 11],
    ['%25', '%', 3],
    ['%25zz', '%', 3],
    ['\\"', '', 1],
    ['\\\\\\/', '', 3],
    ['\\u0041', 'A', 6],
    ['\\\\u005c', '', 7],
    ['\\u004', '', 1],
    ['&amp;', '&', 5],
    ['&#43;', ' ', 5],
    ['&#x1F600;', '\u{1f600}', 9],
    ['&#x7FFFFF;', '', 10],
    ['+', ' ', 1],
  ])('reads %j as %j', (text, meaning, end) => {
    expect(mayEscape(text.charCodeAt(0))).toBe(true);
    expect(escapeAt(text, 0)).toEqual({ meaning, end });
  });

  it.each(['%', '%2', '%zz', '&', '&;', '&nbsp;', '&#;', '&#xyz;', '&amp', '&averylongname;', '&#x7FFFFFFF;'])('%j is none', (text) => {
    expect(escapeAt(text, 0)).toBeUndefined();
  });

  it('begins with no other character', () => {
    expect(['a', '2', '/', ' '].map((text) => mayEscape(text.charCodeAt(0)))).toEqual([false, false, false, false]);
  });
});
