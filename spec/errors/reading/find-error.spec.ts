import { findError, readError } from '../../../src/errors/reading/find-error.js';
import { cpuMs } from '../../support/cpu-ms.js';

/** JSON as it comes off the wire. */
function parsed(json: string): unknown {
  return JSON.parse(json) as unknown;
}

const chunk = {
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta: { content: 'Hello' }, finish_reason: null }],
};

describe('findError finds', () => {
  it.each<[string, unknown, object]>([
    ['an error object alone', { error: { message: 'boom', type: 'server_error', param: null, code: null } }, { type: 'server_error', message: 'boom' }],
    ['a bare text', { error: 'STREAM_EXPLODED' }, { message: 'STREAM_EXPLODED', code: undefined }],
    ['an empty error object', { error: {} }, { words: [] }],
    ['an error that is true', { error: true, message: 'boom' }, { message: 'boom' }],
    ['an error that is a number', { error: 503, message: 'boom' }, { message: 'boom', status: 503 }],
    ['an error beside empty choices', { error: { message: 'boom' }, choices: [] }, { message: 'boom' }],
    [
      'an error on top of a whole chunk',
      { ...chunk, error: { code: 429, message: 'slow', metadata: { error_type: 'rate_limit_exceeded' } }, choices: [{ ...chunk.choices[0], finish_reason: 'error' }] },
      { code: '429', status: 429, message: 'slow', words: ['rate_limit_exceeded'] },
    ],
    [
      'an error in a choice',
      { ...chunk, choices: [{ index: 0, delta: {}, finish_reason: null }, { index: 1, finish_reason: 'error', error: { code: 502, message: 'upstream' } }] },
      { code: '502', status: 502, message: 'upstream' },
    ],
    ['a text for an error in a choice', { ...chunk, choices: [{ index: 0, error: 'upstream' }] }, { message: 'upstream' }],
    ['finish_reason error without an error', { ...chunk, choices: [{ index: 0, delta: {}, finish_reason: 'error' }] }, { type: undefined, words: [], message: undefined }],
    ['a nested error event', { type: 'error', sequence_number: 2, error: { type: 'too_many_requests', code: 'x', message: 'slow', param: null } }, { type: 'too_many_requests', code: 'x', message: 'slow', words: ['too_many_requests', 'x'] }],
    ['a flat error event', { type: 'error', code: 'rate_limit_exceeded', message: 'slow', param: 'model', sequence_number: 1 }, { type: undefined, code: 'rate_limit_exceeded', message: 'slow', param: 'model' }],
    ['an error event that says nothing', { type: 'error' }, { words: [] }],
    [
      'a late error with a request id',
      { type: 'error', error: { details: null, type: 'overloaded_error', message: 'Overloaded' }, request_id: 'req_1' },
      { type: 'overloaded_error', message: 'Overloaded', requestId: 'req_1' },
    ],
    ['an error nested under the type error', { type: 'error', error: { type: 'error', message: 'test error' } }, { type: undefined, message: 'test error', words: [] }],
    ['object: error', { object: 'error', message: 'bad', type: 'BadRequestError', param: null, code: 400 }, { type: 'BadRequestError', message: 'bad', code: '400', status: 400 }],
    ['a lone detail', { detail: 'Not authenticated' }, { message: 'Not authenticated' }],
    ['lone details with a code', { code: 400, details: 'bad input' }, { message: 'bad input', code: '400', status: 400 }],
    [
      'a list of problems',
      { detail: [{ loc: ['body', 'messages', 0, 'role'], msg: 'Field required', type: 'missing' }, { loc: ['body'], msg: 'Bad' }] },
      { message: 'body.messages.0.role: Field required; body: Bad', type: undefined },
    ],
    ['an error in a list', [{ error: { code: 400, message: 'bad', status: 'INVALID_ARGUMENT' } }], { message: 'bad', code: '400', status: 400, words: ['INVALID_ARGUMENT'] }],
    ['a Bedrock exception', { throttlingException: { message: 'Too many tokens' } }, { type: 'throttlingException', message: 'Too many tokens' }],
    ['a Bedrock exception that is a text', { modelTimeoutException: 'too late' }, { type: 'modelTimeoutException', message: 'too late' }],
    ['a base_resp of MiniMax', { base_resp: { status_code: 1008, status_msg: 'insufficient balance' } }, { code: '1008', message: 'insufficient balance', words: [], numbers: ['base_resp 1008'] }],
    ['a base_resp beside no choices', { ...chunk, choices: null, base_resp: { status_code: '1002', status_msg: 'rate limit' } }, { code: '1002', message: 'rate limit' }],
    ['a base_resp beside choices', { ...chunk, base_resp: { status_code: 1027, status_msg: 'output sensitive' } }, { code: '1027', message: 'output sensitive' }],
    ['a flat code with a message', { code: 'Throttling.RateQuota', message: 'slow', request_id: 'r-1' }, { code: 'Throttling.RateQuota', message: 'slow', requestId: 'r-1' }],
    ['a flat number with a message', { code: 30001, message: 'no balance', data: null }, { code: '30001', message: 'no balance', numbers: ['30001'] }],
    ['an error without success', { success: false, error: { code: 'x_failed', status: 500, message: 'boom', docs: '' } }, { code: 'x_failed', status: 500, message: 'boom' }],
  ])('%s', (_name, payload, expected) => {
    expect(findError(payload)).toMatchObject(expected);
  });
});

describe('findError finds nothing in', () => {
  it.each<[string, unknown]>([
    ['a chunk', chunk],
    ['a chunk whose error is null', { ...chunk, error: null }],
    ['a chunk whose error is false', { ...chunk, error: false }],
    ['a chunk whose error is 0', { ...chunk, error: 0 }],
    ['a chunk whose error is empty', { ...chunk, error: '' }],
    ['a chunk whose error is an empty list', { ...chunk, error: [] }],
    ['a choice whose error is null', { ...chunk, choices: [{ index: 0, delta: {}, error: null, finish_reason: 'stop' }] }],
    ['a usage frame', { ...chunk, choices: [], usage: { total_tokens: 1 } }],
    ['choices that are no objects', { choices: [null, 'error', 7] }],
    ['choices that are no list', { choices: 'error' }],
    ['a content filter that was down', { ...chunk, choices: [{ index: 0, content_filter_result: { error: { code: 'content_filter_error' } }, content_filter_results: { error: { code: 'content_filter_error' } } }] }],
    ['a moderation that failed', { ...chunk, moderation: { type: 'error', code: 'x', message: 'y', input: { error: {} } } }],
    ['a price that could not be told', { ...chunk, x_nanogpt_pricing: { amount: 0, error: { status: 500, message: 'no price' } } }],
    ['a tool result that failed', { type: 'content_block_start', index: 1, content_block: { type: 'web_search_tool_result', content: { type: 'web_search_tool_result_error', error_code: 'max_uses_exceeded' } } }],
    ['a base_resp of MiniMax that says 0', { ...chunk, base_resp: { status_code: 0, status_msg: '' } }],
    ['a base_resp that says nothing', { ...chunk, base_resp: {} }],
    ['a base_resp that is no object', { ...chunk, base_resp: 1008 }],
    ['a flat code of success', { code: 0, message: 'ok' }],
    ['a flat status of success', { code: '200', message: 'ok' }],
    ['a flat code without a message', { code: 'x_y' }],
    ['a flat code of something typed', { type: 'code.run', code: 'print(1)', message: 'x' }],
    ['a completed response', { type: 'response.completed', response: { id: 'r', status: 'completed', error: null } }],
    ['a failed response, which is the protocol\'s own to read', { type: 'response.failed', response: { error: { code: 'server_error' } } }],
    ['an answer that speaks of errors', { ...chunk, choices: [{ index: 0, delta: { content: '{"error":{"message":"boom"}}' } }] }],
    ['a detail of something typed', { type: 'image.partial', detail: 'high' }],
    ['a detail of something with an id', { id: 'x', detail: 'high' }],
    ['a detail beside choices', { choices: [], detail: 'high' }],
    ['an empty detail', { detail: '' }],
    ['an exception among other keys', { throttlingException: {}, other: 1 }],
    ['an empty object', {}],
    ['an empty list', []],
    ['a list in a list', [[{ error: {} }]]],
    ['a list that begins well', [{ ok: true }, { error: {} }]],
    ['null', null],
    ['a text', 'error'],
    ['a number', 500],
    ['undefined', undefined],
  ])('%s', (_name, payload) => {
    expect(findError(payload)).toBeUndefined();
  });
});

describe('readError reads', () => {
  it.each<[string, unknown, object]>([
    ['each field where it stands, the nested one first', { error: { message: 'in', code: 'in_code' }, message: 'out', code: 'out_code', param: 'out_param', type: 'rate_limit_error' }, { type: 'rate_limit_error', message: 'in', code: 'in_code', param: 'out_param' }],
    ['no type from an event or a chunk around the error', { type: 'message_start', object: 'x', error: { message: 'boom' } }, { type: undefined, words: [] }],
    ['no type from the name of an event', { type: 'response.error', code: 'server_error', message: 'boom' }, { type: undefined, code: 'server_error', words: ['server_error'] }],
    ['the type of a provider\'s own around the error', { type: 'provider_error', error: { message: 'boom' } }, { type: 'provider_error' }],
    ['a type the table does not know, verbatim', { error: { type: 'Weird Type.X', message: 'boom' } }, { type: 'Weird Type.X' }],
    ['no type where a Python gateway has none', { error: { message: 'litellm.InternalServerError: boom', type: 'None', param: 'None', code: '500' } }, { type: undefined, param: undefined, code: '500', status: 500, words: [] }],
    ['a gateway\'s flat statusCode', { statusCode: 401, message: 'Access denied due to invalid subscription key.' }, { status: 401, message: 'Access denied due to invalid subscription key.' }],
    ['NestJS\'s flat body', { statusCode: 404, message: 'Cannot POST /v1', error: 'Not Found' }, { status: 404, message: 'Cannot POST /v1', type: undefined, words: [] }],
    ['a word in place of the error', { error: 'rate_limit_exceeded', message: 'Slow down' }, { message: 'Slow down', words: ['rate_limit_exceeded'] }],
    ['an OAuth error', { error: 'invalid_grant', error_description: 'The grant is old' }, { message: 'The grant is old' }],
    ['a problem document', { type: 'about:blank', title: 'Too large', status: 413 }, { message: 'Too large', status: 413 }],
    ['NanoGPT\'s 402', { error: 'Insufficient balance', requiredBalance: 0.0035, status: 402 }, { message: 'Insufficient balance', status: 402 }],
    ['NanoGPT\'s fallback word', { error: { code: 'x', status: 'fallback_blocked_for_cache_consistency', message: 'no' } }, { words: ['x', 'fallback_blocked_for_cache_consistency'] }],
    ['no word from a status that says only that it failed', { status: 'failed', message: 'no' }, { words: [] }],
    ['TGI\'s error_type', { error: 'Input validation error', error_type: 'validation' }, { message: 'Input validation error', words: ['validation'] }],
    ['Azure\'s content filter', { error: { message: 'filtered', type: null, param: 'prompt', code: 'content_filter', status: 400, innererror: { code: 'ResponsibleAIPolicyViolation' } } }, { type: undefined, code: 'content_filter', param: 'prompt', status: 400 }],
    ['Anthropic\'s finer word', { type: 'error', error: { type: 'rate_limit_error', message: 'no', details: { error_code: 'contract_spend_limit_reached' } } }, { type: 'rate_limit_error', words: ['rate_limit_error', 'contract_spend_limit_reached'] }],
    ['OpenRouter\'s availability', { error: { code: 404, message: 'none', availability: { code: 'capacity_exhausted', retryable: true } } }, { retryable: true, words: ['capacity_exhausted'] }],
    ['the first of several errors', { errors: [{ message: 'one', code: 'a_b' }, { message: 'two' }] }, { message: 'one', code: 'a_b' }],
    ['the first of several texts', { errors: ['one', 'two'] }, { message: 'one' }],
    ['an error packed as JSON', { error: '{"type":"overloaded_error","message":"Overloaded"}' }, { type: 'overloaded_error', message: 'Overloaded' }],
    ['a message packed as JSON, twice', { error: { message: JSON.stringify({ error: { message: JSON.stringify({ message: 'deep', code: 'deep_code' }), type: 'server_error' } }) } }, { message: 'deep', type: 'server_error', code: 'deep_code' }],
    ['a message packed as JSON without losing what stands outside', { error: { type: 'outer_error', message: '{"type":"inner_error","code":"c","message":"m"}' } }, { type: 'outer_error', code: 'c', message: 'm' }],
    ['a message that is an event', { message: 'data: {"error":{"message":"m","type":"t"}}' }, { message: 'm', type: 't' }],
    ['JSON without a message as its text', { error: { message: '{"foo":1}' } }, { message: '{"foo":1}' }],
    ['a message that is an object', { error: { message: { text: 'x', message: 'inside' }, code: 'c_d' } }, { message: 'inside', code: 'c_d' }],
    ['an object with no message in it as none', { error: { message: { foo: 1 } } }, { message: undefined }],
    ['a detail that is an object', { detail: { error: { message: 'm', type: 't' } } }, { message: 'm', type: 't' }],
    ['OpenRouter\'s copy of the provider\'s error for what is missing', { error: { code: 400, message: 'Provider returned error', metadata: { raw: 'data: {"error":{"message":"m","type":"invalid_request_error","param":"p"}}' } } }, { message: 'Provider returned error', type: 'invalid_request_error', param: 'p', code: '400' }],
    ['a text', 'upstream exploded', { message: 'upstream exploded', words: [] }],
    ['JSON in a text', ' {"error":{"message":"m","type":"t"}} ', { message: 'm', type: 't' }],
    ['an event in a text', 'event: error\ndata: {"error":{"message":"m","type":"t"}}\n\n', { message: 'm', type: 't' }],
    ['broken JSON as text', '{"error":{"message":"m', { message: '{"error":{"message":"m' }],
    ['the title of a page', '<!DOCTYPE html>\n<html lang="en"><head><meta x><title lang="en">\n api.example.com | 502: Bad gateway </title>', { message: 'api.example.com | 502: Bad gateway' }],
    ['a page without a title as nothing', '<html><body>no</body></html>', { message: undefined }],
    ['a page whose title never ends as nothing', '<html><title>no', { message: undefined }],
    ['problems of any shape', { detail: [7, {}, 'one', { message: 'two' }, { loc: 'x', msg: 'three' }] }, { message: 'one; two; three' }],
    ['a choice that is no object', { choices: [null, { error: { message: 'm' } }] }, { message: 'm' }],
    ['a blank text as nothing', ' \n ', { message: undefined }],
    ['a list of texts', ['boom'], { message: 'boom' }],
    ['nothing in null', null, { words: [], message: undefined }],
    ['nothing in a number', 503, { words: [], message: undefined }],
    ['a numeric code of another range as no status', { error: { code: 1234, message: 'm' } }, { code: '1234', status: undefined, words: [] }],
    ['no status from a fraction', { code: 429.5, message: 'm' }, { status: undefined }],
    ['a code in digits as a status', { error: { code: '429', message: 'm' } }, { code: '429', status: 429, words: [] }],
    ['status_code', { error: { message: 'm', type: 'invalid_request_error', code: 'tool_use_failed', status_code: 400 } }, { status: 400 }],
    ['no label longer than a line', { error: { type: 'x'.repeat(300), code: 'a\nb', message: 'm' } }, { type: undefined, code: undefined }],
    ['no code from an object', { error: { code: {}, param: ['a'], type: 7, message: 'm' } }, { type: undefined, code: undefined, param: undefined }],
  ])('%s', (_name, payload, expected) => {
    expect(readError(payload)).toMatchObject(expected);
  });

  it('a bounded part of a long list of problems', () => {
    const { message } = readError({ detail: Array.from({ length: 1_000 }, (_, n) => ({ msg: `problem ${String(n)}` })) });
    expect(message?.split('; ')).toHaveLength(10);
  });
});

describe('a hostile payload', () => {
  const deepArray = parsed('['.repeat(100_000) + ']'.repeat(100_000));
  let deepObject: object = {};
  for (let depth = 0; depth < 100_000; depth++) deepObject = { error: deepObject, message: deepObject };
  const cycle: Record<string, unknown> = {};
  cycle['error'] = cycle;
  cycle['message'] = cycle;
  const thrower = {
    get error() {
      throw new Error('gotcha');
    },
  };
  const proxy = new Proxy({}, { get: () => { throw new Error('gotcha'); }, ownKeys: () => { throw new Error('gotcha'); } });
  let packed = '"x"';
  for (let depth = 0; depth < 8; depth++) packed = JSON.stringify({ message: packed });

  it.each<[string, unknown]>([
    ['a list nested 100,000 deep', deepArray],
    ['an error nested 100,000 deep', deepObject],
    ['an error that is its own cause', cycle],
    ['a getter that throws', thrower],
    ['a Proxy that throws', proxy],
    ['a Proxy in the place of the error', { error: proxy }],
    ['a list with a Proxy', [proxy]],
    ['JSON in JSON in JSON', { error: packed }],
    ['prototype keys', parsed('{"__proto__":{"error":1},"error":{"__proto__":{"message":"no"},"constructor":{"message":"no"}}}')],
    ['a million characters', { error: { message: 'x'.repeat(1_000_000), type: 'y'.repeat(1_000_000) } }],
    ['a million quotes', `{"error":${'"'.repeat(1_000_000)}`],
    ['a million tags', '<html>' + '<title'.repeat(200_000)],
    ['a million spaces', ' '.repeat(1_000_000) + '{'],
  ])('%s never throws and takes no time', (_name, payload) => {
    const spentMs = cpuMs(() => {
      expect(() => findError(payload)).not.toThrow();
      expect(Array.isArray(readError(payload).words)).toBe(true);
    });
    expect(spentMs).toBeLessThan(5_000);
  });

  it('does not touch the prototype of anything', () => {
    readError(parsed('{"error":{"__proto__":{"polluted":true},"message":{"__proto__":{"polluted":true}}}}'));
    expect('polluted' in {}).toBe(false);
  });

  it('reads no message from a prototype that came as a key', () => {
    expect(readError(parsed('{"error":{"__proto__":{"message":"no"}}}')).message).toBeUndefined();
  });
});
