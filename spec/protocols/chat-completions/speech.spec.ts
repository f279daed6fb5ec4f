import { Speech } from '../../../src/protocols/chat-completions/speech.js';

function newsOf(...choices: Parameters<Speech['news']>[0][]): unknown[] {
  const speech = new Speech();
  return choices.map((choice) => speech.news(choice));
}

const said = (content: string, finish_reason: unknown = null) => ({ message: { content }, finish_reason });

describe('what a choice says', () => {
  it('is its delta, and behind one no message any more', () => {
    expect(newsOf({ delta: { content: 'a' }, message: { content: 'a' } }, said('a'))).toEqual([{ content: 'a' }, undefined]);
  });

  it('is its messages, where there is no delta', () => {
    expect(newsOf(said('a'), said('a'), { message: null }, {})).toEqual([{ content: 'a' }, { content: 'a' }, undefined, undefined]);
  });

  it('is said once, where the message that finishes says all of it again', () => {
    expect(newsOf(said('a', ''), said('b', ''), said('ab', 'stop'))).toEqual([{ content: 'a' }, { content: 'b' }, { content: '' }]);
  });

  it('is another piece, where the message that finishes says something else', () => {
    expect(newsOf(said('ab'), said('b', 'stop'))).toEqual([{ content: 'ab' }, { content: 'b' }]);
    expect(newsOf(said('ab', 'stop'))).toEqual([{ content: 'ab' }]);
  });
});
