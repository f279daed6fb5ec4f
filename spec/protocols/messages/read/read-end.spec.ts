import type { MessageStreamEvent } from '../../../../src/protocols/messages/payload.js';
import { MessageState } from '../../../../src/protocols/messages/read/message-state.js';
import { readEnd } from '../../../../src/protocols/messages/read/read-end.js';

const payload = { type: 'message_stop' } as MessageStreamEvent;
const read = (reason: unknown) => readEnd(payload, reason, { output_tokens: 2 }, [{ type: 'start' }], new MessageState());

describe('readEnd', () => {
  it('tells why the answer ended, between what came before and its counts', () => {
    expect(read('max_tokens')).toEqual({
      kind: 'data', payload,
      deltas: [{ type: 'start' }, { type: 'finish', reason: 'length', raw: 'max_tokens', choice: 0 }, { type: 'usage', usage: { outputTokens: 2 } }],
    });
  });

  it('is an error where the server says that it broke off', () => {
    expect(read('error')).toMatchObject({ kind: 'error', error: { type: 'error' } });
  });

  it.each([null, undefined, 5])('has no end where the reason is %p', (reason) => {
    expect(read(reason)).toMatchObject({ deltas: [{ type: 'start' }, { type: 'usage' }] });
  });
});
