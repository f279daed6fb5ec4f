import { EventSequence } from '../../../../src/protocols/responses/write/event-sequence.js';
import { WrittenMessage } from '../../../../src/protocols/responses/write/written-message.js';

const brief = (events: EventSequence) => events.take().map(({ event }) => event?.replace('response.', ''));

describe('WrittenMessage', () => {
  it('closes a part before the next one, and all at its end', () => {
    const events = new EventSequence();
    const message = new WrittenMessage(events, 0);
    message.addText('Hi');
    message.addCitation('source');
    message.addRefusal('no');
    message.close('completed');
    expect(brief(events)).toEqual([
      'output_item.added', 'content_part.added', 'output_text.delta', 'output_text.annotation.added', 'output_text.done', 'content_part.done',
      'content_part.added', 'refusal.delta', 'refusal.done', 'content_part.done', 'output_item.done',
    ]);
    expect(message.item).toMatchObject({ status: 'completed', content: [{ text: 'Hi', annotations: ['source'] }, { refusal: 'no' }] });
  });
});
