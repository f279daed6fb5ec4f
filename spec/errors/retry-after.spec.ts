import { readRetryAfterMs } from '../../src/errors/retry-after.js';

const NOW = Date.UTC(2026, 10, 22, 12, 0, 0); // Sun, 22 Nov 2026 12:00:00 GMT
const MAX = 2 ** 31 - 1;

describe('readRetryAfterMs', () => {
  it.each<[string, number | undefined]>([
    ['0', 0],
    ['1', 1_000],
    ['120', 120_000],
    [' 7 ', 7_000],
    ['2147483', 2_147_483_000],
    ['2147484', MAX],
    ['9'.repeat(60), MAX],
    ['Sun, 22 Nov 2026 12:00:30 GMT', 30_000],
    ['Sunday, 22-Nov-26 12:00:30 GMT', 30_000],
    ['Sun Nov 22 12:00:30 2026', 30_000],
    ['Tue Dec  1 12:00:00 2026', 777_600_000],
    ['Sun, 22 Nov 2026 11:59:59 GMT', 0],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 0],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 0],
    ['Sun Nov  6 08:49:37 1994', 0],
    ['Fri, 31 Dec 9999 23:59:59 GMT', MAX],
    ['Sun, 22 Nov 2026 12:00:60 GMT', 60_000],
    ['', undefined],
    ['-1', undefined],
    ['1.5', 1_500],
    ['0.5', 500],
    ['0.0001', 1],
    ['1.', undefined],
    ['.5', undefined],
    ['1e3', undefined],
    ['0x10', undefined],
    ['+5', undefined],
    ['NaN', undefined],
    ['Infinity', undefined],
    ['soon', undefined],
    ['5 seconds', undefined],
    ['5, 10', undefined],
    ['6m0s', undefined],
    ['2026-11-22T12:00:30Z', undefined],
    ['Sun, 22 Nov 2026 12:00:30', undefined],
    ['Sun, 22 Nov 2026 12:00:30 UTC', undefined],
    ['Sun, 22 Nov 2026 24:00:00 GMT', undefined],
    ['Sun, 31 Feb 2027 12:00:00 GMT', undefined],
    ['Sun, 00 Nov 2026 12:00:00 GMT', undefined],
    ['sun, 22 nov 2026 12:00:30 gmt', undefined],
    ['9'.repeat(65), undefined],
  ])('reads Retry-After %j as %j', (value, expected) => {
    expect(readRetryAfterMs(new Headers({ 'retry-after': value }), { nowMs: NOW })).toBe(expected);
  });

  it.each<[string, string, number | undefined]>([
    ['250', '9', 250],
    ['0', '9', 0],
    ['12.3', '9', 13],
    ['99999999999', '9', MAX],
    ['-5', '9', 9_000],
    ['soon', '9', 9_000],
    ['', '9', 9_000],
    ['Infinity', 'never', undefined],
  ])('prefers retry-after-ms %j to Retry-After %j', (ms, seconds, expected) => {
    expect(readRetryAfterMs(new Headers({ 'retry-after-ms': ms, 'retry-after': seconds }), { nowMs: NOW })).toBe(expected);
  });

  it.each([
    ['Sunday, 22-Nov-76 12:00:00 GMT', MAX], // exactly 50 years ahead is not more than 50
    ['Monday, 23-Nov-76 12:00:00 GMT', 0], // 1976
    ['Sunday, 22-Nov-99 12:00:00 GMT', 0], // 1999
  ])('takes the two-digit year of %j by the rule of RFC 9110', (value, expected) => {
    expect(readRetryAfterMs(new Headers({ 'retry-after': value }), { nowMs: NOW })).toBe(expected);
  });

  it('takes a two-digit year across the turn of a century', () => {
    const newYearsEve = Date.UTC(2099, 11, 31, 23, 59, 59);
    expect(readRetryAfterMs(new Headers({ 'retry-after': 'Friday, 01-Jan-00 00:00:09 GMT' }), { nowMs: newYearsEve })).toBe(10_000);
  });

  it('says nothing where the server says nothing', () => {
    expect(readRetryAfterMs(new Headers())).toBeUndefined();
  });

  it('counts from the present by default', () => {
    const inAnHour = new Date(Date.now() + 3_600_000).toUTCString();
    const delayMs = readRetryAfterMs(new Headers({ 'retry-after': inAnHour }));
    expect(delayMs).toBeGreaterThan(3_500_000);
    expect(delayMs).toBeLessThanOrEqual(3_600_000);
  });
});
