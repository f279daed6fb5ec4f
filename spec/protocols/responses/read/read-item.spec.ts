import { readItem } from '../../../../src/protocols/responses/read/read-item.js';
import { ResponseState } from '../../../../src/protocols/responses/read/response-state.js';

type ItemEvent = Parameters<typeof readItem>[0];
const event = (type: 'added' | 'done', item: object) => ({ type: `response.output_item.${type}`, output_index: 0, item }) as unknown as ItemEvent;

/** What the items add, one after the other, or what is wrong. */
function read(...events: ItemEvent[]): unknown[] {
  const state = new ResponseState();
  return events.flatMap((each): unknown[] => {
    const reading = readItem(each, state);
    return reading.kind === 'data' ? [...reading.deltas] : [reading];
  });
}

describe('readItem', () => {
  it('tells the text of a message when it is done, where none was streamed', () => {
    const message = { type: 'message', content: [{ type: 'output_text', text: 'Hi' }] };
    expect(read(event('added', message), event('done', message))).toEqual([{ type: 'text', text: 'Hi', choice: 0 }]);
  });

  it('tells a call when it begins, and its arguments when they are there', () => {
    const call = { type: 'function_call', call_id: 'call_1', name: 'weather', arguments: '' };
    expect(read(event('added', call), event('done', { ...call, arguments: '{}' }))).toEqual([
      { type: 'tool-call', index: 0, id: 'call_1', name: 'weather', arguments: '', choice: 0 }, { type: 'tool-call', index: 0, arguments: '{}', choice: 0 },
    ]);
  });

  it.each(['web_search_call', 'mcp_call', 'constructor', undefined])('tells nothing of an item of type %p', (type) => {
    expect(read(event('done', { type, arguments: 5, name: 5 }))).toEqual([]);
  });

  it('says what is wrong with a call', () => {
    expect(read(event('added', { type: 'function_call', name: 5 }))).toEqual([{ kind: 'invalid', reason: 'item.name: expected string' }]);
  });
});
