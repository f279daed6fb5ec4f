import { writeResponse } from '../../../../src/protocols/responses/write/write-response.js';

describe('writeResponse', () => {
  it('is a whole response object, with null for what is not known', () => {
    expect(writeResponse({ id: 'resp_1', createdAt: 5, status: 'in_progress' })).toMatchObject({
      object: 'response', id: 'resp_1', created_at: 5, status: 'in_progress', output: [], usage: null, error: null, incomplete_details: null,
    });
  });

  it('says why it is not whole, and what was counted', () => {
    expect(writeResponse({ id: 'resp_1', createdAt: 5, status: 'incomplete', incompleteReason: 'max_output_tokens', usage: { inputTokens: 10, outputTokens: 5 } })).toMatchObject({
      incomplete_details: { reason: 'max_output_tokens' }, usage: { input_tokens: 10, output_tokens: 5, total_tokens: 15 },
    });
  });

  it('does not make up a total', () => {
    expect(writeResponse({ id: 'resp_1', createdAt: 5, status: 'completed', usage: { outputTokens: 5 } })).toMatchObject({ usage: { total_tokens: undefined } });
  });
});
