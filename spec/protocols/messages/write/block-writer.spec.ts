import { BlockWriter, writeEvent } from '../../../../src/protocols/messages/write/block-writer.js';

const text = { type: 'text', text: '' };
const thinking = { type: 'thinking', thinking: '' };
const call = { type: 'tool_use', id: 'toolu_1', name: 'x', input: {} };

/** The type and the number of each event. */
const brief = (events: readonly { data: string }[]) =>
  events.map(({ data }) => JSON.parse(data) as { type: string; index: number }).map(({ type, index }) => `${type.replace('content_block_', '')} ${String(index)}`);

describe('BlockWriter', () => {
  it('goes on in the open block, and closes it for output of another kind', () => {
    const blocks = new BlockWriter(false);
    expect(brief([...blocks.write('text', text, {}), ...blocks.write('text', text, {}), ...blocks.write('thinking', thinking, {})])).toEqual([
      'start 0', 'delta 0', 'delta 0', 'stop 0', 'start 1', 'delta 1',
    ]);
  });

  it('goes on with a call that was left under its own number', () => {
    const blocks = new BlockWriter(false);
    for (const key of ['call 0', 'call 1']) blocks.write(key, call);
    expect(brief(blocks.write('call 0', call, {}))).toEqual(['delta 0']);
  });

  it('makes a signature up only where it imitates', () => {
    const closed = (imitate: boolean) => {
      const blocks = new BlockWriter(imitate);
      blocks.write('thinking', thinking);
      return blocks.close().map(({ data }) => data).join('');
    };
    expect([closed(true).includes('signature_delta'), closed(false).includes('signature_delta')]).toEqual([true, false]);
  });

  it('has nothing to close where nothing is open', () => {
    expect(new BlockWriter(true).close()).toEqual([]);
  });
});

describe('writeEvent', () => {
  it('says the type twice', () => {
    expect(writeEvent('ping', { a: 1 })).toEqual({ event: 'ping', data: '{"type":"ping","a":1}' });
  });
});
