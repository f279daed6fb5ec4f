import { chatCompletions, messages, responses } from '../../../../../src/index.js';
import { writeAnswer } from '../../../../../src/testing/index.js';
import { inspected } from '../../../support/inspected.js';

const TEXT = 'Hé "quoted", it\'s\n😀 <b>&';
const KEY = 'sk-0123456789abcdef';
const whole = writeAnswer(messages, { text: TEXT });
const cut = whole.slice(0, whole.indexOf('event: content_block_stop'));
const failed = writeAnswer(messages, { text: TEXT, error: { type: 'overloaded_error', message: 'Overloaded' } });

/** The events of a stream, as programs keep them that have parsed it. */
const eventsOf = (stream: string): { event: string; data: string }[] => [...stream.matchAll(/event: (.*)\ndata: (.*)\n\n/g)].map(([, event = '', data = '']) => ({ event, data }));
const linesOf = (stream: string): string[] => stream.split('\n').slice(0, -1);
/** As `repr()` of Python writes bytes. */
const bytesLiteral = (text: string): string => `b'${[...Buffer.from(text)].map((byte) => (byte === 0x5c ? '\\\\' : byte === 0x27 ? "\\'" : byte === 10 ? '\\n' : byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`)).join('')}'`;
const textLiteral = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
const chunksOf = (stream: string): string[] => stream.split(/(?<=\n\n)/);
const csvCell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const hexOf = (bytes: Buffer): string[] => [...bytes].map((byte) => byte.toString(16).padStart(2, '0'));
const rowsOf16 = (stream: string): Buffer[] => Array.from({ length: Math.ceil(Buffer.byteLength(stream) / 16) }, (_, row) => Buffer.from(stream).subarray(row * 16, row * 16 + 16));
const asciiOf = (bytes: Buffer): string => bytes.toString('latin1').replace(/[^ -~]/g, '.');
const offset = (row: number, chars: number): string => (row * 16).toString(16).padStart(chars, '0');

const har = (body: object, status = 200, mimeType = 'text/event-stream'): string =>
  JSON.stringify({
    log: {
      entries: [
        { request: { method: 'GET', url: 'https://example.com/', headers: [] }, response: { status: 200, headers: [], content: { mimeType: 'text/html', text: '<html></html>' } } },
        {
          request: { method: 'POST', url: `https://example.com/v1/messages?key=${KEY}`, headers: [{ name: 'x-api-key', value: KEY }] },
          response: { status, headers: [{ name: 'content-type', value: mimeType }, { name: 'content-encoding', value: 'br' }, { name: 'request-id', value: 'req_1' }], content: { mimeType, ...body } },
        },
        { request: { method: 'GET', url: 'https://example.com/icon', headers: [] }, response: { status: 304, headers: [], content: { mimeType: 'x', text: '' } } },
      ],
    },
  }, undefined, 2);

const postman = (body: string): string =>
  JSON.stringify({ info: { name: 'API' }, item: [{ name: 'ask', response: [{ name: 'answer', originalRequest: { method: 'POST', url: { raw: 'https://example.com/v1/messages' }, header: [] }, status: 'OK', code: 200, header: [{ key: 'Content-Type', value: 'text/event-stream' }], body }] }] });

const disguises: readonly (readonly [string, (stream: string) => string])[] = [
  ['a JSON string', (stream) => JSON.stringify(stream)],
  ['a JSON string that was quoted twice', (stream) => JSON.stringify(JSON.stringify(stream))],
  ['a JSON string for each chunk', (stream) => chunksOf(stream).map((chunk) => JSON.stringify(chunk)).join('\n')],
  ['a list of its lines in JSON', (stream) => JSON.stringify(linesOf(stream), undefined, 2)],
  ['the field of a JSON object', (stream) => JSON.stringify({ statusCode: '200', body: stream })],
  ['a HAR file', (stream) => har({ text: stream })],
  ['a HAR file with its bodies in base64', (stream) => har({ text: Buffer.from(stream).toString('base64'), encoding: 'base64' })],
  ['a Postman collection', postman],
  ['a recorded fixture with its chunks', (stream) => JSON.stringify([{ scope: 'https://example.com', method: 'POST', path: '/v1/messages', status: 200, response: chunksOf(stream), rawHeaders: [] }])],
  ['a cassette', (stream) => JSON.stringify({ interactions: [{ request: { method: 'POST', uri: 'https://example.com/v1/messages' }, response: { status: { code: 200, message: 'OK' }, headers: { 'Content-Type': ['text/event-stream'] }, body: { string: stream } } }] })],
  ['the log files of docker', (stream) => linesOf(stream).map((line) => JSON.stringify({ log: `${line}\n`, stream: 'stdout', time: '2026-01-31T12:00:01.123Z' })).join('\n')],
  ['a log in JSON', (stream) => linesOf(stream).map((line) => JSON.stringify({ level: 20, time: 1769860801123, msg: `<< ${line}` })).join('\n')],
  ['a log in JSON of a cloud', (stream) => JSON.stringify(linesOf(stream).map((line) => ({ jsonPayload: { message: line, pid: 1 }, timestamp: '2026-01-31T12:00:01Z' })))],
  ['a log in logfmt', (stream) => linesOf(stream).map((line) => `time="2026-01-31T12:00:01Z" level=debug msg=${JSON.stringify(line)}`).join('\n')],
  ['parsed events, one JSON object for each line', (stream) => eventsOf(stream).map(({ event, data }) => JSON.stringify({ event, data: JSON.parse(data) as unknown })).join('\n')],
  ['messages of an EventSource', (stream) => JSON.stringify(eventsOf(stream).map(({ event, data }) => ({ type: event, data, lastEventId: '' })))],
  ['bytes as Python prints them', (stream) => chunksOf(stream).map(bytesLiteral).join('\n')],
  ['lines as Python prints them', (stream) => linesOf(stream).map(bytesLiteral).join('\n')],
  ['a list of bytes as Python prints it', (stream) => `[${chunksOf(stream).map(bytesLiteral).join(', ')}]`],
  ['texts as JavaScript prints them, in a log', (stream) => chunksOf(stream).map((chunk) => `chunk: ${textLiteral(chunk)}`).join('\n')],
  ['a log of chunks with the time', (stream) => chunksOf(stream).map((chunk) => `2026-01-31 12:00:01,123 DEBUG gateway: chunk=${bytesLiteral(chunk)}`).join('\n')],
  ['a CSV file', (stream) => ['time,event,data', ...eventsOf(stream).map(({ event, data }) => `12:00:01,${event},${csvCell(data)}`)].join('\r\n')],
  ['a CSV file of raw lines', (stream) => ['no;line', ...linesOf(stream).map((line, index) => `${String(index)};${csvCell(line)}`)].join('\n')],
  ['a table of Markdown, as it stands in an issue', (stream) => ['| no | line |', '| --- | --- |', ...linesOf(stream).filter((line) => line !== '').map((line, index) => `| ${String(index)} | ${line} |`)].join('\n')],
  ['what a browser copies from its list of events', (stream) => eventsOf(stream).map(({ event, data }) => `\t${event}\t${data}\t12:00:01.123`).join('\n')],
  ['the source of a page', (stream) => stream.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll("'", '&#39;').replace(/^/, '<pre>')],
  ['base64', (stream) => Buffer.from(stream).toString('base64').replaceAll(/.{76}/g, '$&\n')],
  ['a dump by curl --trace', (stream) => `=> Send header, 60 bytes (0x3c)\n0000: 78 2d 61 70 69 2d 6b 65 79 3a 20                x-api-key: \n<= Recv data, ${String(stream.length)} bytes\n${rowsOf16(stream).map((row, index) => `${offset(index, 4)}: ${hexOf(row).join(' ').padEnd(48)}${asciiOf(row)}`).join('\n')}\n== Info: Connection #0 left intact`],
  ['a dump by xxd', (stream) => rowsOf16(stream).map((row, index) => `${offset(index, 8)}: ${(row.toString('hex').match(/.{1,4}/g) ?? []).join(' ').padEnd(39)}  ${asciiOf(row)}`).join('\n')],
  ['a dump by hexdump -C', (stream) => rowsOf16(stream).map((row, index) => `${offset(index, 8)}  ${[hexOf(row).slice(0, 8).join(' '), hexOf(row).slice(8).join(' ')].join('  ').padEnd(48)}  |${asciiOf(row)}|`).join('\n')],
  ['the chunks of a connection', (stream) => `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n${rowsOf16(stream).map((row) => `${row.length.toString(16)}\r\n${row.toString('latin1')}\r\n`).join('')}0\r\n\r\n`],
  ['an exchange with its request, as httpie -v shows it', (stream) => `POST /v1/messages HTTP/1.1\r\nX-Api-Key: ${KEY}\r\n\r\n{"stream":true}\r\n\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n${stream}`],
];

/** The chunks are cut in the middle of characters: only bytes can be. */
const bytesOf = (content: string): Uint8Array => Buffer.from(content, content.includes('transfer-encoding: chunked') ? 'latin1' : 'utf8');

describe.each(disguises)('in %s', (_, disguise) => {
  it('a whole answer is whole', async () => {
    const inspection = await inspected(bytesOf(disguise(whole)));
    expect(inspection).toMatchObject({ outcome: 'whole', answer: { text: TEXT, finishReason: 'stop' }, findings: [] });
    expect(JSON.stringify(inspection)).not.toContain(KEY);
  });

  it('an answer that was cut is cut', async () => {
    expect(await inspected(bytesOf(disguise(cut)))).toMatchObject({ outcome: 'truncated', error: { type: 'truncated_stream' }, answer: { text: TEXT } });
  });

  it('an error of the server is that error', async () => {
    expect(await inspected(bytesOf(disguise(failed)))).toMatchObject({ outcome: 'error', error: { type: 'overloaded_error', origin: 'stream' }, answer: { text: TEXT } });
  });
});

describe('a disguise', () => {
  it.each([chatCompletions, responses].map((protocol) => [protocol.name, protocol] as const))('hides %s no more than messages', async (name, protocol) => {
    const stream = writeAnswer(protocol, { text: TEXT });
    const data = stream.split('\n').flatMap((line) => (line.startsWith('data: ') ? [line.slice(6)] : []));
    for (const content of [JSON.stringify(stream), har({ text: stream }), ['n,data', ...data.map((each) => `1,${csvCell(each)}`)].join('\n'), stream.split('\n').map(bytesLiteral).join('\n')]) {
      expect(await inspected(content)).toMatchObject({ outcome: 'whole', detection: { protocol: { name } }, answer: { text: TEXT } });
    }
  });

  it('is told, for places count in what was inside', async () => {
    expect((await inspected(har({ text: whole }))).source.foundIn).toBe('response 2 of 3 in an archive: POST https://example.com/v1/messages');
    expect((await inspected(JSON.stringify(JSON.stringify(whole)))).source.foundIn).toBe('a JSON string, in it a JSON string');
    expect((await inspected(whole)).source.foundIn).toBeUndefined();
  });

  it('keeps the status and the headers that an archive holds', async () => {
    const inspection = await inspected(har({ text: '{"error":{"type":"rate_limit_error","message":"Slow down"}}' }, 429, 'application/json'));
    expect(inspection).toMatchObject({ outcome: 'http-error', error: { type: 'rate_limit_error', status: 429, requestId: 'req_1' } });
  });

  it('that is an archive without bodies says so', async () => {
    expect(await inspected(har({ size: 0 }))).toMatchObject({ outcome: 'empty', source: { foundIn: expect.stringMatching(/which holds no body$/) as string } });
  });

  it('gives away no key that the log or the archive has, and the server repeats', async () => {
    const repeated = whole.replace('message_stop', KEY);
    for (const content of [har({ text: repeated }), `DEBUG Authorization: Bearer ${KEY}\n${chunksOf(repeated).map(bytesLiteral).join('\n')}`]) {
      const inspection = await inspected(content);
      expect(inspection.outcome).not.toBe('not-a-stream');
      expect(JSON.stringify(inspection)).not.toContain(KEY);
    }
  });
});

describe('what only quotes a stream', () => {
  it.each([
    ['an error', JSON.stringify({ error: { type: 'api_error', message: whole } }), 'http-error'],
    ['a document', JSON.stringify({ title: 'How to stream', text: `Lines begin so:\n${whole}` }), 'not-a-stream'],
    ['a page with a picture in it', '<html><body><img src="data:image/png;base64,iVBORw0KGgo="><a href=\'data:text/plain,x\'>x</a></body></html>', 'not-a-stream'],
    ['a sentence', 'The server sends "data: [DONE]" when it is done.', 'not-a-stream'],
    ['numbers', '12345', 'not-a-stream'],
    ['a list of numbers', '[1,2,3]', 'not-a-stream'],
    ['a table of something else', 'a,b,c\n1,2,3\n', 'not-a-stream'],
    ['JSON lines of payloads', '{"choices":[]}\n{"choices":[]}\n', 'not-a-stream'],
  ])('is what it is: %s', async (_, content, outcome) => {
    expect((await inspected(content)).outcome).toBe(outcome);
  });
});
