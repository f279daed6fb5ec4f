import { isWholeAnswer } from '../../../src/protocols/chat-completions/whole-answer.js';

const whole = { object: 'chat.completion', choices: [{ index: 0, message: { content: 'Hi' } }] };

describe('isWholeAnswer', () => {
  it('takes an object whose choices have messages', () => {
    expect(isWholeAnswer(whole)).toBe(true);
    expect(isWholeAnswer({ ...whole, choices: [{ message: {}, delta: null }] })).toBe(true);
  });

  it.each([
    ['a chunk of the usual name', { ...whole, object: 'chat.completion.chunk' }],
    ['a chunk that a gateway names so', { ...whole, choices: [{ message: {}, delta: { content: 'H' } }] }],
    ['a choice that is none', { ...whole, choices: [null] }],
    ['no choices', { object: 'chat.completion' }],
  ])('does not take %s', (_, payload) => {
    expect(isWholeAnswer(payload)).toBe(false);
  });
});
