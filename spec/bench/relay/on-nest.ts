import 'reflect-metadata';

import type { AddressInfo } from 'node:net';
import { Controller, Inject, Module, type ModuleMetadata, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { map, type Observable } from 'rxjs';

// What is measured is what is published.
import { type GoodFrame, messages, text } from '../../../dist/index.js';
import { ApiErrorFilter, encodeFrames, FramewiseModule, getUpstreamToken, sse, type SseEvent, toMessageEvents, type UpstreamClient } from '../../../dist/nestjs/index.js';
import { askUpstream, readByHand, type Write } from './by-hand.js';

type Open = (upstreamUrl: string) => Promise<number>;

/** Opens the relay as docs/nestjs.md builds it. */
function openOnNest(encode: (frames$: Observable<GoodFrame<object>>) => Observable<SseEvent>): Open {
  return (upstreamUrl) => {
    @Controller()
    class ChatController {
      constructor(@Inject(getUpstreamToken('claude')) private readonly claude: UpstreamClient) {}

      @Post('chat')
      chat() {
        return sse(encode(this.claude.frames({ model: 'any', max_tokens: 9, messages: [] })));
      }
    }
    return listen({ imports: [FramewiseModule.forRoot({ upstreams: { claude: { protocol: messages, baseUrl: upstreamUrl, apiKey: '' } } })], controllers: [ChatController] });
  };
}

/** Opens the relay that is written by hand on Express, with NestJS in its place: what a handler returns is the `Response`. */
export function openByHandOnNest(write: Write): Open {
  return (upstreamUrl) => {
    @Controller()
    class ChatController {
      @Post('chat')
      async chat() {
        const left = new AbortController();
        const answer = await askUpstream(upstreamUrl, left.signal);
        return new Response(answer.body && writtenByHand(answer.body, write, left), { status: answer.status, headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' } });
      }
    }
    return listen({ controllers: [ChatController] });
  };
}

function writtenByHand(body: ReadableStream<Uint8Array>, write: Write, left: AbortController): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const reader = body.getReader();
  let text = '';
  const read = readByHand(write, (event) => { text += event; });
  return new ReadableStream({
    async pull(controller) {
      while (text === '') {
        const { done, value } = await reader.read();
        if (done) {
          controller.close();
          return;
        }
        read(value);
      }
      controller.enqueue(encoder.encode(text));
      text = '';
    },
    cancel: () => { left.abort(); },
  }, { highWaterMark: 0 });
}

async function listen(metadata: ModuleMetadata): Promise<number> {
  @Module(metadata)
  class AppModule {}
  const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] });
  app.useGlobalFilters(new ApiErrorFilter());
  await app.listen(0, '127.0.0.1');
  return ((app.getHttpServer() as { address(): AddressInfo }).address()).port;
}

export const textOnNest = openOnNest((frames$) => frames$.pipe(text(), map((piece) => ({ text: piece })), toMessageEvents()));
export const framesOnNest = openOnNest((frames$) => frames$.pipe(toMessageEvents()));
export const verbatimOnNest = openOnNest((frames$) => frames$.pipe(encodeFrames(messages, { from: messages })));
