import 'reflect-metadata';

import type { AddressInfo } from 'node:net';
import { Controller, Inject, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Observable } from 'rxjs';

// What is measured is what is published.
import { type GoodFrame, messages } from '../../../dist/index.js';
import { ApiErrorFilter, encodeFrames, FramewiseModule, getUpstreamToken, sse, type SseEvent, toMessageEvents, type UpstreamClient } from '../../../dist/nestjs/index.js';

/** Opens the relay as docs/nestjs.md builds it. */
function openOnNest(encode: (frames$: Observable<GoodFrame<object>>) => Observable<SseEvent>): (upstreamUrl: string) => Promise<number> {
  return async (upstreamUrl) => {
    @Controller()
    class ChatController {
      constructor(@Inject(getUpstreamToken('claude')) private readonly claude: UpstreamClient) {}

      @Post('chat')
      chat() {
        return sse(encode(this.claude.frames({ model: 'any', max_tokens: 9, messages: [] })));
      }
    }
    @Module({ imports: [FramewiseModule.forRoot({ upstreams: { claude: { protocol: messages, baseUrl: upstreamUrl, apiKey: '' } } })], controllers: [ChatController] })
    class AppModule {}
    const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] });
    app.useGlobalFilters(new ApiErrorFilter());
    await app.listen(0, '127.0.0.1');
    return ((app.getHttpServer() as { address(): AddressInfo }).address()).port;
  };
}

export const onNest = openOnNest((frames$) => frames$.pipe(toMessageEvents()));
export const onNestVerbatim = openOnNest((frames$) => frames$.pipe(encodeFrames(messages, { from: messages })));
