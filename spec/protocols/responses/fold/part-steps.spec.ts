import type { PayloadObject } from '../../../../src/payload-object.js';
import { annotatesPart, beginsPart, finishesPart, lengthensPart, outputText, reasoningText, refusal, statesPart, summaryText } from '../../../../src/protocols/responses/fold/part-steps.js';
import { type FoldStep, ResponseFold } from '../../../../src/protocols/responses/fold/response-fold.js';

/** The first item after these steps, each with its event. */
function folded(...steps: [FoldStep, PayloadObject][]): unknown {
  const response = new ResponseFold();
  for (const [step, event] of steps) step({ output_index: 0, content_index: 0, summary_index: 0, ...event }, response);
  return response.output.list.at(0);
}

describe('the steps of a part', () => {
  it.each([
    [outputText, { type: 'message', content: [{ type: 'output_text', text: 'ab' }] }],
    [refusal, { type: 'message', content: [{ type: 'refusal', refusal: 'ab' }] }],
    [reasoningText, { type: 'reasoning', content: [{ type: 'reasoning_text', text: 'ab' }] }],
    [summaryText, { type: 'reasoning', summary: [{ type: 'summary_text', text: 'ab' }] }],
  ])('lengthen the text of $part in its own item', (text, item) => {
    expect(folded([lengthensPart(text), { delta: 'a' }], [lengthensPart(text), { delta: 'b' }])).toMatchObject(item);
  });

  it('take a text that is stated, but no empty one', () => {
    expect(folded([lengthensPart(outputText), { delta: 'Hel' }], [statesPart(outputText), { text: 'Hello' }], [statesPart(outputText), { text: '' }])).toMatchObject({ content: [{ text: 'Hello' }] });
  });

  it('begin a part and finish it', () => {
    const part = { type: 'output_text', text: '', annotations: [] };
    expect(folded([beginsPart('content'), { part }], [lengthensPart(outputText), { delta: 'Hi' }], [finishesPart('content'), { part: { ...part, text: 'Hi', logprobs: [] } }])).toMatchObject({
      content: [{ text: 'Hi', logprobs: [] }],
    });
  });

  it('keep logprobs and annotations beside the text', () => {
    expect(folded([lengthensPart(outputText), { delta: 'a', logprobs: [1] }], [lengthensPart(outputText), { delta: 'b', logprobs: [2] }], [annotatesPart, { annotation: 'source', annotation_index: 0 }])).toMatchObject({
      content: [{ text: 'ab', logprobs: [1, 2], annotations: ['source'] }],
    });
  });

  it('read a text out of the wrapping of a gateway', () => {
    expect(folded([lengthensPart(outputText), { delta: { text: 'Hi' } }], [lengthensPart(outputText), { delta: {} }])).toMatchObject({ content: [{ text: 'Hi' }] });
  });
});
