import { EventSequence } from '../../../../src/protocols/responses/write/event-sequence.js';
import { WrittenImage } from '../../../../src/protocols/responses/write/written-image.js';

const brief = (events: EventSequence) => events.take().map(({ event }) => event?.replace('response.', ''));

describe('WrittenImage', () => {
  it('comes whole in its finished item', () => {
    const events = new EventSequence();
    const image = new WrittenImage(events, 0, 'image/webp', 'AA==');
    image.close();
    expect(image.item).toMatchObject({ output_format: 'webp', result: 'AA==' });
    expect(brief(events)).toEqual(['output_item.added', 'image_generation_call.in_progress', 'image_generation_call.generating', 'image_generation_call.completed', 'output_item.done']);
  });
});
