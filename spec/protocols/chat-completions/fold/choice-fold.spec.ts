import type { PayloadObject } from '../../../../src/payload-object.js';
import { ChoiceFold } from '../../../../src/protocols/chat-completions/fold/choice-fold.js';

function folded(...choices: PayloadObject[]): object {
  const fold = new ChoiceFold(2);
  for (const choice of choices) fold.add(choice);
  return fold.snapshot();
}

describe('ChoiceFold', () => {
  it('shows all fields from the first chunk on', () => {
    expect(folded({ delta: { content: 'Hi' } })).toEqual({
      index: 2, message: { role: 'assistant', content: 'Hi', refusal: null }, logprobs: null, finish_reason: null,
    });
  });

  it('keeps a finish reason that later chunks leave empty', () => {
    expect(folded({ delta: {}, finish_reason: 'null' }, { finish_reason: 'stop' }, { finish_reason: '' }, { finish_reason: null })).toMatchObject({ finish_reason: 'stop' });
  });

  it('joins the tokens of logprobs, and passes on what is no object', () => {
    const token = (text: string) => ({ logprobs: { content: [{ token: text }] } });
    expect(folded(token('a'), token('b'))).toMatchObject({ logprobs: { content: [{ token: 'a' }, { token: 'b' }] } });
    expect(folded({ logprobs: 'none' })).toMatchObject({ logprobs: 'none' });
  });

  it('reads `message` as a delta, but not where it repeats the deltas', () => {
    expect(folded({ message: { content: 'Hi' } })).toMatchObject({ message: { content: 'Hi' } });
    expect(folded({ delta: { content: 'Hi' }, message: { content: 'Hi' } }, { message: { content: 'Hi' } })).toMatchObject({ message: { content: 'Hi' } });
  });

  it('keeps what else a server says of a choice', () => {
    expect(folded({ stop_reason: 5 })).toMatchObject({ stop_reason: 5 });
  });
});
