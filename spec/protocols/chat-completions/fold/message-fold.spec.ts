import type { PayloadObject } from '../../../../src/payload-object.js';
import { MessageFold } from '../../../../src/protocols/chat-completions/fold/message-fold.js';

function folded(...deltas: PayloadObject[]): object {
  const fold = new MessageFold();
  for (const delta of deltas) fold.add(delta);
  return fold.snapshot();
}

describe('MessageFold', () => {
  it('joins texts, each field for itself', () => {
    expect(folded({ content: 'a', reasoning: 'x' }, { content: 'b', reasoning: 'y', reasoning_content: 'z', refusal: 'r' })).toEqual({
      role: 'assistant', content: 'ab', refusal: 'r', reasoning: 'xy', reasoning_content: 'z',
    });
  });

  it('shows a refusal only where there is one', () => {
    expect(folded({ refusal: '' }, { refusal: null })).toMatchObject({ refusal: null });
  });

  it('has a call only where there is one, though servers send null for it', () => {
    expect(folded({ tool_calls: null, function_call: null, audio: null })).toEqual({ role: 'assistant', content: null, refusal: null });
  });

  it('joins a function call and its name', () => {
    expect(folded({ function_call: { name: 'get_' } }, { function_call: { name: 'it', arguments: '{' } }, { function_call: { arguments: '}' } })).toMatchObject({
      function_call: { name: 'get_it', arguments: '{}' },
    });
  });

  it('joins sound and its transcript', () => {
    expect(folded({ audio: { id: 'a', transcript: 'H' } }, { audio: { data: 'AA', transcript: 'i' } }, { audio: { data: 'BB', expires_at: 5 } })).toMatchObject({
      audio: { id: 'a', data: 'AABB', transcript: 'Hi', expires_at: 5 },
    });
  });

  it('lengthens lists', () => {
    expect(folded({ annotations: [1], images: ['a'] }, { annotations: [2] })).toMatchObject({ annotations: [1, 2], images: ['a'] });
  });

  it('takes the newest value of a field that it does not know, and `constructor` is one', () => {
    expect(folded({ constructor: 'a', mood: 1 }, { mood: 2 })).toMatchObject({ constructor: 'a', mood: 2 });
  });
});
