import { exceptionKey } from '../../../src/errors/reading/exception-key.js';

describe('exceptionKey', () => {
  it('is the only key of a Bedrock exception', () => {
    expect(exceptionKey({ throttlingException: { message: 'slow' } })).toBe('throttlingException');
  });

  it.each([{}, { message: 'slow' }, { throttlingException: {}, id: 1 }, { id: 1, throttlingException: {} }])('is none of %j', (payload) => {
    expect(exceptionKey(payload)).toBeUndefined();
  });
});
