import { ApiError, defineProtocol, messages } from 'framewise';
import { encodeFrames, errorBody, toMessageEvents } from 'framewise/serving';
import { throwError } from 'rxjs';

import { failureOf } from '../support/failure-of.js';

const failure = (): ApiError => new ApiError({ type: 'rate_limit_error', origin: 'http', status: 429, message: 'Slow down.' });
const openAi = { error: { message: 'Slow down.', type: 'rate_limit_error', param: null, code: null } };
const anthropic = { type: 'error', error: { type: 'rate_limit_error', message: 'Slow down.' } };

describe('errorBody', () => {
  it('is in the form of OpenAI, or of the protocol that is asked for', () => {
    expect(errorBody(failure())).toEqual(openAi);
    expect(errorBody(failure(), messages)).toEqual(anthropic);
  });

  it('is in the form of the stream that the error has ended', async () => {
    expect(errorBody(await failureOf(throwError(() => failure()).pipe(encodeFrames(messages))))).toEqual(anthropic);
    expect(errorBody(await failureOf(throwError(() => failure()).pipe(toMessageEvents())), messages)).toEqual(anthropic);
  });

  it.each([new Error('secret'), 'secret', undefined])('says nothing of what is no ApiError: %s', (error) => {
    expect(errorBody(error)).toEqual({ error: { message: 'The server failed.', type: 'api_error', param: null, code: null } });
  });

  it('refuses a protocol that nobody can write', () => {
    expect(() => errorBody(failure(), defineProtocol({ ...messages }))).toThrow(TypeError);
  });
});
