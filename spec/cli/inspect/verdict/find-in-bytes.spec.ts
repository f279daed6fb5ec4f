import { codes, HI, inspected, placed, WHOLE } from '../../support/inspected.js';

const broken = (text: string) => Buffer.from(text.replace('Hi', 'H\u00ff'), 'latin1');

describe('findInBytes', () => {
  it('finds bytes that are no UTF-8, and where they are', async () => {
    const inspection = await inspected(broken(WHOLE));
    expect(codes(inspection)).toEqual(['invalid_utf8']);
    expect(placed(inspection)).toEqual([1, HI.indexOf('Hi') + 1, HI.indexOf('Hi') + 1]);
  });

  it('takes a replacement character that was sent for a character', async () => {
    expect(codes(await inspected(WHOLE.replace('Hi', '\ufffd')))).toEqual([]);
  });

  it('does not find a character that the end has torn: that is the cut', async () => {
    expect(codes(await inspected(Buffer.from(HI + HI.replace('Hi', '\u00e9')).subarray(0, HI.length + HI.indexOf('Hi') + 1)))).toEqual(['half_event']);
  });
});
