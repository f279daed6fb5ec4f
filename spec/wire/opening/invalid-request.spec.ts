import { invalidRequest } from '../../../src/wire/opening/invalid-request.js';

describe('invalidRequest', () => {
  it('is final, whatever the details say of its kind', () => {
    expect(invalidRequest('No body.', { cause: 'why', type: 'timeout' })).toMatchObject({ type: 'invalid_request', origin: 'transport', message: 'No body.', retryable: false, cause: 'why' });
  });
});
