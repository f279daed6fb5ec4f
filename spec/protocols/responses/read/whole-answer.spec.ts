import { ResponseState } from '../../../../src/protocols/responses/read/response-state.js';
import { isWholeAnswer, readWholeAnswer } from '../../../../src/protocols/responses/read/whole-answer.js';

const response = (status: string) => ({ object: 'response', id: 'resp_1', status, output: [{ type: 'message', content: [{ type: 'output_text', text: 'Hi' }] }] }) as const;

describe('isWholeAnswer', () => {
  it('takes a response, and no event', () => {
    expect([{ object: 'response' }, { object: 'response', type: 'response.completed' }, { object: 'list' }].map(isWholeAnswer)).toEqual([true, false, false]);
  });
});

describe('readWholeAnswer', () => {
  it('tells all that the response says', () => {
    const state = new ResponseState();
    expect(readWholeAnswer(response('completed'), state)).toMatchObject({
      kind: 'data', deltas: [{ type: 'start', id: 'resp_1' }, { type: 'text', text: 'Hi' }, { type: 'finish', reason: 'stop' }],
    });
    expect(state.isWhole).toBe(true);
  });

  it.each(['queued', 'in_progress'])('has no end where the status is %s', (status) => {
    const state = new ResponseState();
    expect(readWholeAnswer(response(status), state)).toMatchObject({ deltas: [{ type: 'start' }, { type: 'text' }] });
    expect(state.isWhole).toBe(false);
  });

  it('is the error of a response that failed', () => {
    expect(readWholeAnswer({ ...response('failed'), error: { code: 'server_error' } }, new ResponseState())).toEqual({ kind: 'error', error: { code: 'server_error' } });
  });
});
