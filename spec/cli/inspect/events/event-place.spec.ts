import { messages } from '../../../../src/index.js';
import { codes, DONE, HI, inspected, placed } from '../../support/inspected.js';

describe('a stream that cannot be read', () => {
  it('is pointed at where its JSON breaks, to the byte', async () => {
    const inspection = await inspected(`${HI}data: {"choices":[{"delta":{"content":"hé"lo"}}]}\n\n${DONE}`);
    expect(inspection).toMatchObject({ outcome: 'malformed', headline: 'Event 2 (line 3, byte 101) cannot be read as chat-completions: it is not JSON.' });
    expect(codes(inspection)).toEqual(['not_json']);
    // é has two bytes.
    expect(placed(inspection)).toEqual([3, 42, HI.length + 43]);
  });

  it.each([
    ['a byte order mark', Buffer.from('\ufeffdata: {"choices":""'), Buffer.from('x"}\n\n')],
    ['bytes that are no UTF-8', Buffer.from('data: {"choices":"\xe9\xe9"', 'latin1'), Buffer.from('x"}\n\n')],
    ['half a character at its end', Buffer.from('data: {"choices":"caf\xc3', 'latin1'), Buffer.of()],
  ])('is pointed into by the bytes of the recording, also behind %s', async (_, before, after) => {
    const [, , byte] = placed(await inspected(Buffer.concat([before, after]))) ?? [];
    expect(byte).toBe(before.length);
  });

  it('is told apart from one that lacks what its type must have', async () => {
    const inspection = await inspected('data: {"type":"content_block_delta"}\n\n', messages);
    expect(inspection.outcome).toBe('malformed');
    expect(codes(inspection)).toEqual(['not_the_protocol']);
  });
});
