import { checkCalled, checkNumber, checkOptions, checkWord, isErrorFrame, mistakenOption } from '../src/check-options.js';
import { ApiError } from '../src/errors/api-error.js';

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

describe('checkOptions', () => {
  it('lets known options pass, and those that are undefined', () => {
    expect(() => { checkOptions('work', { limitMs: 1 }, { limitMs: 1 }); checkOptions<object>('work', { limit: undefined }, { limitMs: 1 }); checkOptions('work', {}); }).not.toThrow();
  });

  it.each([3, null, undefined, 'fast', { pipe: () => undefined }])('refuses %p in place of options', (given) => {
    expect(() => { checkOptions<unknown>('work', given, {}); }).toThrow(new TypeError('work takes options by name: write work() or work({ ... }).'));
  });
});

describe('mistakenOption', () => {
  const names = { baseUrl: 1, apiKey: 1 };

  it('finds none where all are known', () => {
    expect(mistakenOption('work', { baseUrl: '', apiKey: undefined }, names)).toBeUndefined();
  });

  it.each([['baseURL', 'baseUrl'], ['base_url', 'baseUrl'], ['API_KEY', 'apiKey']])('knows that %s is called %s', (written, meant) => {
    expect(mistakenOption('work', { [written]: '' }, names)).toBe(`There is no option ${written}: it is called ${meant}.`);
  });

  it.each(['key', 'constructor', '__proto__'])('lists what there is for %s', (written) => {
    expect(mistakenOption('work', JSON.parse(`{"${written}":1}`) as object, names)).toBe(`work knows no option ${written}; it has baseUrl, apiKey.`);
  });
});

describe('the type of an option', () => {
  const names = { onRetry: 'function', logger: 'object', limitMs: 1 };

  it('is that of the names, where they tell one', () => {
    expect(mistakenOption('work', { onRetry: () => undefined, logger: false, limitMs: '' }, names)).toBeUndefined();
    expect(mistakenOption('work', { logger: () => undefined }, names)).toBe('logger must be an object, not function.');
    expect(mistakenOption('work', { onRetry: {} }, names)).toBe('onRetry must be a function, not object.');
  });
});

describe('checkCalled', () => {
  it('refuses whatever an operator without options is given', () => {
    expect(() => { checkCalled('text', undefined); }).not.toThrow();
    expect(() => { checkCalled('text', {}); }).toThrow(new TypeError('text takes no options: write text().'));
  });
});

describe('isErrorFrame', () => {
  it('knows the frame by its error, among values of any kind', () => {
    expect(isErrorFrame({ kind: 'error', error: new ApiError({ type: 'api_error', origin: 'stream', message: 'm' }), payload: {} })).toBe(true);
    expect([undefined, null, 'error', {}, { kind: 'error' }, { kind: 'error', error: new Error('m') }, { kind: 'data', error: new ApiError({ type: 'api_error', origin: 'stream', message: 'm' }) }].some(isErrorFrame)).toBe(false);
  });
});
