import { EventSequence } from '../../../../src/protocols/responses/write/event-sequence.js';

describe('EventSequence', () => {
  it('numbers events over all that is taken', () => {
    const events = new EventSequence();
    events.add('response.created', { a: 1 });
    events.add('ping', {});
    expect(events.take()).toEqual([
      { event: 'response.created', data: '{"type":"response.created","sequence_number":0,"a":1}' }, { event: 'ping', data: '{"type":"ping","sequence_number":1}' },
    ]);
    expect(events.take()).toEqual([]);
    events.add('ping', {});
    expect(events.take()).toMatchObject([{ data: '{"type":"ping","sequence_number":2}' }]);
  });
});
