import { readLines } from '../../../../src/cli/inspect/recording/read-lines.js';

const read = (text: string) => readLines({ name: 'spec', bytes: Buffer.from(text), arrivals: [] });
const texts = (text: string) => read(text).lines.map((line) => line.text);

describe('readLines', () => {
  it('takes everything off that is not of the body, from the outside in', () => {
    const log = JSON.stringify('HTTP/1.1 200 OK\r\nx-a: 1\r\n\r\ndata: 1\n\n');
    expect(texts(log)).toEqual(['data: 1', '']);
    expect(read(log)).toMatchObject({ foundIn: 'a JSON string', head: { status: 200 } });
  });

  it('reads times, and says when the stream ended', () => {
    const { lines, durationMs, endedAtMs } = read('@0\ndata: 1\n\n@250\ndata: 2\n\n@900\n');
    expect(lines.map(({ atMs }) => atMs)).toEqual([0, 0, 250, 250]);
    expect([durationMs, endedAtMs]).toEqual([900, 900]);
  });

  it('names the prefix of a log, and covers the keys in it', () => {
    const log = '> authorization: Bearer sk-0123456789abcdef\n12:00:01 data: {"a":"sk-0123456789abcdef"}\n12:00:02 data: [DONE]\n';
    expect(read(log).foundIn).toBe('lines that begin like "12:00:01 "');
    expect(texts(log).join('')).toContain('{"a":"*******************"}');
  });

  it('counts the whole recording, its head too', () => {
    expect(read('HTTP/1.1 200 OK\n\ndata: 1\n\n').size).toEqual({ bytes: 26, lines: 4 });
  });
});
