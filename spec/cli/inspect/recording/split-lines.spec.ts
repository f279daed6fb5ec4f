import { splitLines } from '../../../../src/cli/inspect/recording/split-lines.js';

const split = (bytes: string | Uint8Array, arrivals: readonly { endByte: number; atMs: number }[] = []) => splitLines({ bytes: Buffer.from(bytes), arrivals });

describe('splitLines', () => {
  it('ends lines with LF, CRLF or CR, and counts bytes', () => {
    expect(split('a\r\n\u00e9\rb\n\nc').map(({ number, text, atByte, isEnded }) => [number, text, atByte, isEnded])).toEqual([
      [1, 'a', 0, true], [2, '\u00e9', 3, true], [3, 'b', 6, true], [4, '', 8, true], [5, 'c', 9, false],
    ]);
  });

  it('leaves a byte order mark out of the text, and in the bytes', () => {
    const [line] = split('\uFEFFdata');
    expect([line?.text, line?.bytes.length]).toEqual(['data', 7]);
  });

  it('says when the last byte of each line had come', () => {
    expect(split('a\nbb\nc', [{ endByte: 2, atMs: 0 }, { endByte: 4, atMs: 10 }, { endByte: 6, atMs: 20 }]).map(({ atMs }) => atMs)).toEqual([0, 20, 20]);
    expect(split('a\n')[0]?.atMs).toBeUndefined();
  });
});
