import { chatCompletions } from '../../../src/protocols/chat-completions/protocol.js';
import { isWholeAnswer, readPayload } from '../../../src/wire/parsing/read-payload.js';

const readerThat = (thrown: unknown) => ({ read: () => { throw thrown; }, isWhole: () => false });

describe('readPayload', () => {
  it('says what a reader says', () => {
    expect(readPayload({ read: (payload) => ({ kind: 'unknown', payload }), isWhole: () => false }, { a: 1 })).toEqual({ kind: 'unknown', payload: { a: 1 } });
  });

  it.each<[unknown, string]>([
    [new Error('bug'), 'its reader threw Error: bug'],
    [{ toString: () => { throw new Error('no'); } }, 'its reader threw what no text can be made of'],
  ])('makes an invalid frame of what a reader throws', (thrown, reason) => {
    expect(readPayload(readerThat(thrown), {})).toEqual({ kind: 'invalid', reason });
  });
});

describe('isWholeAnswer', () => {
  it('asks the protocol, and takes one that throws or does not know for no', () => {
    const payload = { object: 'chat.completion', choices: [] };
    expect(isWholeAnswer(chatCompletions, payload)).toBe(true);
    expect(isWholeAnswer({ ...chatCompletions, isWholeAnswer: undefined }, payload)).toBe(false);
    expect(isWholeAnswer({ ...chatCompletions, isWholeAnswer: () => { throw new Error('bug'); } }, payload)).toBe(false);
  });
});
