import { noDeltas } from '../../../../src/answer/delta.js';
import { MessageState } from '../../../../src/protocols/messages/read/message-state.js';
import { adds, addsNothing, cite, say } from '../../../../src/protocols/messages/read/reading.js';

describe('say', () => {
  it('tells a piece, and nothing of an empty one', () => {
    expect(say('reasoning', 'hm')).toEqual([{ type: 'reasoning', text: 'hm', choice: 0 }]);
    for (const nothing of ['', null, undefined]) expect(say('text', nothing)).toBe(noDeltas);
  });
});

describe('cite', () => {
  it('tells a citation of any form', () => {
    expect([cite('a'), cite(0), cite(null)]).toEqual([[{ type: 'citation', citation: 'a', choice: 0 }], [{ type: 'citation', citation: 0, choice: 0 }], []]);
  });
});

describe('adds', () => {
  it('makes data of an event and what it says', () => {
    const ping = { type: 'ping' } as const;
    expect(adds(addsNothing)(ping, new MessageState())).toEqual({ kind: 'data', payload: ping, deltas: [] });
  });
});
