import { contradiction } from '../../../src/protocols/fold/contradiction.js';

describe('contradiction', () => {
  it('is the toolkit\'s own error, with the payload that contradicts', () => {
    const payload = { type: 'message_start' };
    expect(contradiction('A second message begins.', payload)).toMatchObject({ type: 'invalid_frame', origin: 'protocol', message: 'A second message begins.', raw: payload, retryable: false });
  });
});
