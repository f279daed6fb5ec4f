import type { Delta } from '../../../../src/answer/delta.js';
import type { PayloadObject } from '../../../../src/payload-object.js';
import { ChoiceState } from '../../../../src/protocols/chat-completions/read/choice-state.js';
import { readDelta } from '../../../../src/protocols/chat-completions/read/read-delta.js';

/** What a delta adds, or what is wrong with it. */
function read(delta: PayloadObject): readonly Delta[] | string {
  const deltas: Delta[] = [];
  return readDelta(delta, new ChoiceState(1), deltas) ?? deltas;
}

const reasoning = (text: string) => ({ type: 'reasoning', text, choice: 1 });

describe('readDelta', () => {
  it('tells the fields in one order, however they come', () => {
    expect(read({ content: 'Hi', reasoning: 'hm' })).toEqual([reasoning('hm'), { type: 'text', text: 'Hi', choice: 1 }]);
  });

  it('tells reasoning once that a gateway says under several keys', () => {
    expect(read({ reasoning: 'hm', reasoning_content: 'hm', reasoning_details: [{ text: 'hm' }] })).toEqual([reasoning('hm')]);
    expect(read({ reasoning_content: '', reasoning_details: [{ summary: 'hm' }] })).toEqual([reasoning('hm')]);
  });

  it('tells the parts of content each as what it is', () => {
    const content = [{ type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] }, { type: 'text', text: 'Hi' }, { refusal: 'no' }];
    expect(read({ content })).toEqual([reasoning('hm'), { type: 'text', text: 'Hi', choice: 1 }, { type: 'refusal', text: 'no', choice: 1 }]);
  });

  it('takes a data URL apart, and leaves a link', () => {
    const images = [{ image_url: { url: 'data:image/png;base64,AA==' } }, { image_url: 'https://example.com/a.png' }];
    expect(read({ images })).toEqual([{ type: 'media', mediaType: 'image/png', data: 'AA==', choice: 1 }]);
  });

  it('tells sound and its transcript', () => {
    expect(read({ audio: { data: 'AA==', transcript: 'Hi' } })).toEqual([
      { type: 'media', mediaType: 'audio/pcm', data: 'AA==', choice: 1 }, { type: 'text', text: 'Hi', choice: 1 },
    ]);
  });

  it('adds nothing for empty fields, and for those that it does not know', () => {
    expect(read({ role: 'assistant', content: '', refusal: null, tool_calls: null, audio: false, constructor: 'x' })).toEqual([]);
  });

  it.each([
    [{ content: 5 }, 'content: expected text'],
    [{ refusal: true }, 'refusal: expected text'],
    [{ reasoning: 5 }, 'reasoning: expected text'],
    [{ function_call: 'x' }, 'function_call: expected object'],
    [{ content: 'Hi', tool_calls: 'x' }, 'tool_calls: expected array'],
  ])('says what is wrong with %j', (delta, problem) => {
    expect(read(delta)).toBe(problem);
  });
});
