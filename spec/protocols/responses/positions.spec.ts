import { itemPosition, partNumber, partPosition } from '../../../src/protocols/responses/positions.js';

describe('itemPosition', () => {
  it('is where the event says, by number and by id', () => {
    expect(itemPosition({ output_index: 2, item_id: 'msg_1' })).toEqual({ index: 2, id: 'msg_1' });
    expect(itemPosition({})).toEqual({ index: undefined, id: undefined });
  });

  it('prefers the id of the item that is stated', () => {
    expect(itemPosition({ item_id: 'of the event' }, { id: 'own' }).id).toBe('own');
    expect(itemPosition({ item_id: 'of the event' }, { id: '' }).id).toBe('of the event');
  });
});

describe('partPosition', () => {
  it('counts the parts of a summary apart from those of the content', () => {
    const event = { output_index: 0, content_index: 1, summary_index: 2 };
    expect([partPosition(event, 'text').part, partPosition(event, 'summary').part]).toEqual([1, 2]);
  });
});

describe('partNumber', () => {
  it('knows no highest number: vLLM numbers each fragment', () => {
    expect([0, 1e9, -1, '1', undefined].map(partNumber)).toEqual([0, 1e9, undefined, undefined, undefined]);
  });
});
