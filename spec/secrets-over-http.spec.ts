import { inspect } from 'node:util';
import { ApiError, chatCompletions, type Logger, messages, type Protocol, reliably, responses, streamFrames } from 'framewise';
import { writingOf } from 'framewise/serving';
import { mockGateway, type Reply, type SeenRequest } from 'framewise/testing';
import { catchError, lastValueFrom, type Observable, of, toArray } from 'rxjs';

const KEY = 'live/key+0123456789=abcdef';
const HEADER_KEY = 'second-secret-9876543210';
const PLAIN_HEADER = 'tenant-of-nobody-else';
const QUERY_VALUE = 'signature/of+the=url';
const SECRETS = [KEY, HEADER_KEY, PLAIN_HEADER, QUERY_VALUE];

/** Where a server, or the proxy before it, has been seen to put what it was sent. */
const echoes: [name: string, reply: (sent: SeenRequest, protocol: Protocol) => Reply][] = [
  ['the message of an error body', (_, protocol) => ({ status: 401, json: writingOf(protocol).errorBody({ type: 'authentication_error', message: `Incorrect API key provided: ${KEY}.` }) })],
  ['every header, as a debug proxy lists them', ({ headers }) => ({ status: 403, json: { error: { message: 'forbidden', request: { headers } } } })],
  ['a header that spells the key in its name', () => ({ status: 400, json: { error: { message: 'bad', unexpected: { [HEADER_KEY]: true } } } })],
  ['JSON in a string in JSON', ({ headers }) => ({ status: 502, json: { error: { message: JSON.stringify({ error: { message: `upstream got ${JSON.stringify(headers)}` } }) } } })],
  ['type, code and param', () => ({ status: 400, json: { error: { type: KEY, code: HEADER_KEY, param: KEY, message: KEY } } })],
  ['a plain text', ({ headers }) => ({ status: 500, body: `Traceback: ${JSON.stringify(headers)} ${KEY}` })],
  ['a page', ({ headers }) => ({ status: 502, body: `<html><title>${KEY}</title>${Object.values(headers).join('<br>')}</html>`, contentType: 'text/html' })],
  ['the address of the request', ({ path }) => ({ status: 404, json: { error: { message: `no route ${path}`, sig: QUERY_VALUE } } })],
  ['Base64', ({ headers }) => ({ status: 403, json: { error: { message: 'forbidden', packed: [KEY, ...Object.values(headers)].map((text) => Buffer.from(`Basic ${text}`).toString('base64')) } } })],
  ['a URL', () => ({ status: 404, json: { error: { message: `no route /v1?key=${encodeURIComponent(KEY)}&next=${HEADER_KEY}` } } })],
  ['the request id', () => ({ status: 429, headers: { 'x-request-id': `req-${HEADER_KEY}`, 'request-id': HEADER_KEY }, json: {} })],
  ['a redirect', () => ({ status: 307, headers: { location: `/?key=${HEADER_KEY}` }, body: KEY })],
  ['JSON in place of a stream', () => ({ json: { error: `key ${KEY} is unknown` } })],
  ['a page in place of a stream', () => ({ body: `<h1>${KEY}</h1>`, contentType: 'text/html' })],
  ['a late error', () => ({ text: 'Half', error: { type: 'api_error', code: HEADER_KEY, message: `Your key ${KEY} was revoked` } })],
  ['a late error with more in it', (sent) => ({ events: [{ event: 'error', data: JSON.stringify({ type: 'error', error: { message: KEY, sent: sent.headers } }) }] })],
  ['a late error in a string', () => ({ events: [JSON.stringify({ error: `{"message":"${KEY}"}` })] })],
  ['a late error that is text', () => ({ events: [{ event: 'error', data: `${KEY} ${HEADER_KEY}` }] })],
  ['an error without framing', () => ({ body: JSON.stringify({ error: { message: KEY } }), contentType: 'text/event-stream' })],
  ['last words without framing', () => ({ body: `proxy: lost upstream for ${KEY}\n`, contentType: 'text/event-stream' })],
  ['a frame that is not JSON', () => ({ events: [`panic: ${KEY}`] })],
  ['a frame of the wrong shape', () => ({ events: [JSON.stringify({ type: 'content_block_delta', choices: KEY, delta: { [HEADER_KEY]: KEY } })] })],
  ['a body that is cut in the key', () => ({ status: 500, body: `${'x'.repeat(65_536 - 15)}${KEY} and more`, contentType: 'text/plain' })],
  ['a page in place of a stream, cut in the key', () => ({ body: `<p>${'x'.repeat(65_536 - 18)}${KEY} and more`, contentType: 'text/html' })],
  ['last words that are cut in the key', () => ({ body: `${'x'.repeat(65_536 - 15)}${KEY} and more\n`, contentType: 'text/event-stream' })],
  ['half a frame, cut in the key', () => ({ body: `data: {"key":"${KEY.slice(0, 16)}`, contentType: 'text/event-stream' })],
  ['half a frame', () => ({ body: `data: {"key":"${KEY}`, contentType: 'text/event-stream' })],
];

/** The secrets in every spelling that they have been sent and echoed in. */
const spellings = SECRETS.flatMap((secret) => [secret, secret.slice(0, 12), encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), Buffer.from(`Basic ${secret}`).toString('base64')]);

async function failureOf(stream: Observable<unknown>): Promise<ApiError> {
  const [error] = (await lastValueFrom(stream.pipe(catchError((reason: unknown) => of(reason)), toArray()))).slice(-1);
  if (!ApiError.is(error)) throw new Error('expected an ApiError');
  return error;
}

/** Everything that an error shows, wherever it is printed. */
function printed(error: ApiError): string {
  const shown = [inspect(error, { depth: Infinity, showHidden: true }), JSON.stringify(error), JSON.stringify({ ...error })];
  for (let link: unknown = error; link instanceof Error; link = link.cause) {
    shown.push(link.message, link.stack ?? '', String(link), JSON.stringify(Object.entries(Object.getOwnPropertyDescriptors(link))));
  }
  return shown.join('\n');
}

function found(text: string): string[] {
  return spellings.filter((spelling) => text.includes(spelling));
}

function recordingLogger(): Logger & { readonly text: () => string } {
  const lines: string[] = [];
  const log = (...details: unknown[]): void => {
    lines.push(inspect(details, { depth: Infinity, showHidden: true }), JSON.stringify(details));
  };
  return { warn: log, error: log, text: () => lines.join('\n') };
}

describe.each([chatCompletions, responses, messages])('a key that is sent to $name', (protocol) => {
  it.each(echoes)('is shown by no error and no log when the server puts it into %s', async (_, reply) => {
    await using gateway = await mockGateway({ script: [(request) => reply(request, protocol)] });
    const logger = recordingLogger();
    const request = { baseUrl: `${gateway.baseUrl}?sig=${encodeURIComponent(QUERY_VALUE)}`, apiKey: KEY, headers: { 'x-proxy-token': HEADER_KEY, 'x-tenant': PLAIN_HEADER, 'x-trace': 'visible' }, body: {} };
    const error = await failureOf(streamFrames<object>(protocol, request).pipe(reliably({ maxRetries: 0, logger })));

    expect(JSON.stringify(gateway.requests[0]?.headers)).toContain(KEY);
    expect(found(printed(error))).toEqual([]);
    expect(logger.text()).not.toBe('');
    expect(found(logger.text())).toEqual([]);
  });

  it('is shown by no error when nobody answers', async () => {
    const gateway = await mockGateway();
    await gateway.close();
    const error = await failureOf(streamFrames<object>(protocol, { baseUrl: gateway.baseUrl, apiKey: KEY, body: {} }));
    expect(error.type).toBe('connection_refused');
    expect(found(printed(error))).toEqual([]);
  });

  it('is shown by no error when it cannot be sent', async () => {
    const error = await failureOf(streamFrames<object>(protocol, { baseUrl: 'http://127.0.0.1:9', apiKey: `${KEY}\n`, body: {} }));
    expect(error.type).toBe('invalid_request');
    expect(found(printed(error))).toEqual([]);
  });

  it('is shown by no error when the client throws it back', async () => {
    const fetch = (_: unknown, init?: RequestInit): Promise<Response> =>
      Promise.reject(new TypeError(`fetch failed for ${JSON.stringify([...new Headers(init?.headers)])}`, { cause: { headers: KEY } }));
    const error = await failureOf(streamFrames<object>(protocol, { baseUrl: 'http://127.0.0.1:9', apiKey: KEY, body: {}, fetch }));
    expect(error.type).toBe('connection_failed');
    expect(found(printed(error))).toEqual([]);
  });

  it('is taken out of nothing that the model said', async () => {
    await using gateway = await mockGateway({ script: [{ text: ['An example key: ', KEY] }] });
    const frames = await lastValueFrom(streamFrames<object>(protocol, { baseUrl: gateway.baseUrl, apiKey: KEY, body: {} }).pipe(toArray()));
    expect(JSON.stringify(frames)).toContain(KEY);
  });
});
