import { EventSequence } from '../../../../src/protocols/responses/write/event-sequence.js';
import { WrittenCall } from '../../../../src/protocols/responses/write/written-call.js';

const brief = (events: EventSequence) => events.take().map(({ event }) => event?.replace('response.', ''));
const callDelta = { type: 'tool-call', index: 0, id: 'call_1', name: 'x', arguments: '', choice: 0 } as const;

describe('WrittenCall', () => {
  it('gets what stands for no arguments at its end', () => {
    const events = new EventSequence();
    const call = new WrittenCall(events, 0, callDelta, '{}');
    expect(call.isWaiting).toBe(true);
    call.close('completed');
    expect(call.item).toMatchObject({ call_id: 'call_1', arguments: '{}', status: 'completed' });
    expect(brief(events)).toEqual(['output_item.added', 'function_call_arguments.delta', 'function_call_arguments.done', 'output_item.done']);
  });

  it('stays empty where it imitates a server', () => {
    const call = new WrittenCall(new EventSequence(), 0, callDelta, '');
    call.close('completed');
    expect(call).toMatchObject({ isWaiting: false, item: { arguments: '' } });
  });
});
