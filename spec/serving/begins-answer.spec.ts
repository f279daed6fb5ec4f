import { beginsAnswer } from '../../src/serving/begins-answer.js';
import { data, preamble, terminal, words } from '../operators/frames.js';

const empty = { text: '', reasoning: '', refusal: '', toolCalls: [], citations: [], media: [] };

describe('beginsAnswer', () => {
  it.each([preamble, data(), { type: 'start', id: 'a' }, { type: 'usage', usage: {} }, { type: 'finish', reason: 'stop', raw: 'stop', choice: 0 }, { ...empty, otherChoices: [] }, { ...empty, id: 'a', otherChoices: [empty] }])(
    'is false where nothing is said yet: %j',
    (value) => { expect(beginsAnswer(value)).toBe(false); },
  );

  it.each([words('Hi'), terminal, { type: 'text', text: 'Hi', choice: 0 }, { ...empty, text: 'Hi', otherChoices: [] }, { ...empty, otherChoices: [{ ...empty, refusal: 'No' }] }])(
    'is true where something is: %j',
    (value) => { expect(beginsAnswer(value)).toBe(true); },
  );

  it.each([undefined, null, 'text', '', 1, [], {}, { type: 'start', step: 1 }, { type: 'usage' }, { type: 'finish' }, { text: '', toolCalls: [], otherChoices: [] }, { ...empty, otherChoices: [null] }])(
    'is true for anything that is no part of an answer: %j',
    (value) => { expect(beginsAnswer(value)).toBe(true); },
  );
});
