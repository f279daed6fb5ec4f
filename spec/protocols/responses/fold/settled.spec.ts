import { settled } from '../../../../src/protocols/responses/fold/settled.js';

describe('settled', () => {
  it('takes what is stated', () => {
    const stated = { type: 'message', id: 'b', text: 'final' };
    expect(settled(stated, { type: 'message', id: 'a', text: 'streamed' })).toBe(stated);
  });

  it.each([undefined, null, '', []])('keeps a streamed field where the final one is %j', (empty) => {
    expect(settled({ type: 'function_call', arguments: empty }, { type: 'function_call', arguments: '{}', name: 'x' })).toEqual({ type: 'function_call', arguments: '{}', name: 'x' });
  });

  it('keeps no field that does not stream in', () => {
    expect(settled({ type: 'message' }, { type: 'message', status: 'in_progress' })).toEqual({ type: 'message' });
  });

  it('settles the parts of the content, place by place', () => {
    const stated = { type: 'message', content: [{ type: 'output_text', text: '' }, { type: 'output_text', text: 'b' }] };
    const streamed = { type: 'message', content: [{ type: 'output_text', text: 'a' }] };
    expect(settled(stated, streamed)).toEqual({ type: 'message', content: [{ type: 'output_text', text: 'a' }, { type: 'output_text', text: 'b' }] });
  });

  it('compares nothing with what is of another type', () => {
    expect(settled({ type: 'message' }, { type: 'reasoning', content: [1] })).toEqual({ type: 'message' });
    expect(settled({ type: 'message' }, 'no object')).toEqual({ type: 'message' });
  });
});
