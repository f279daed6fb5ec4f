import { codes, DONE, HI, inspected, STOP, WHOLE } from '../../support/inspected.js';

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
