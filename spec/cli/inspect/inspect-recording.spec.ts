import { byteOf } from '../../../src/cli/inspect/events/event-place.js';
import type { Inspection } from '../../../src/cli/inspect/verdict/inspection.js';
import { chatCompletions, messages, responses } from '../../../src/index.js';
import { writeAnswer } from '../../../src/testing/index.js';
import { inspected } from '../support/inspected.js';

const HI = 'data: {"choices":[{"index":0,"delta":{"content":"Hi"}}]}\n\n';
const STOP = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n';
const DONE = 'data: [DONE]\n\n';
const WHOLE = HI + STOP + DONE;

const codes = ({ findings }: Inspection): readonly string[] => findings.map(({ code }) => code);
const placed = ({ findings: [first] }: Inspection): readonly unknown[] | undefined =>
  first?.place && [first.place.line.number, first.place.column, byteOf(first.place)];

describe('a whole answer', () => {
  it.each([chatCompletions, responses, messages].map((protocol) => [protocol.name, protocol] as const))('in %s has nothing wrong with it', async (name, protocol) => {
    const inspection = await inspected(writeAnswer(protocol, { text: 'Hello, world', usage: { inputTokens: 3, outputTokens: 2 } }));
    expect(inspection).toMatchObject({ outcome: 'whole', error: undefined, findings: [], advice: [], headline: 'The answer is whole: it finished by itself.' });
    expect(inspection.answer).toMatchObject({ text: 'Hello, world', finishReason: 'stop', usage: { inputTokens: 3, outputTokens: 2 } });
    expect(inspection.detection?.protocol.name).toBe(name);
  });

  it.each([
    ['the terminal is left out', HI + STOP, ['implicit_end']],
    ['there is no finish reason', HI + DONE, ['no_finish_reason']],
    ['the length limit cut it', HI + STOP.replace('stop', 'length') + DONE, ['finish']],
    ['[DONE] lacks its blank line', HI + STOP + 'data: [DONE]', ['unclosed_event']],
    ['an error comes after the end', WHOLE + 'data: {"error":{"message":"late"}}\n\n', ['error_after_end']],
    ['events come after the end', WHOLE + HI, ['events_after_end']],
    ['a line is no field', `${HI}[warn] slow upstream\n\n${STOP}${DONE}`, ['unframed_lines']],
    ['events are joined by one line end', HI.slice(0, -1) + STOP + DONE, ['joined_events']],
    ['bytes are no UTF-8', Buffer.concat([Buffer.from(HI.slice(0, -7)), Buffer.of(0xff), Buffer.from(HI.slice(-7) + STOP + DONE)]), ['invalid_utf8']],
    ['arguments are cut', `data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"name":"f","arguments":"{\\"a"}}]}}]}\n\n${STOP}${DONE}`, ['broken_arguments']],
    ['there are CRLFs, comments and heartbeats', `: hi\r\n\r\n${WHOLE}`.replace(/\n/g, '\r\n').replace('data: [DONE]', 'data:\r\n\r\ndata: [DONE]'), []],
    ['there are only CRs', WHOLE.replace(/\n/g, '\r'), []],
    ['there is a byte order mark', `\ufeff${WHOLE}`, []],
  ])('is whole although %s', async (_, content, expected) => {
    const inspection = await inspected(content);
    expect(inspection.outcome).toBe('whole');
    expect(codes(inspection)).toEqual(expected);
  });

  it('that was cancelled says so', async () => {
    const cancelled = writeAnswer(responses, { text: 'Hi' }).replaceAll('response.completed', 'response.cancelled').replace('"status":"completed"', '"status":"cancelled"');
    const inspection = await inspected(cancelled);
    expect(inspection.headline).toBe('The answer is whole: it ended as "cancelled".');
    expect(codes(inspection)).toEqual(['finish']);
  });

  it('in Messages may hold events of a type that nobody knows', async () => {
    const inspection = await inspected(writeAnswer(messages, { text: 'Hi' }).replace('event: content_block_stop', 'data: {"type":"surprise"}\n\ndata: {"type":"surprise"}\n\nevent: content_block_stop'));
    expect(inspection).toMatchObject({ outcome: 'whole', findings: [{ level: 'warning', code: 'unknown_type', message: expect.stringContaining('2 events of a type "surprise"') as string }] });
  });
});

describe('two answers in one stream', () => {
  it.each([chatCompletions, responses, messages].map((protocol) => [protocol.name, protocol] as const))('are told from one in %s, where the first was cut', async (_, protocol) => {
    const first = writeAnswer(protocol, { text: 'Hello' });
    const cut = first.slice(0, first.indexOf('\n\n', first.indexOf('Hello')) + 2);
    const inspection = await inspected(cut + first.replaceAll('mock-answer', 'second-answer'));
    expect(inspection).toMatchObject({ outcome: 'whole', findings: [{ level: 'warning', code: 'another_answer' }], answer: { text: 'HelloHello' } });
    expect(inspection.headline).toMatch(/^Two answers came as one; the second, from event \d+ \(line \d+, byte [\d,]+\) on, is whole: it finished by itself\.$/);
    expect(placed(inspection)?.[2]).toBe(cut.length + first.indexOf('{'));
  });

  it('are one where the server makes up an id for every chunk', async () => {
    let made = 0;
    const inspection = await inspected((HI + HI + STOP).replace(/"choices"/g, () => `"id":"${String(made++)}","choices"`) + DONE);
    expect(made).toBe(3);
    expect(codes(inspection)).toEqual([]);
  });
});

describe('an error of the server', () => {
  it.each([
    ['a late error event', writeAnswer(messages, { text: 'Hello', error: { type: 'overloaded_error', message: 'Overloaded' } }), 'overloaded_error'],
    ['an error event right after the preamble', writeAnswer(messages, { error: { type: 'overloaded_error', message: 'Overloaded' } }), 'overloaded_error'],
    ['response.failed', writeAnswer(responses, { text: 'Hello', error: { type: 'server_error', message: 'Oops' } }), 'server_error'],
    ['an error in a data line', `${HI}data: {"error":{"message":"Slow down","type":"rate_limit_error"}}\n\n`, 'rate_limit_error'],
    ['an error as text', `${HI}data: {"error":"STREAM_EXPLODED"}\n\n${DONE}`, 'unknown_error'],
    ['an event named error', `${HI}event: error\ndata: upstream exploded\n\n`, 'unknown_error'],
    ['the error field of llama.cpp', `${HI}error: {"code":500,"message":"no slot"}\n\n${DONE}`, 'api_error'],
    ['a finish reason error', HI + STOP.replace('stop', 'error') + DONE, 'unknown_error'],
  ])('is told: %s', async (_, content, type) => {
    const inspection = await inspected(content);
    expect(inspection.outcome).toBe('error');
    expect(inspection.error?.type).toBe(type);
    expect(codes(inspection)).toEqual(['error_event']);
    expect(inspection.events.filter(({ kind }) => kind === 'error')).toHaveLength(1);
    expect(inspection.advice).not.toEqual([]);
  });

  it('says whether output had come, for that decides about a retry', async () => {
    const error = { type: 'overloaded_error', message: 'Overloaded' };
    const early = await inspected(writeAnswer(messages, { error }));
    const late = await inspected(writeAnswer(messages, { text: 'Hello', error }));
    expect(early).toMatchObject({ hadOutput: false, headline: 'The server reported an error before any output: overloaded_error, "Overloaded"' });
    expect(late).toMatchObject({ hadOutput: true, headline: 'The server reported an error after 5 characters of text: overloaded_error, "Overloaded"' });
    expect([early.advice[1], late.advice[1]]).toEqual([expect.stringContaining('a retry is safe'), expect.stringContaining('would say it twice')]);
  });

  it('does not advise to repeat what fails every time', async () => {
    const { advice } = await inspected('data: {"error":{"message":"Bad","type":"invalid_request_error"}}\n\n');
    expect(advice).toContain('The same request would fail again: do not retry it.');
  });

  it('is found unframed, alone or after frames, and placed where it stands', async () => {
    const body = '{\n  "error": { "message": "Broken", "type": "server_error" }\n}\n';
    const alone = await inspected(body);
    expect(alone).toMatchObject({ outcome: 'http-error', error: { origin: 'http' }, headline: 'The body is an error and not an event stream: server_error, "Broken"' });
    const after = await inspected(HI + body + DONE);
    expect(after.outcome).toBe('error');
    expect(placed(after)).toEqual([3, 0, HI.length]);
  });
});

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

describe('a stream that ends too early', () => {
  it('inside an event is told as a cut, with the place', async () => {
    const inspection = await inspected(HI + HI.slice(0, 30));
    expect(inspection).toMatchObject({ outcome: 'half', error: { type: 'truncated_stream' } });
    expect(codes(inspection)).toEqual(['half_event']);
    expect(placed(inspection)).toEqual([3, 30, HI.length + 30]);
  });

  it.each([5, 3, 1])('is a cut also %s characters into a line', async (chars) => {
    const inspection = await inspected(HI + HI.slice(0, chars));
    expect(inspection).toMatchObject({ outcome: 'half' });
  });

  it('between two events is told as an end that never came', async () => {
    const inspection = await inspected(HI + HI);
    expect(inspection).toMatchObject({ outcome: 'truncated', headline: 'The stream ended too early: 2 frames came, the end of the answer did not.' });
    expect(codes(inspection)).toEqual(['no_end']);
  });

  it('with other words is told with these words', async () => {
    const inspection = await inspected(`${HI}upstream error: read ECONNRESET\n`);
    expect(inspection.headline).toBe('The stream ended too early: 1 frame came, the end of the answer did not; the server wrote "upstream error: read ECONNRESET".');
    expect(placed(inspection)).toEqual([3, 0, HI.length]);
  });

  it.each([['nothing at all', ''], ['line ends', '\n\n'], ['comments', ': ping\n\n: ping\n\n'], ['empty events', 'data:\n\n']])('with %s is empty', async (_, content) => {
    expect(await inspected(content)).toMatchObject({ outcome: 'empty', findings: [{ code: 'empty' }] });
  });
});

describe('what is no stream', () => {
  it.each([
    ['a web page', '<!DOCTYPE html>\n<html><title>Sign in</title></html>', 'The body is a web page and not an event stream: "Sign in".'],
    ['a web page without a title', '<html><body>Hi</body></html>', 'The body is a web page and not an event stream.'],
    ['a JSON document', '{"object":"list","data":[]}', 'The body is one JSON document and not an event stream.'],
    ['JSON lines', '{"choices":[]}\n{"choices":[]}\n', 'The body is JSON, one document per line, and not server-sent events: no line begins with "data:".'],
    ['compressed bytes', Buffer.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0), 'The body is compressed (gzip), and nobody has unpacked it.'],
    ['plain text', 'no healthy upstream', 'The body is text and not an event stream: "no healthy upstream".'],
    ['compressed bytes of another kind', Buffer.of(0x78, 0x9c, 0xdd, 0x94, 0x4f, 0x6b, 0x1b, 0x31, 0x10, 0xc5), 'The body is binary and not an event stream.'],
    ['framed bytes with what looks like a comment in them', Buffer.from('\0\0\0\x8b\0\0\0\x4b\r:message-type\x07\0\x05event', 'latin1'), 'The body is binary and not an event stream.'],
    ['UTF-16', Buffer.from(`\ufeff${WHOLE}`, 'utf16le'), 'The body is UTF-16, and an event stream is UTF-8: the recording was written so, as by PowerShell.'],
  ])('is named: %s', async (_, content, headline) => {
    expect(await inspected(content)).toMatchObject({ outcome: 'not-a-stream', headline, findings: [{ code: 'not_a_stream' }], error: { type: 'unexpected_content', origin: 'protocol' } });
  });
});

describe('one verdict and one error', () => {
  const answer = JSON.stringify({ object: 'chat.completion', choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }] }, undefined, 2);

  it.each(['no healthy upstream', '{"a":1}', '{"a":1}\n{"b":2}\n', '<html><title>x</title>'])('tell that %j is no stream, with a head, with a wrong one, and without', async (content) => {
    for (const head of ['', 'HTTP/1.1 200 OK\r\n\r\n', 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n', 'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n']) {
      expect(await inspected(head + content)).toMatchObject({ outcome: 'not-a-stream', error: { type: 'unexpected_content', origin: 'protocol' } });
    }
  });

  it('tell of a whole answer as JSON that it is whole, and was not streamed', async () => {
    for (const content of [answer, `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n${answer}`]) {
      const inspection = await inspected(content);
      expect(inspection).toMatchObject({ outcome: 'whole', answer: { text: 'Hi' }, events: [{ kind: 'data' }] });
      expect(codes(inspection)).toEqual(['not_streamed']);
    }
  });

  it('tell of one without an end that it is not whole', async () => {
    expect(await inspected(answer.replace('"stop"', 'null'))).toMatchObject({ outcome: 'truncated', error: { type: 'truncated_stream' }, answer: { text: 'Hi' } });
  });
});

it('tells a failed gateway from a wrong address by the title of its page', async () => {
  const [failed, other] = [await inspected('<html><title>502 Bad\n Gateway</title>'), await inspected('<html><title>Sign in</title>')];
  expect([failed.headline, failed.advice]).toEqual(['The body is a web page and not an event stream: "502 Bad Gateway".', [expect.stringMatching(/^A proxy in front of the API/)]]);
  expect(other.advice).toEqual([expect.stringMatching(/^Check the base URL/)]);
});

describe('what stands between events', () => {
  it('and the blank line of one takes no frame from it', async () => {
    const { events } = await inspected(`${HI.trimEnd()}\n[warn] slow\n\n${HI}${STOP}${DONE}`);
    expect(events.map(({ kind, frames }) => [kind, frames.length])).toEqual([['data', 1], ['unframed', 0], ['data', 1], ['data', 1], ['terminal', 1]]);
  });

  it('behind half an event leaves it a cut, and is told with it', async () => {
    const inspection = await inspected(`${HI}${HI.slice(0, 30)}\ncurl: (18) transfer closed\n`);
    expect(inspection).toMatchObject({ outcome: 'half', headline: 'The stream was cut inside event 2 (line 3, byte 88): half a payload is left at its end; the server wrote "curl: (18) transfer closed".' });
    expect(codes(inspection)[0]).toBe('half_event');
  });

  it('is a web page: a proxy gave up, and the content type is not to blame', async () => {
    const inspection = await inspected(`${HI}<html><body>504 Gateway Time-out</body></html>\n`);
    expect(inspection.outcome).toBe('truncated');
    expect(inspection.headline).toMatch(/the end of the answer did not; the server wrote "<html><body>504 Gateway Time-out/);
    expect(inspection.advice).toEqual([expect.stringMatching(/^Read what came last/), expect.stringContaining('would say it twice')]);
  });
});

describe('a protocol', () => {
  it.each([
    [messages, chatCompletions, WHOLE],
    [chatCompletions, messages, writeAnswer(messages, { text: 'Hi' })],
    [messages, responses, writeAnswer(responses, { text: 'Hi' })],
  ])('that was named wrongly is the verdict: %#', async (asked, actual, content) => {
    expect(await inspected(content, asked)).toMatchObject({
      headline: `This looks like ${actual.name} and not like ${asked.name}, by the shape of its events.`,
      advice: [`Leave --protocol out, or say --protocol ${actual.name}.`],
    });
  });

  it('that nobody knows is the verdict, and no retry is advised', async () => {
    const inspection = await inspected('data: {"candidates":[]}\n\ndata: {"candidates":[]}\n\n');
    expect(inspection.headline).toBe('The protocol is unknown: 2 frames came, and nothing in them tells which one it is.');
    expect(inspection.advice).toEqual([expect.stringContaining('--protocol')]);
    expect(inspection.findings[1]?.message).toBe('2 events of no type that this protocol has: passed on, never fatal.');
  });
});

describe('the head of a response', () => {
  it('says where a redirect leads, and what to do with that', async () => {
    const inspection = await inspected('HTTP/1.1 301 Moved Permanently\r\nLocation: https://example.com/v1/\r\n\r\n');
    expect(inspection).toMatchObject({
      outcome: 'http-error',
      headline: 'The request was redirected (HTTP 301) to "https://example.com/v1/", and nobody went there.',
      advice: ['Put the new address into the base URL.'],
    });
    expect(codes(inspection)).toEqual(['http_error']);
  });

  it('decides, where curl -i has recorded it', async () => {
    const head = 'HTTP/1.1 429 Too Many Requests\r\ncontent-type: application/json\r\nretry-after: 7\r\nx-request-id: req_1\r\n\r\n';
    const inspection = await inspected(`${head}{"error":{"message":"Slow down","type":"rate_limit_error"}}`);
    expect(inspection).toMatchObject({ outcome: 'http-error', headline: 'The request failed with HTTP 429: rate_limit_error, "Slow down"' });
    expect(inspection.error).toMatchObject({ origin: 'http', status: 429, retryAfterMs: 7_000, requestId: 'req_1', retryable: true });
  });

  it('is the last one of several: a proxy, an interim response and a redirect come before it', async () => {
    const heads = 'HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/2 307 \r\nlocation: /\r\n\r\nHTTP/2 200 \r\ncontent-type: text/event-stream\r\n\r\n';
    expect(await inspected(heads + WHOLE)).toMatchObject({ outcome: 'whole', http: { status: 200 } });
  });

  it('with a wrong content type makes clients refuse a good stream; the events show all the same', async () => {
    const inspection = await inspected(`HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\nwarming up\n\n${WHOLE}`);
    expect(inspection).toMatchObject({ outcome: 'not-a-stream', headline: 'Clients refuse this stream for its content type, text/plain.', answer: { text: 'Hi' } });
  });

  it('with an error in its JSON is that error, whatever the status says', async () => {
    const { headline } = await inspected('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{"error":"Unexpected endpoint or method"}');
    expect(headline).toMatch(/^The server answered 200, but with an error in place of a stream: /);
  });

  it.each([204, 304, 599])('may have any status: %s', async (status) => {
    expect((await inspected(`HTTP/1.1 ${String(status)} What\r\n\r\n`)).outcome).not.toBe('whole');
  });
});

describe('the log of curl -v', () => {
  const KEY = 'sk-0123456789abcdef';
  const log = [
    '* Connected to localhost', `* [HTTP/2] [1] [authorization: Bearer ${KEY}]`, '> POST /v1/chat/completions?x=1 HTTP/2', `> Authorization: Bearer ${KEY}`, '> ',
    '< HTTP/2 200 ', '< content-type: text/event-stream', '< set-cookie: session=abcdef0123456789', '< ', '{ [57 bytes data]', '',
  ].join('\n');

  it('is taken off the stream, and its head is read', async () => {
    const inspection = await inspected(`${log}${WHOLE}* Connection #0 to host localhost left intact\n`);
    expect(inspection).toMatchObject({ outcome: 'whole', findings: [], http: { status: 200, path: '/v1/chat/completions' } });
  });

  it('gives away no key, not even one that the server repeats', async () => {
    const inspection = await inspected(`${log}data: {"error":{"message":"Incorrect key: ${KEY}","type":"authentication_error"}}\n\n`);
    expect(inspection.error?.message).toBe(`Incorrect key: ${'*'.repeat(KEY.length)}`);
    expect(JSON.stringify(inspection)).not.toContain(KEY);
    expect(JSON.stringify(inspection)).not.toContain('abcdef0123456789');
  });
});

it('takes the progress meter of curl off the body that follows it', async () => {
  const meter = '100   254    0   239  100    15   2773    174 --:--:-- --:--:-- --:--:--  2919';
  const log = `  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n                                 Dload  Upload   Total   Spent    Left  Speed\n\r  ${meter.slice(2)}*   Trying 127.0.0.1`;
  const inspection = await inspected(`${log}\r* Connected\n> POST / HTTP/1.1\n> \n< HTTP/1.1 200 OK\n< content-type: text/event-stream\n< \n${HI}\r${meter}${STOP}\r${meter}${DONE}\r${meter}\n`);
  expect(inspection).toMatchObject({ outcome: 'whole', findings: [], answer: { text: 'Hi' } });
});
