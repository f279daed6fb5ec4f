import { checkNumber, checkWord } from '../src/check-options.js';

describe('checkNumber', () => {
  it('lets numbers from the least one on pass, Infinity too', () => {
    for (const value of [1, 2.5, Infinity]) expect(() => { checkNumber('limitMs', value, 1); }).not.toThrow();
  });

  it('names the option that is no number', () => {
    expect(() => { checkNumber('limitMs', '5', 1); }).toThrow(new TypeError('limitMs must be a number, not string.'));
  });

  it.each([0, -1, Number.NaN])('refuses %p', (value) => {
    expect(() => { checkNumber('limitMs', value, 1); }).toThrow(new RangeError(`limitMs must be at least 1, not ${String(value)}.`));
  });
});

describe('checkWord', () => {
  it('lets one of the words pass, and names them all where it is none', () => {
    expect(() => { checkWord('afterOutput', 'fail', ['fail', 'restart']); }).not.toThrow();
    expect(() => { checkWord('afterOutput', 'retry', ['fail', 'restart']); }).toThrow(new TypeError('afterOutput must be one of fail, restart, not retry.'));
  });
});
