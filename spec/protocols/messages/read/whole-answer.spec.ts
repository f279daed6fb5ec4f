import { MessageState } from '../../../../src/protocols/messages/read/message-state.js';
import { isWholeAnswer, readWholeAnswer } from '../../../../src/protocols/messages/read/whole-answer.js';

const message = (content: readonly object[], stop_reason = 'end_turn') =>
  ({ type: 'message', id: 'msg_1', content, stop_reason, usage: { output_tokens: 2 } }) as unknown as Parameters<typeof readWholeAnswer>[0];
const read = (content: readonly object[]) => readWholeAnswer(message(content), new MessageState());

describe('isWholeAnswer', () => {
  it('takes a message with content, and no event', () => {
    expect([{ type: 'message', content: [] }, { type: 'message' }, { type: 'message_start', content: [] }].map(isWholeAnswer)).toEqual([true, false, false]);
  });
});

describe('readWholeAnswer', () => {
  it('tells all that the message says, its end last', () => {
    expect(read([{ type: 'text', text: 'Hi' }, { type: 'tool_use', id: 'a', name: 'x', input: { b: 1 } }])).toMatchObject({
      kind: 'data',
      deltas: [
        { type: 'start', id: 'msg_1' }, { type: 'text', text: 'Hi' }, { type: 'tool-call', name: 'x' }, { type: 'tool-call', arguments: '{"b":1}' },
        { type: 'finish', reason: 'stop' }, { type: 'usage', usage: { outputTokens: 2 } },
      ],
    });
  });

  it('says where a block lacks what it must have', () => {
    expect(read([{ type: 'text', text: 'Hi' }, { type: 'tool_use' }])).toEqual({ kind: 'invalid', reason: 'content.1.name: expected string' });
  });

  it('passes over a block of an unknown type', () => {
    expect(read([{ type: 'video' }])).toMatchObject({ kind: 'data', deltas: [{ type: 'start' }, { type: 'finish' }, { type: 'usage' }] });
  });

  it('is an unknown frame where an answer has started: it may carry output', () => {
    const state = new MessageState();
    state.start({});
    expect(readWholeAnswer(message([]), state)).toMatchObject({ kind: 'unknown' });
  });
});
