import { groupLines } from '../../../../src/cli/inspect/events/block.js';
import { splitLines } from '../../../../src/cli/inspect/recording/split-lines.js';

const blocks = (text: string) =>
  groupLines(splitLines({ bytes: Buffer.from(text), arrivals: [] })).map(({ kind, lines, isClosed }) => `${kind} ${String(lines.length)}${isClosed ? '' : ' open'}`);

describe('groupLines', () => {
  it('closes an event with its blank line', () => {
    expect(blocks('event: a\ndata: 1\n\ndata: 2\n')).toEqual(['event 3', 'event 1 open']);
  });

  it('leaves out blank lines that end nothing', () => {
    expect(blocks('\n\ndata: 1\n\n\n')).toEqual(['event 2']);
  });

  it('takes a comment inside an event for a part of it', () => {
    expect(blocks(': ping\n\ndata: 1\n: ping\ndata: 2\n\n')).toEqual(['comment 1 open', 'event 4']);
  });

  it('keeps blank lines inside an unframed body from cutting it', () => {
    expect(blocks('<html>\n\n</html>\ndata: 1\n\n')).toEqual(['unframed 2 open', 'event 2']);
  });

  it('takes the last line for a field where it may be the beginning of one', () => {
    expect(blocks('data: 1\n\nda')).toEqual(['event 2', 'event 1 open']);
    expect(blocks('data: 1\n\nda\n')).toEqual(['event 2', 'unframed 1 open']);
  });
});
