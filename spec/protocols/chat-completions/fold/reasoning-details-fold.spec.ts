import { ReasoningDetailsFold } from '../../../../src/protocols/chat-completions/fold/reasoning-details-fold.js';

function folded(...fragments: object[]): readonly object[] {
  const fold = new ReasoningDetailsFold();
  for (const fragment of fragments) fold.add([fragment as Record<string, unknown>]);
  return fold.list.items();
}

const text = (piece: string, more: object = {}) => ({ type: 'reasoning.text', text: piece, ...more });

describe('ReasoningDetailsFold', () => {
  it('joins the fragments of one text', () => {
    expect(folded(text('a', { format: 'x' }), text('b'))).toEqual([text('ab', { format: 'x' })]);
  });

  it('tells texts apart by their numbers, also where they come in turns', () => {
    expect(folded(text('a', { index: 0 }), text('x', { index: 1 }), text('b', { index: 0 }))).toEqual([text('ab', { index: 0 }), text('x', { index: 1 })]);
  });

  it('begins another text after a signature, which is the end of one', () => {
    expect(folded(text('a'), { type: 'reasoning.text', signature: 's' }, text('b'))).toEqual([text('a', { signature: 's' }), text('b')]);
  });

  it('leaves what is encrypted whole, and what has another id apart', () => {
    const secret = (data: string) => ({ type: 'reasoning.encrypted', data });
    expect(folded(secret('x'), secret('y'))).toEqual([secret('x'), secret('y')]);
    expect(folded(text('a', { id: '1' }), text('b', { id: '2' }))).toHaveLength(2);
  });
});
