import { readEnding, startOf } from '../../../../src/protocols/responses/read/read-ending.js';
import { ResponseState } from '../../../../src/protocols/responses/read/response-state.js';

type Ending = Parameters<typeof readEnding>[0];
const end = (type: string, response: object) => readEnding({ type: `response.${type}`, response } as Ending, new ResponseState());
const finish = (reason: string, raw: string) => ({ kind: 'terminal', deltas: [{ type: 'finish', reason, raw, choice: 0 }] });

describe('readEnding', () => {
  it.each([
    ['completed', {}, finish('stop', 'completed')],
    ['completed', { output: [{ type: 'message', content: [{ type: 'refusal', refusal: '' }] }] }, finish('refusal', 'completed')],
    ['incomplete', { incomplete_details: { reason: 'max_output_tokens' } }, finish('length', 'max_output_tokens')],
    ['done', { status: 'incomplete', incomplete_details: { reason: 'content_filter' } }, finish('content-filter', 'content_filter')],
    ['cancelled', {}, finish('other', 'cancelled')],
  ])('%s of %j', (type, response, reading) => {
    expect(end(type, response)).toMatchObject(reading);
  });

  it.each([
    ['failed', { error: { code: 'server_error' } }, { code: 'server_error' }],
    ['completed', { status: 'failed', error: { message: 'm' }, error_type: 'rate_limit_exceeded' }, { message: 'm', error_type: 'rate_limit_exceeded' }],
    ['done', { error: 'text', error_type: 'x' }, { message: 'text', error_type: 'x' }],
    ['failed', {}, { message: 'response.failed came without an error object' }],
    ['incomplete', { incomplete_details: { reason: 'error' } }, { type: 'error' }],
  ])('%s of %j is a failure', (type, response, error) => {
    expect(end(type, response)).toMatchObject({ kind: 'error', error });
  });

  it('tells counts, and what only the whole response says', () => {
    expect(end('completed', { id: 'resp_1', output: [{ type: 'message', content: [{ type: 'output_text', text: 'Hi' }] }], usage: { output_tokens: 2 } })).toMatchObject({
      deltas: [{ type: 'start', id: 'resp_1' }, { type: 'text', text: 'Hi' }, { type: 'usage', usage: { outputTokens: 2 } }, { type: 'finish' }],
    });
  });
});

describe('startOf', () => {
  it('is told once', () => {
    const state = new ResponseState();
    expect([startOf({ id: 'a', model: '' }, state), startOf({ id: 'b' }, state)]).toEqual([[{ type: 'start', id: 'a' }], []]);
  });
});
