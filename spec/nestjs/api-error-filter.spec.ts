import { type ArgumentsHost, Controller, Post, UseFilters } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ApiError, chatCompletions, messages } from 'framewise';
import { ApiErrorFilter, encodeFrames, sse, toMessageEvents } from 'framewise/nestjs';
import { throwError } from 'rxjs';

import { adapters, startApplication } from './application.js';

const failure = new ApiError({ type: 'rate_limit_error', origin: 'http', status: 429, message: 'Slow down.', retryAfterMs: 1_001 });

@Controller()
class Failing {
  @Post('thrown')
  thrown() {
    throw failure;
  }

  @Post('streamed')
  streamed() {
    return sse(throwError(() => failure).pipe(toMessageEvents()));
  }

  @Post('told')
  @UseFilters(new ApiErrorFilter({ as: messages }))
  told() {
    return sse(throwError(() => failure).pipe(toMessageEvents()));
  }

  /** Whatever the filter says: who asks here speaks Chat Completions. */
  @Post('encoded')
  @UseFilters(new ApiErrorFilter({ as: messages }))
  encoded() {
    return sse(throwError(() => failure).pipe(encodeFrames(chatCompletions)));
  }
}

const openAi = { error: { message: 'Slow down.', type: 'rate_limit_error', param: null, code: null } };
const anthropic = { type: 'error', error: { type: 'rate_limit_error', message: 'Slow down.' } };

describe.each(adapters)('ApiErrorFilter on $server', ({ adapter }) => {
  it.each([['/thrown', openAi], ['/streamed', openAi], ['/told', anthropic], ['/encoded', openAi]])('answers with status, wait in whole seconds and shape: %s', async (path, body) => {
    await using application = await startApplication(adapter, { controllers: [Failing] });
    const response = await application.post(path);
    expect([response.status, response.headers.get('retry-after'), response.headers.get('content-type'), await response.json()]).toEqual([429, '2', 'application/json; charset=utf-8', body]);
  });

  it('may be a provider', async () => {
    await using application = await startApplication(adapter, { controllers: [Failing], providers: [{ provide: APP_FILTER, useClass: ApiErrorFilter }] }, { filters: [] });
    expect((await application.post('/streamed')).status).toBe(429);
  });
});

describe('ApiErrorFilter', () => {
  it('leaves an error alone where there is no status to set', () => {
    expect(() => { new ApiErrorFilter().catch(failure, { getType: () => 'ws' } as unknown as ArgumentsHost); }).toThrow(failure);
  });
});
