import { BlockFold } from '../../../../src/protocols/messages/fold/block-fold.js';

type AnyDelta = Parameters<BlockFold['add']>[0];
const delta = (fields: object) => fields as AnyDelta;

describe('BlockFold', () => {
  it('adds what a delta carries to the field of that name', () => {
    const fold = new BlockFold({ type: 'thinking', thinking: '' });
    for (const each of [{ type: 'thinking_delta', thinking: 'hm' }, { type: 'signature_delta', signature: 's' }]) fold.add(delta(each));
    expect(fold.snapshot()).toEqual({ type: 'thinking', thinking: 'hm', signature: 's' });
  });

  it('parses the input once, at its end', () => {
    const fold = new BlockFold({ type: 'tool_use', input: {} });
    for (const json of ['{"a"', ':1}']) fold.add(delta({ type: 'input_json_delta', partial_json: json }));
    expect(fold.snapshot()).toMatchObject({ input: {} });
    fold.close();
    expect(fold.snapshot()).toMatchObject({ input: { a: 1 } });
    fold.add(delta({ type: 'input_json_delta', partial_json: ' ' }));
    expect(fold.snapshot()).toMatchObject({ input: { a: 1 } });
    fold.close();
    expect(fold.snapshot()).toMatchObject({ input: { a: 1 } });
  });

  it('leaves the input that a block began with where none is streamed', () => {
    const fold = new BlockFold({ type: 'tool_use', input: { a: 1 } });
    fold.close();
    expect(fold.snapshot()).toMatchObject({ input: { a: 1 } });
  });

  it('joins a summary that comes in pieces', () => {
    const fold = new BlockFold({ type: 'compaction', content: null });
    for (const content of ['So ', 'far']) fold.add(delta({ type: 'compaction_delta', content }));
    expect(fold.snapshot()).toEqual({ type: 'compaction', content: 'So far' });
  });

  it('begins by a delta where nothing else did, and then takes deltas of that kind alone', () => {
    const text = delta({ type: 'text_delta', text: 'Hi' });
    const thought = delta({ type: 'thinking_delta', thinking: 'hm' });
    const fold = BlockFold.implied(text);
    expect([fold.takes(text), fold.takes(thought)]).toEqual([true, false]);
    expect(new BlockFold({ type: 'text' }).takes(thought)).toBe(true);
  });
});
