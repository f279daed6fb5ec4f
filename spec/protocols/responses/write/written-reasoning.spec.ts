import { EventSequence } from '../../../../src/protocols/responses/write/event-sequence.js';
import { WrittenReasoning } from '../../../../src/protocols/responses/write/written-reasoning.js';

const brief = (events: EventSequence) => events.take().map(({ event }) => event?.replace('response.', ''));

describe('WrittenReasoning', () => {
  it('is one summary part', () => {
    const events = new EventSequence();
    const reasoning = new WrittenReasoning(events, 0);
    reasoning.addText('h');
    reasoning.addText('m');
    reasoning.close();
    expect(reasoning.item).toMatchObject({ type: 'reasoning', summary: [{ type: 'summary_text', text: 'hm' }] });
    expect(brief(events).at(-1)).toBe('output_item.done');
  });
});
