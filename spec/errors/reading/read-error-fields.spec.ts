import { readErrorFields } from '../../../src/errors/reading/read-error-fields.js';

describe('readErrorFields', () => {
  it('takes each field from the first layer that has it', () => {
    const payload = { request_id: 'req_1', error: { type: 'invalid_request_error', message: 'Too long', code: 'context_length_exceeded', param: 'messages' } };
    expect(readErrorFields(payload)).toMatchObject({
      type: 'invalid_request_error', code: 'context_length_exceeded', param: 'messages', message: 'Too long', requestId: 'req_1',
      words: ['invalid_request_error', 'context_length_exceeded'],
    });
  });

  it('takes a number for a status only where it can be one', () => {
    expect(readErrorFields({ error: { code: 429, message: 'slow' } })).toMatchObject({ status: 429, code: '429', numbers: [] });
    expect(readErrorFields({ error: { code: '1302', message: 'slow' } })).toMatchObject({ status: undefined, code: '1302', numbers: ['1302'] });
    expect(readErrorFields({ base_resp: { status_code: 1008, status_msg: 'balance' } })).toMatchObject({ numbers: ['base_resp 1008'], message: 'balance' });
  });

  it('prefers a finer word to a type under which a gateway puts everything', () => {
    expect(readErrorFields({ error: { type: 'api_error', error_type: 'rate_limit_exceeded', message: 'm' } }).type).toBe('rate_limit_exceeded');
    expect(readErrorFields({ error: { type: 'overloaded_error', error_type: 'rate_limit_exceeded', message: 'm' } }).type).toBe('overloaded_error');
  });

  it('does not take the name of an event for the type of an error', () => {
    expect(readErrorFields({ type: 'response.failed', error: { message: 'm' } }).type).toBeUndefined();
    expect(readErrorFields({ type: 'error', error: { type: 'overloaded_error', message: 'm' } }).type).toBe('overloaded_error');
  });

  it('finds the words of Google, beside its number', () => {
    const found = readErrorFields({ error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'm', details: [{ reason: 'RATE_LIMIT_EXCEEDED' }] } });
    expect(found.words).toEqual(['RESOURCE_EXHAUSTED', 'RATE_LIMIT_EXCEEDED']);
  });

  it('leaves out what is no word', () => {
    const found = readErrorFields({ error: { type: 'None', code: 'two words', param: 'a\nb', message: 'm' } });
    expect(found).toMatchObject({ type: undefined, words: [], code: 'two words', param: undefined });
  });
});
