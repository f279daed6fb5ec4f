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

describe('a quota or a balance that is used up', () => {
  it.each<[string, unknown, number, object]>([
    // router-for-me/CLIProxyAPI#1666
    ['Codex', { error: { type: 'usage_limit_reached', message: 'The usage limit has been reached', resets_in_seconds: 529_498 } }, 429, { type: 'usage_limit_reached', retryAfterMs: 529_498_000, advice: advice.waitForReset }],
    ['Codex, soon over', { error: { type: 'usage_limit_reached', resets_in_seconds: 5 } }, 429, { retryAfterMs: 5_000 }],
    ['Codex without the plan', { error: { type: 'usage_not_included' } }, 429, { type: 'usage_not_included' }],
    // MoonshotAI/kimi-code#1857; MoonshotAI/Kimi-K2#5
    ['Moonshot with 429', { error: { message: 'suspended', type: 'exceeded_current_quota_error' } }, 429, { type: 'exceeded_current_quota_error', advice: advice.topUp }],
    ['Moonshot with 403', { error: { message: 'not active', type: 'exceeded_current_quota_error' } }, 403, {}],
    ['Kimi\'s coding plan', { error: { message: 'weekly limit', type: 'access_terminated_error' } }, 403, {}],
    ['OpenCode', { type: 'error', error: { type: 'FreeUsageLimitError', message: 'Rate limit exceeded. Please try again later.' }, metadata: {} }, 429, { type: 'FreeUsageLimitError' }],
    // zai-org/GLM-5#148
    ['z.ai', { error: { code: '1113', message: 'Insufficient balance or no resource package. Please recharge.' } }, 429, { code: '1113', advice: advice.topUp }],
    ['z.ai with a number', { error: { code: 1113, message: 'Insufficient balance' } }, 429, { code: '1113' }],
    ['z.ai, five hours', { error: { code: '1308', message: 'Usage limit reached for 5 hour.' } }, 429, { advice: advice.waitForReset }],
    ['z.ai, a week', { error: { code: '1310', message: 'Weekly/Monthly Limit Exhausted' } }, 429, {}],
    ['xAI', { code: 'personal-team-blocked:spending-limit', error: 'You have run out of credits' }, 403, { type: 'personal-team-blocked:spending-limit', advice: advice.topUp }],
    ['one-api', { error: { message: 'user quota is not enough', type: 'one_api_error', code: 'insufficient_user_quota' } }, 403, {}],
    ['Together', { id: 'x', error: { message: 'Credit limit exceeded.', type: 'credit_limit', param: null, code: null } }, 402, {}],
    ['DeepSeek', { error: { message: 'Insufficient Balance', type: 'unknown_error', param: null, code: 'invalid_request_error' } }, 402, { advice: advice.topUp }],
    ['DashScope in arrears', { code: 'Arrearage', message: 'Access denied', request_id: 'r' }, 400, { advice: advice.topUp }],
    ['Volcengine', { error: { code: 'AccountOverdueError', message: 'overdue', type: 'Forbidden' } }, 403, { advice: advice.topUp }],
    // https://discuss.ai.google.dev/t/183654
    ['Google with 402', { error: { code: 402, message: 'Your prepayment credits are depleted.', status: 'RESOURCE_EXHAUSTED' } }, 402, { advice: advice.topUp }],
    // google-gemini/gemini-cli#29425
    ['Google\'s ErrorInfo', { error: { code: 429, message: 'Individual quota reached.', status: 'RESOURCE_EXHAUSTED', details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'QUOTA_EXHAUSTED', metadata: { quotaResetDelay: '33740.910400305s' } }] } }, 429, { retryAfterMs: 33_740_911 }],
    ['a quota word that only error_type says', { error: { type: 'rate_limit_error', message: 'x', error_type: 'insufficient_quota' } }, 429, { type: 'insufficient_quota' }],
    ['a quota word behind a 500', { error: { code: 'insufficient_quota', message: 'x' } }, 500, {}],
    ['a provider\'s quota word in what OpenRouter quotes', { error: { code: 429, message: 'Provider returned error', metadata: { raw: '{"error":{"message":"no","type":"exceeded_current_quota_error"}}' } } }, 429, { type: 'exceeded_current_quota_error' }],
  ])('is never retried: %s', (_name, payload, status, expected) => {
    expect(http(payload, status)).toMatchObject({ status, retryable: false, raw: payload, ...expected });
    expect(stream(payload).retryable).toBe(false);
  });

  it('beats the wait of a header too', () => {
    expect(http({ error: { type: 'insufficient_quota' } }, 429, { 'retry-after': '3' })).toMatchObject({ retryable: false, retryAfterMs: 3_000 });
  });

  it.each([
    'You exceeded your current quota, please check your plan and billing details.',
    'insufficient_quota', 'Insufficient balance', 'usage_limit_reached: come back tomorrow',
  ])('is not told from a message: %s', (message) => {
    expect(http({ error: { message, type: 'rate_limit_error' } }, 429).retryable).toBe(true);
    expect(http({ error: { message } }, 429).retryable).toBe(true);
  });
});

describe('base_resp of MiniMax', () => {
  // infiniflow/ragflow#17292; AstrBotDevs/AstrBot#8064; ENTERPILOT/GoModel#640
  it.each<[number, boolean, string]>([
    [1000, true, 'api_error'], [1001, true, 'api_error'], [1002, true, 'rate_limit_error'], [1004, false, 'authentication_error'],
    [1008, false, 'insufficient_credits'], [1024, true, 'api_error'], [1026, false, 'unknown_error'], [1039, true, 'rate_limit_error'],
    [2013, false, 'invalid_request_error'], [2049, false, 'authentication_error'], [2056, false, 'rate_limit_error'], [9999, false, 'unknown_error'],
  ])('%d: retryable %s, %s', (status_code, retryable, type) => {
    const payload = { base_resp: { status_code, status_msg: 'what happened' } };
    const expected = { retryable, type, code: String(status_code), message: 'what happened' };
    expect(http(payload, 200)).toMatchObject({ ...expected, status: 200 });
    expect(stream({ id: '', choices: null, ...payload })).toMatchObject(expected);
  });

  it('has its own meaning for a number that z.ai uses too', () => {
    expect(stream({ base_resp: { status_code: 1002, status_msg: 'rate limit' } })).toMatchObject({ retryable: true });
    expect(stream({ error: { code: '1002', message: 'Authentication Token invalid' } })).toMatchObject({ retryable: false, type: 'authentication_error' });
  });
});

describe('a body that is too large', () => {
  it.each<[string, unknown]>([
    // HunorLaczko/ha-groq-cloud-api#27
    ['Groq\'s', { error: { message: 'Request too large', type: 'tokens', code: 'rate_limit_exceeded' } }],
    ['an overload', { error: { type: 'overloaded_error' } }],
    ['no word', 'too large'],
  ])('is never sent again, whatever it is called: %s', (_name, payload) => {
    expect(http(payload, 413, { 'retry-after': '2' })).toMatchObject({ status: 413, retryable: false, advice: advice.shrinkBody });
  });

  it('also where a frame states the status', () => {
    expect(stream({ error: { type: 'tokens', code: 'rate_limit_exceeded', status_code: 413 } })).toMatchObject({ status: 413, retryable: false });
  });
});

describe('what passes by itself', () => {
  it.each<[string, unknown, number]>([
    ['Groq\'s flex tier (laravel/ai#925)', { error: { message: 'Flex tier capacity exceeded' } }, 498],
    ['Moonshot\'s overload (MoonshotAI/kimi-code#2152)', { error: { message: 'overloaded', type: 'engine_overloaded_error' } }, 429],
    ['Moonshot\'s rate limit (LLM-Red-Team/kimi-cc#41)', { error: { type: 'rate_limit_reached_error', message: 'TPM' } }, 429],
    ['DashScope\'s throttling (zhengxs2018/ai#12)', { code: 'Throttling.AllocationQuota', message: 'Allocated quota exceeded.', request_id: 'r-1' }, 429],
    ['tonic\'s spelling', { error: { code: 'ResourceExhausted', message: 'x' } }, 429],
    ['Mistral\'s capacity (continuedev/continue#6185)', { object: 'error', message: 'Service tier capacity exceeded for this model.', type: 'invalid_request_error', param: null, code: null }, 429],
    ['z.ai\'s concurrency (anomalyco/opencode#14535)', { error: { code: '1302', message: 'Rate limit reached for requests' } }, 429],
    ['z.ai\'s crowd (HKUDS/nanobot#3864)', { error: { code: '1305', message: 'busy' } }, 429],
    ['Google\'s list of errors (google-gemini/gemini-cli#14831)', [{ error: { code: 429, message: 'Resource exhausted.', errors: [{ message: 'x', reason: 'rateLimitExceeded' }], status: 'RESOURCE_EXHAUSTED' } }], 429],
  ])('is retried: %s', (_name, payload, status) => {
    expect(http(payload, status)).toMatchObject({ status, retryable: true });
  });

  it.each<[string, unknown]>([
    ['engine_overloaded_error', { error: { type: 'engine_overloaded_error', message: 'x' } }],
    ['rate_limit_reached_error', { error: { type: 'rate_limit_reached_error', message: 'x' } }],
    ['Throttling.*', { code: 'Throttling.BurstRate', message: 'x' }],
    ['ResourceExhausted', { error: { type: 'ResourceExhausted', message: 'x' } }],
    ['498', { error: { code: 498, message: 'x' } }],
    ['a number of z.ai', { error: { code: '1302', message: 'x' } }],
  ])('also as a late frame: %s', (_name, payload) => {
    expect(findError(payload)).toBeDefined();
    expect(stream(payload).retryable).toBe(true);
  });
});

describe('error_type', () => {
  it.each<[string, unknown, string]>([
    ['names an error without a type', { error: { code: 429, message: 'x', metadata: { error_type: 'provider_overloaded' } } }, 'provider_overloaded'],
    ['names an error that has only a code', { error: { code: 'server_error', message: 'x' }, error_type: 'provider_overloaded' }, 'provider_overloaded'],
    ['is finer than api_error', { error: { type: 'api_error', error_type: 'provider_overloaded' } }, 'provider_overloaded'],
    ['is finer than server_error', { error: { type: 'server_error', message: 'x' }, error_type: 'timeout' }, 'timeout'],
    ['is finer than invalid_request_error', { error: { type: 'invalid_request_error', metadata: { error_type: 'context_length_exceeded' } } }, 'context_length_exceeded'],
    ['is finer than error', { error: { type: 'error', error_type: 'not_found' } }, 'not_found'],
    ['is finer than rate_limit_error where it names a quota', { error: { type: 'rate_limit_error', error_type: 'payment_required' } }, 'payment_required'],
    ['gives way to rate_limit_error else', { error: { type: 'rate_limit_error', error_type: 'rate_limit_exceeded' } }, 'rate_limit_error'],
    ['gives way to a type that says something', { error: { type: 'overloaded_error', error_type: 'provider_overloaded' } }, 'overloaded_error'],
    ['gives way to a type that nobody knows', { error: { type: 'weird', error_type: 'provider_overloaded' } }, 'weird'],
    ['does not count where it says error', { error: { type: 'api_error', error_type: 'error' } }, 'api_error'],
  ])('%s', (_name, payload, type) => {
    expect(stream(payload)).toMatchObject({ type, raw: payload });
  });
});

describe('a stated wait', () => {
  it.each<[string, unknown, number | undefined]>([
    ['Codex', { error: { message: 'x', resets_in_seconds: 12.5 } }, 12_500],
    // dcdpr/jp#1061
    ['Google\'s RetryInfo', [{ error: { code: 429, message: 'x', details: [{ '@type': 'type.googleapis.com/google.rpc.QuotaFailure' }, { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '36.429760048s' }] } }], 36_430],
    ['OpenRouter\'s availability', { error: { code: 429, message: 'x', availability: { code: 'capacity_exhausted', retryable: true, retry_after: 30 } } }, 30_000],
    ['retry_after beside the message', { error: { message: 'x', retry_after: 7 } }, 7_000],
    ['retry_after at the top', { error: { message: 'x' }, retry_after: '7' }, 7_000],
    ['retry_after_ms', { error: { message: 'x', retry_after_ms: 250 } }, 250],
    ['headers that a frame quotes', { type: 'error', error: { message: 'x', headers: { 'Retry-After': '3' } } }, 3_000],
    ['headers in the metadata', { error: { message: 'x', metadata: { headers: { 'retry-after-ms': '1500' } } } }, 1_500],
    ['nothing', { error: { message: 'Please retry after 9 seconds' } }, undefined],
    ['nonsense', { error: { message: 'x', retry_after: 'soon', resets_in_seconds: -1, retryDelay: {} } }, undefined],
  ])('in the body becomes retryAfterMs, of HTTP failures and of late errors: %s', (_name, payload, retryAfterMs) => {
    expect(http(payload, 429).retryAfterMs).toBe(retryAfterMs);
    expect(http(payload, 200).retryAfterMs).toBe(retryAfterMs);
    expect(stream(payload).retryAfterMs).toBe(retryAfterMs);
  });

  it('gives way to a header in seconds, and comes before one that is a date', () => {
    const payload = { error: { message: 'x', retry_after: 30 } };
    expect(http(payload, 429, { 'retry-after': '7' }).retryAfterMs).toBe(7_000);
    expect(http(payload, 429, { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' }).retryAfterMs).toBe(30_000);
  });

  it('makes a rate limit of what says nothing else', () => {
    expect(stream({ error: { message: 'slow', retry_after: 5 } })).toMatchObject({ type: 'rate_limit_error', status: 429, retryable: true, advice: advice.slowDown });
    expect(stream({ error: { type: 'weird', retry_after: 5 } })).toMatchObject({ type: 'weird', retryable: true });
    expect(http({ message: 'x' }, 403, { 'retry-after': '5' })).toMatchObject({ status: 403, retryable: true, retryAfterMs: 5_000 });
    expect(http({ error: { code: 402, message: 'x', metadata: { limit_source: 'openrouter_in_flight_budget' } } }, 402, { 'retry-after': '120' })).toMatchObject({ retryable: true });
  });

  it('of no time makes nothing of it', () => {
    expect(http({ message: 'x' }, 403, { 'retry-after': '0' })).toMatchObject({ retryable: false, retryAfterMs: 0 });
  });

  it('does not make up for a word that rules a retry out', () => {
    expect(stream({ error: { type: 'authentication_error', retry_after: 5 } }).retryable).toBe(false);
    expect(stream({ error: { code: 'content_filter', retry_after: 5 } }).retryable).toBe(false);
  });
});

describe('requestId', () => {
  it.each(['x-request-id', 'X-Generation-Id', 'cf-ray'])('is read from %s', (name) => {
    expect(http('x', 500, { [name]: 'id-1' }).requestId).toBe('id-1');
    expect(stream('x', { headers: new Headers({ [name]: 'id-1' }) }).requestId).toBe('id-1');
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
      { type: 'rate_limit_exceeded', code: '429', status: 429, retryable: true },
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
    expect(error.raw).toBe(payload === proxy ? error.raw : payload);
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
