import { type SseEvent, SseParser } from '../../../src/wire/parsing/sse-events.js';

type Seen = SseEvent | { stray: string } | 'too large';

function read(chunks: readonly string[], { maxFrameChars = 1_000_000, end = true, stopAfter = Infinity } = {}): Seen[] {
  const seen: Seen[] = [];
  let stopped = false;
  const parser = new SseParser({
    maxFrameChars,
    takeEvent: ({ event, data }) => {
      seen.push(event === undefined ? { data } : { event, data });
      stopped = seen.length >= stopAfter;
    },
    takeStrayLine: (stray) => seen.push({ stray }),
    failTooLarge: () => {
      seen.push('too large');
      stopped = true;
    },
    isStopped: () => stopped,
  });
  for (const chunk of chunks) if (!stopped) parser.push(chunk);
  if (end && !stopped) parser.end();
  return seen;
}

/** Every way to cut a text in two, and the text one character at a time. */
function cuttings(text: string): string[][] {
  return [[text], [...text], ...Array.from(text, (_, at) => [text.slice(0, at), text.slice(at)])];
}

/** Examples of the specification and of web-platform-tests `eventsource/format-*`, and what they dispatch. */
const grammar: [name: string, stream: string, events: Seen[]][] = [
  ['joins data lines with LF', 'data: YHOO\ndata: +2\ndata: 10\n\n', [{ data: 'YHOO\n+2\n10' }]],
  ['removes one leading space of a value, no more', 'data:test\n\ndata:  test\n\n', [{ data: 'test' }, { data: ' test' }]],
  ['keeps a leading tab', 'data:\ttest\n\n', [{ data: '\ttest' }]],
  ['takes CR, LF and CRLF as line ends', 'data:test\r\ndata\ndata:test\r\n\r', [{ data: 'test\n\ntest' }]],
  ['takes bare CR', 'data: a\r\rdata: b\r\r', [{ data: 'a' }, { data: 'b' }]],
  ['ignores comments', ': keep-alive\n\n:\n\ndata: 1\n\n', [{ data: '1' }]],
  ['strips one byte order mark', '\uFEFFdata:1\n\n', [{ data: '1' }]],
  ['strips only one', '\uFEFF\uFEFFdata:1\n\ndata:2\n\n', [{ stray: '\uFEFFdata:1' }, { data: '2' }]],
  ['dispatches a data line without a colon', 'data\n\n', [{ data: '' }]],
  ['dispatches nothing for a name alone', 'event: ping\n\ndata: 1\n\n', [{ data: '1' }]],
  ['names an event', 'event: ping\ndata: {}\n\n', [{ event: 'ping', data: '{}' }]],
  ['reads field names literally', 'Data: 1\n\n data: 2\n\n', [{ stray: 'Data: 1' }, { stray: ' data: 2' }]],
  ['ignores id and retry', 'id: 7\nretry: 1000\nretry: soon\ndata: 1\n\n', [{ data: '1' }]],
  ['keeps a NUL in data', 'data: a\0b\n\n', [{ data: 'a\0b' }]],
  ['dispatches an event named error without data', 'event: error\n\ndata: 1\n\n', [{ event: 'error', data: '' }, { data: '1' }]],
  ['leaves the data of an event named error', 'event: error\ndata: {"a":1}\n\n', [{ event: 'error', data: '\n{"a":1}' }]],
  ['names an error with every line end', 'event:error\r\ndata:x\r\n\r\n', [{ event: 'error', data: '\nx' }]],
  ['does not take a longer name for error', 'event: error_log\n\n', []],
  ['reads the field `error` as an error event', 'error: {"code":500}\n\n', [{ event: 'error', data: '{"code":500}' }]],
  ['reports a line that is no field', 'upstream error: reset\n', [{ stray: 'upstream error: reset' }]],
  ['reports a line that never ends', 'data: 1\n\n<html>', [{ data: '1' }, { stray: '<html>' }]],
  ['dispatches what a clean end leaves pending', 'data: 1', [{ data: '1' }]],
  ['dispatches a pending named error', 'data: 1\n\nevent: error', [{ data: '1' }, { event: 'error', data: '' }]],
];

describe('the SSE parser', () => {
  it.each(grammar)('%s, in every chunking', (_, stream, events) => {
    for (const chunks of cuttings(stream)) expect(read(chunks)).toEqual(events);
  });

  it('dispatches an event as soon as its blank line is in', () => {
    expect(read(['data: 1\n\nda'], { end: false })).toEqual([{ data: '1' }]);
    expect(read(['data: 1\r\r'], { end: false })).toEqual([{ data: '1' }]);
  });

  it('leaves a pending event alone when the stream does not end cleanly', () => {
    expect(read(['data: 1\n\ndata: 2\n'], { end: false })).toEqual([{ data: '1' }]);
  });

  it('refuses an event over the bound, in one chunk, in many, over many lines, and a line that never ends', () => {
    const long = 'x'.repeat(60);
    for (const stream of [`data: ${long}\n\n`, `data: ${long.slice(30)}\ndata: ${long.slice(30)}\n\n`, `: ${long}`, long]) {
      expect(read([stream], { maxFrameChars: 50 })).toEqual(['too large']);
      expect(read([...stream], { maxFrameChars: 50 })).toEqual(['too large']);
    }
  });

  it('takes an event of exactly the bound', () => {
    expect(read([`data: ${'x'.repeat(50)}\n\n`], { maxFrameChars: 50 })).toEqual([{ data: 'x'.repeat(50) }]);
  });

  it('parses nothing more once it is stopped, within the same chunk', () => {
    expect(read(['data: 1\n\ndata: 2\n\n<html>\nerror: x\n'], { stopAfter: 1 })).toEqual([{ data: '1' }]);
  });

  it('reads a chunk larger than a slice as it reads a small one', () => {
    const events = Array.from({ length: 20_000 }, (_, i) => ({ data: `event ${String(i)}` }));
    const stream = events.map(({ data }) => `data: ${data}\n\n`).join('');
    expect(read([stream])).toEqual(events);
  });
});
