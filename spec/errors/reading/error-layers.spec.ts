import { errorLayers, hasFailed } from '../../../src/errors/reading/error-layers.js';

const fieldsOf = (payload: unknown): unknown[] => errorLayers(payload).map(({ fields }) => fields);

describe('errorLayers', () => {
  it('puts the error before the payload, and what is packed in a message after both', () => {
    const error = { message: '{"code":"inner"}' };
    expect(fieldsOf({ error })).toEqual([error, { code: 'inner' }, { error }]);
    expect(errorLayers({ error }).map(({ isPayload, wraps }) => [isPayload, wraps])).toEqual([[false, false], [false, false], [true, true]]);
  });

  it('names a Bedrock exception by its key', () => {
    expect(fieldsOf({ throttlingException: 'slow' })).toEqual([{ message: 'slow' }, { type: 'throttlingException' }, { throttlingException: 'slow' }]);
  });

  it('takes the first of a list', () => {
    expect(fieldsOf([{ a: 1 }, { b: 2 }])).toEqual([{ a: 1 }]);
  });

  it('goes five levels deep', () => {
    let payload: object = { deepest: true };
    for (let depth = 0; depth < 9; depth++) payload = { error: payload };
    expect(fieldsOf(payload)).toHaveLength(6);
  });

  it.each([null, undefined, 7, 'a text', [], [[]]])('has none of %j', (payload) => {
    expect(fieldsOf(payload)).toEqual([]);
  });
});

describe('hasFailed', () => {
  it.each<[unknown, boolean]>([
    [{ status_code: 1008 }, true], [{ status_code: '1008' }, true], [{ status_code: -1 }, true],
    [{ status_code: 0 }, false], [{ status_code: '0' }, false], [{ status_code: null }, false], [{ status_code: 'ok' }, false], [{}, false], [null, false], ['1008', false],
  ])('%j: %s', (baseResp, failed) => {
    expect(hasFailed(baseResp)).toBe(failed);
  });
});
