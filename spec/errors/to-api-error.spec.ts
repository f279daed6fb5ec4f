import { ApiError } from '../../src/errors/api-error.js';
import { findError, readError } from '../../src/errors/reading/find-error.js';
import { type ErrorContext, toApiError } from '../../src/errors/to-api-error.js';
import { advice } from '../../src/errors/words/advice.js';
import { describeRecorded, readRecording, recordedFailures } from '../support/recordings.js';

function http(payload: unknown, status: number, headers: Record<string, string> = {}): ApiError {
  return toApiError(readError(payload), { origin: 'http', raw: payload, status, headers: new Headers(headers) });
}

function stream(payload: unknown, context: Partial<ErrorContext> = {}): ApiError {
  return toApiError(readError(payload), { origin: 'stream', raw: payload, ...context });
}

describe('type', () => {
  it.each<[string, unknown, string]>([
    ['the wire\'s type, verbatim', { error: { type: 'Overloaded_Error', code: 'other' } }, 'Overloaded_Error'],
    ['else its code, where that is a word', { error: { type: null, code: 'content_filter', status: 400 } }, 'content_filter'],
    ['else its error_type', { error: 'x', error_type: 'validation' }, 'validation'],
    ['else the word for the status it states', { error: { code: 402 } }, 'insufficient_credits'],
    ['the word for that status before a finer word', { error: { code: 400, status: 'INVALID_ARGUMENT' } }, 'invalid_request_error'],
    ['else the error_type of its metadata', { error: { metadata: { error_type: 'provider_overloaded' } } }, 'provider_overloaded'],
    ['else its status, where that is a word', { error: { status: 'INVALID_ARGUMENT' } }, 'INVALID_ARGUMENT'],
    ['else unknown_error', { error: { message: 'boom' } }, 'unknown_error'],
    ['never the literal error', { type: 'error', error: { type: 'error', message: 'boom' } }, 'unknown_error'],
    ['never digits', { error: { code: '503' } }, 'overloaded_error'],
  ])('is %s', (_name, payload, type) => {
    expect(stream(payload).type).toBe(type);
  });

  it('comes from the HTTP status where the body has no word', () => {
    expect(http({ error: 'Insufficient balance', status: 402 }, 402)).toMatchObject({ type: 'insufficient_credits', message: 'Insufficient balance' });
    expect(http('upstream exploded', 503)).toMatchObject({ type: 'overloaded_error', message: 'upstream exploded' });
  });
});

describe('status', () => {
  it.each<[string, unknown, number | undefined]>([
    ['the numeric code', { error: { code: 502, message: 'x' } }, 502],
    ['a code in digits', { error: { code: '429', message: 'x' } }, 429],
    ['the numeric status', { error: { status: 503, code: 'service_unavailable' } }, 503],
    ['statusCode', { error: { statusCode: 504, message: 'x' } }, 504],
    ['status_code', { error: { status_code: 400, code: 'tool_use_failed' } }, 400],
    ['the status that its word implies', { error: { type: 'overloaded_error' } }, 529],
    ['what the finer word implies', { error: { type: 'invalid_request_error', code: 'model_not_found' } }, 404],
    ['the status of the other word where one implies none', { error: { type: 'service_unavailable_error', code: 'slow_down' } }, 503],
    ['the stated status before the implied one', { error: { type: 'overloaded_error', code: 503 } }, 503],
    ['none for a word that implies none', { error: { type: 'inappropriate_content', message: 'x' } }, undefined],
    ['none for an unknown word', { error: { type: 'weird', message: 'x' } }, undefined],
    ['none for a number that is no error status', { error: { code: 200, status: 1001 } }, undefined],
  ])('of an error frame is %s', (_name, payload, status) => {
    expect(stream(payload).status).toBe(status);
  });

  it('of an HTTP error is the HTTP status, whatever the body states', () => {
    expect(http({ error: { code: 429, message: 'x' } }, 500).status).toBe(500);
  });

  it('of a JSON error with HTTP 200 is what the body states, else 200', () => {
    expect(http({ error: { code: 429, message: 'x' } }, 200)).toMatchObject({ status: 429, retryable: true, type: 'rate_limit_error' });
    expect(http({ error: 'Unexpected endpoint or method' }, 200)).toMatchObject({ status: 200, retryable: false, type: 'unknown_error' });
    expect(http({ error: { type: 'overloaded_error' } }, 200)).toMatchObject({ status: 200, retryable: true });
  });

  it('of an error frame is not the 200 that came before it', () => {
    expect(stream({ error: { message: 'x' } }, { status: 200 }).status).toBeUndefined();
  });
});

describe('retryable', () => {
  it.each<[string, unknown, boolean]>([
    ['a "never" word beats an "always" word', { error: { type: 'rate_limit_error', code: 'insufficient_quota' } }, false],
    ['also where it is the general one', { error: { type: 'invalid_request_error', code: 'server_error' } }, false],
    ['also as a finer word', { error: { type: 'rate_limit_error', details: { error_code: 'enforced_spend_limit_reached' } } }, false],
    ['a word beats the stated status', { error: { type: 'insufficient_quota', code: 503 } }, false],
    ['an unknown word leaves it to the status', { error: { type: 'provider_error', code: 503 } }, true],
    ['an unknown word alone is not retried', { error: { type: 'provider_error' } }, false],
    ['what the body says of itself beats its words', { error: { code: 'model_not_found', availability: { retryable: true } } }, true],
  ])('%s', (_name, payload, retryable) => {
    expect(stream(payload).retryable).toBe(retryable);
  });

  it.each<[string | undefined, number, boolean]>([
    ['true', 400, true],
    ['false', 500, false],
    ['false', 429, false],
    ['maybe', 500, true],
    ['1', 400, false],
    [undefined, 500, true],
  ])('x-should-retry %s with HTTP %d: %s', (header, status, retryable) => {
    expect(http({ message: 'x' }, status, header === undefined ? {} : { 'x-should-retry': header }).retryable).toBe(retryable);
  });

  it('x-should-retry beats the words', () => {
    expect(http({ error: { type: 'overloaded_error' } }, 529, { 'x-should-retry': 'false' }).retryable).toBe(false);
  });

  it('x-should-retry on a 200 says nothing about a later error frame', () => {
    const headers = new Headers({ 'x-should-retry': 'false' });
    expect(stream({ error: { type: 'overloaded_error' } }, { headers }).retryable).toBe(true);
  });
});

describe('retryAfterMs', () => {
  it('is what an HTTP error asks for', () => {
    expect(http({ message: 'x' }, 429, { 'retry-after': '7' }).retryAfterMs).toBe(7_000);
  });

  it('is nothing on a JSON error with HTTP 200', () => {
    expect(http({ error: 'x' }, 200, { 'retry-after': '7' }).retryAfterMs).toBeUndefined();
  });

  it('is nothing on a later error frame', () => {
    expect(stream({ error: 'x' }, { headers: new Headers({ 'retry-after': '7' }) }).retryAfterMs).toBeUndefined();
  });
});

describe('requestId', () => {
  it.each(['x-request-id', 'request-id', 'X-Generation-Id', 'apim-request-id', 'x-ms-request-id', 'cf-ray'])('is read from %s', (name) => {
    expect(http('x', 500, { [name]: 'id-1' }).requestId).toBe('id-1');
    expect(stream('x', { headers: new Headers({ [name]: 'id-1' }) }).requestId).toBe('id-1');
  });

  it('is the provider\'s own before that of what stands in front of it', () => {
    expect(http('x', 500, { 'cf-ray': 'ray', 'request-id': 'req' }).requestId).toBe('req');
  });

  it('is the body\'s first, then the one already known', () => {
    const headers = new Headers({ 'request-id': 'header' });
    expect(stream({ error: {}, request_id: 'body' }, { headers, requestId: 'known' }).requestId).toBe('body');
    expect(stream({ error: {} }, { headers, requestId: 'known' }).requestId).toBe('known');
  });
});

describe('message', () => {
  it.each<[string, ApiError]>([
    ['HTTP 503 without a message', http({}, 503)],
    ['HTTP 401 without a message', http('', 401)],
    ['HTTP 502 without a message', http('<html><body>', 502)],
    ['The stream reported rate_limit_error without a message', stream({ error: { type: 'rate_limit_error' } })],
    ['The stream reported an error without a message', stream({ error: {} })],
    ['The stream reported an error without a message', stream({ error: { message: { foo: 1 } } })],
    ['The transport reported an error without a message', toApiError({ words: [] }, { origin: 'transport', raw: null })],
  ])('is "%s" where there is none', (message, error) => {
    expect(error.message).toBe(message);
  });

  it('is never "[object Object]"', () => {
    for (const payload of [{ message: { a: 1 } }, { error: { message: [{}] } }, { detail: [{ msg: {} }] }, { errors: [{}] }, [{}]]) {
      expect(stream(payload).message).not.toContain('[object');
    }
  });
});

describe('advice', () => {
  it.each<[string, string, ApiError]>([
    ['follows the word that rules a retry out', advice.topUp, stream({ error: { type: 'rate_limit_error', code: 'insufficient_quota' } })],
    ['follows the finer word', advice.shortenInput, stream({ error: { type: 'invalid_request_error', code: 'context_length_exceeded' } })],
    ['follows the finer word wherever it stands', advice.checkKey, http({ error: { type: 'authentication_error', code: 'invalid_request_error' } }, 401)],
    ['follows the status before a general word', advice.checkKey, http({ error: { type: 'invalid_request_error', code: null } }, 401)],
    ['follows a general word before a status that says otherwise', advice.fixRequest, http({ error: { type: 'invalid_request_error' } }, 503)],
    ['follows a general word without a status', advice.fixRequest, stream({ error: { type: 'invalid_request_error' } })],
    ['follows the status where no word is known', advice.checkKey, http({ error: { type: 'weird' } }, 401)],
    ['is general where nothing is known', advice.readMessage, stream({ error: {} })],
  ])('%s: %s', (_name, sentence, error) => {
    expect(error.advice).toBe(sentence);
  });
});

describe('the shapes of the failure catalogue', () => {
  it.each<[string, unknown, object]>([
    ['a bare text in a frame', { error: 'STREAM_EXPLODED' }, { type: 'unknown_error', message: 'STREAM_EXPLODED', retryable: false }],
    [
      'OpenAI\'s late error',
      { error: { message: 'The server had an error', type: 'server_error', param: null, code: null } },
      { type: 'server_error', status: 500, retryable: true, message: 'The server had an error' },
    ],
    [
      'OpenRouter\'s error on top of a chunk',
      { id: 'gen', object: 'chat.completion.chunk', error: { code: 429, message: 'slow', metadata: { error_type: 'rate_limit_exceeded' } }, choices: [{ index: 0, delta: {}, finish_reason: 'error' }] },
      { type: 'rate_limit_error', code: '429', status: 429, retryable: true },
    ],
    [
      'NanoGPT\'s documented late error',
      { id: 'c', object: 'chat.completion.chunk', choices: [{ index: 0, delta: {}, finish_reason: 'error' }], error: { status: 503, message: 'All fallbacks failed', code: 'service_unavailable' } },
      { type: 'service_unavailable', code: 'service_unavailable', status: 503, retryable: true, message: 'All fallbacks failed' },
    ],
    [
      'NanoGPT\'s other one, whose status is in prose only',
      { error: { type: 'inappropriate_content', message: 'We got a bad response from the source. Status 403.' } },
      { type: 'inappropriate_content', retryable: false, advice: advice.changeContent },
    ],
    ['llama.cpp\'s error field', { code: 500, message: 'boom', type: 'server_error' }, { type: 'server_error', status: 500, retryable: true }],
    ['flat details', { code: 400, details: 'bad input' }, { type: 'invalid_request_error', status: 400, message: 'bad input' }],
    ['text under event: error', 'upstream exploded', { type: 'unknown_error', message: 'upstream exploded' }],
    ['vLLM\'s flat error', { object: 'error', message: 'bad', type: 'BadRequestError', param: null, code: 400 }, { type: 'BadRequestError', status: 400, retryable: false }],
    [
      'Azure\'s nested Responses error',
      { type: 'error', sequence_number: 2, error: { type: 'too_many_requests', code: 'too_many_requests', message: 'slow', param: null } },
      { type: 'too_many_requests', status: 429, retryable: true },
    ],
    ['the flat Responses error', { type: 'error', sequence_number: 1, code: 'rate_limit_exceeded', message: 'slow', param: null }, { type: 'rate_limit_exceeded', status: 429, retryable: true }],
    ['the error of response.failed', { code: 'server_error', message: 'failed' }, { type: 'server_error', code: 'server_error', status: 500, retryable: true }],
    ['Bedrock in a Messages stream', { throttlingException: { message: 'Too many tokens' } }, { type: 'throttlingException', status: 429, retryable: true }],
    ['Google\'s list', [{ error: { code: 429, message: 'Quota', status: 'RESOURCE_EXHAUSTED', details: [{ '@type': 'x' }] } }], { type: 'rate_limit_error', status: 429, retryable: true, message: 'Quota' }],
    ['Groq\'s failed generation', { error: { message: 'no', type: 'invalid_request_error', code: 'tool_use_failed', failed_generation: '', status_code: 400 } }, { type: 'invalid_request_error', code: 'tool_use_failed', status: 400, retryable: false }],
  ])('%s', (_name, payload, expected) => {
    expect(stream(payload)).toMatchObject({ origin: 'stream', raw: payload, ...expected });
  });

  it.each<[string, unknown, number, object]>([
    ['FastAPI\'s 422', { detail: [{ loc: ['body', 'messages'], msg: 'Field required', type: 'missing' }] }, 422, { type: 'invalid_request_error', message: 'body.messages: Field required' }],
    ['a Cloudflare page', '<!DOCTYPE html><html><head><title>example.com | 524: A timeout occurred</title></head>', 524, { type: 'api_error', retryable: true, message: 'example.com | 524: A timeout occurred' }],
    ['Azure\'s missing deployment', { error: { code: 'DeploymentNotFound', message: 'no' } }, 404, { type: 'DeploymentNotFound', code: 'DeploymentNotFound', retryable: false }],
    ['Azure\'s rate limit', { error: { code: '429', message: 'Please retry after 9 seconds' } }, 429, { type: 'rate_limit_error', code: '429', retryable: true }],
    ['Anthropic\'s spend limit', { type: 'error', error: { type: 'invalid_request_error', message: 'no' }, request_id: 'req_1' }, 400, { type: 'invalid_request_error', requestId: 'req_1', retryable: false }],
    ['OpenAI\'s quota', { error: { message: 'You exceeded', type: 'insufficient_quota', param: null, code: 'insufficient_quota' } }, 429, { type: 'insufficient_quota', retryable: false, advice: advice.topUp }],
    ['NanoGPT\'s daily limit', { error: { message: 'no', type: 'rate_limit_error', code: 'daily_rpd_limit_exceeded' } }, 429, { type: 'rate_limit_error', retryable: false, advice: advice.waitForReset }],
    ['Spring\'s body', { status: 500, error: 'Internal Server Error', message: 'boom', path: '/v1' }, 500, { type: 'api_error', message: 'boom', retryable: true }],
  ])('%s over HTTP', (_name, payload, status, expected) => {
    expect(http(payload, status)).toMatchObject({ origin: 'http', status, raw: payload, ...expected });
  });
});

describe('a hostile payload', () => {
  let deep: object = {};
  for (let depth = 0; depth < 100_000; depth++) deep = { error: deep };
  const cycle: Record<string, unknown> = {};
  cycle['error'] = cycle;
  const proxy = new Proxy({}, { get: () => { throw new Error('gotcha'); }, ownKeys: () => { throw new Error('gotcha'); } });

  it.each<[string, unknown]>([
    ['nested 100,000 deep', deep],
    ['a cycle', cycle],
    ['a Proxy', proxy],
    ['a million characters', { error: { message: '\u0000'.repeat(1_000_000) } }],
  ])('%s becomes an error that can be printed', (_name, payload) => {
    const error = toApiError(findError(payload) ?? readError(payload), { origin: 'stream', raw: payload, secrets: ['a-secret-key'] });
    expect(ApiError.is(error)).toBe(true);
    expect(error.raw).toBe(payload);
    expect(() => JSON.stringify(error)).not.toThrow();
    expect(error.message.length).toBeGreaterThan(0);
    expect(error.message.length).toBeLessThanOrEqual(1024);
  });
});

interface RecordedFailure {
  status: number | null;
  headers: Record<string, string>;
  body: unknown;
}

describeRecorded('recorded HTTP errors (FRAMEWISE_RECORDINGS)', () => {
  it.each(recordedFailures)('$file becomes an error with the server\'s own message', ({ file }) => {
    const { status, headers, body } = JSON.parse(readRecording(file).toString()) as RecordedFailure;
    const error = http(body, status ?? 400, headers);
    expect(error).toMatchObject({ origin: 'http', status: status ?? 400, raw: body, retryable: status === 429 || status === 500 });
    expect(error.type).toMatch(/^[A-Za-z_ ]+$/);
    expect(error.type).not.toMatch(/^(?:unknown_)?error$/);
    expect(textsIn(body)).toContain(error.message);
  });
});

/** Every text in the body, as one line each. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value.trim().replaceAll('\n', '\\n')];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
