import { judgeError } from '../../src/errors/error-verdict.js';
import { advice } from '../../src/errors/words/advice.js';

describe('judgeError', () => {
  it.each<[string, Parameters<typeof judgeError>[0], object]>([
    ['what the server states, whatever else', { origin: 'http', words: ['insufficient_quota'], status: 413, stated: true }, { retryable: true }],
    ['a 413, whatever the words', { origin: 'http', words: ['overloaded_error'], status: 413, hasWait: true }, { retryable: false, advice: advice.shrinkBody }],
    ['a quota, whatever the wait', { origin: 'stream', words: ['rate_limit_error', 'usage_limit_reached'], hasWait: true }, { retryable: false, advice: advice.waitForReset }],
    ['a quota before another word that rules a retry out', { origin: 'stream', words: ['insufficient_quota', 'model_not_found'] }, { retryable: false, advice: advice.topUp, impliedStatus: 429 }],
    ['a word before the status', { origin: 'http', words: ['overloaded_error'], status: 400 }, { retryable: true }],
    ['a wait before an unknown word and the status', { origin: 'http', words: ['weird'], status: 403, hasWait: true }, { retryable: true, advice: advice.slowDown, impliedStatus: 429 }],
    ['a wait before a general word', { origin: 'http', words: ['invalid_request_error'], status: 400, hasWait: true }, { retryable: true }],
    ['a word that rules a retry out before a wait', { origin: 'http', words: ['content_filter'], status: 400, hasWait: true }, { retryable: false }],
    ['a 429 before a general word', { origin: 'http', words: ['invalid_request_error'], status: 429 }, { retryable: true, advice: advice.slowDown }],
    ['a general word before any other status', { origin: 'http', words: ['invalid_request_error'], status: 503 }, { retryable: false }],
    ['a 402 before a word that allows a retry', { origin: 'http', words: ['RESOURCE_EXHAUSTED'], status: 402 }, { retryable: false, advice: advice.topUp }],
    ['a 402 with a wait after it', { origin: 'http', words: ['RESOURCE_EXHAUSTED'], status: 402, hasWait: true }, { retryable: true }],
    ['the status without a word', { origin: 'http', words: [], status: 503 }, { retryable: true }],
    ['the transport without anything', { origin: 'transport', words: [] }, { retryable: true, advice: advice.readMessage }],
    ['nothing at all', { origin: 'stream', words: [] }, { retryable: false, advice: advice.readMessage, impliedStatus: undefined }],
  ])('goes by %s', (_name, evidence, verdict) => {
    expect(judgeError(evidence)).toMatchObject(verdict);
  });
});
