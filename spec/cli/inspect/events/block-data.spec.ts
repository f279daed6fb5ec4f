import { groupLines } from '../../../../src/cli/inspect/events/block.js';
import { blockData } from '../../../../src/cli/inspect/events/block-data.js';
import { splitLines } from '../../../../src/cli/inspect/recording/split-lines.js';

const firstOf = (text: string) => blockData(groupLines(splitLines({ bytes: Buffer.from(text), arrivals: [] }))[0] as Parameters<typeof blockData>[0]);

describe('blockData', () => {
  it('joins the data lines of an event, and names it', () => {
    expect(firstOf('event: ping\nid: 1\ndata: a\ndata:b\n\n')).toMatchObject({ name: 'ping', text: 'a\nb' });
  });

  it('takes unframed lines as they are', () => {
    expect(firstOf('{"a":\n1}\n')).toMatchObject({ name: undefined, text: '{"a":\n1}' });
  });

  it('knows where each character stands', () => {
    const data = firstOf('event: x\ndata: ab\ndata:cd\n\n');
    const places = [0, 2, 3, 99].map((index) => data.placeOf(index)).map(({ line, column }) => [line.number, column]);
    expect(places).toEqual([[2, 6], [2, 8], [3, 5], [4, 0]]);
  });
});
