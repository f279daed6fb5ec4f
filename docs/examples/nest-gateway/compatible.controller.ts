import { BadRequestException, Body, Controller, Headers, Post, UseFilters } from '@nestjs/common';
import { chatCompletions, messages, type Protocol, responses } from 'framewise';
import { encodeFrames, InjectUpstream, sse, UpstreamClient } from 'framewise/nestjs';

import { SdkErrorFilter } from './sdk-error.filter.js';
import { type ChatRequest, toMessagesBody } from './to-messages-body.js';

/** The endpoints of the official SDKs: `new OpenAI({ baseURL: 'http://localhost:3000/v1' })`, `new Anthropic({ baseURL: 'http://localhost:3000' })`. */
@Controller()
@UseFilters(new SdkErrorFilter())
export class CompatibleController {
  constructor(
    @InjectUpstream('chat') private readonly chat: UpstreamClient,
    @InjectUpstream('responses') private readonly responses: UpstreamClient,
    @InjectUpstream('claude') private readonly claude: UpstreamClient,
  ) {}

  @Post('v1/chat/completions')
  passChatCompletions(@Body() body: object) {
    return passOn(this.chat, chatCompletions, body);
  }

  @Post('v1/responses')
  passResponses(@Body() body: object) {
    return passOn(this.responses, responses, body);
  }

  @Post('v1/messages')
  passMessages(@Body() body: object, @Headers('anthropic-beta') beta?: string) {
    return passOn(this.claude, messages, body, beta === undefined ? {} : { 'anthropic-beta': beta });
  }

  /** Chat Completions for the caller, Messages for the upstream: `new OpenAI({ baseURL: 'http://localhost:3000/claude/v1' })`. */
  @Post('claude/v1/chat/completions')
  translate(@Body() body: ChatRequest) {
    checkStreams(body);
    if (!Array.isArray(body.messages)) throw new BadRequestException('messages: a list is needed.');
    const { model, stream_options: options } = body;
    return sse(this.claude.frames(toMessagesBody(body)).pipe(encodeFrames(chatCompletions, { from: messages, model, includeUsage: options?.include_usage })));
  }
}

/** The caller's body to the upstream, and the upstream's payloads to the caller, both as they came. */
function passOn(upstream: UpstreamClient, protocol: Protocol, body: object, headers: Record<string, string> = {}) {
  checkStreams(body);
  return sse(upstream.frames(body, { headers }).pipe(encodeFrames(protocol, { from: protocol })));
}

function checkStreams(body: { readonly stream?: unknown } | undefined): void {
  if (body?.stream !== true) throw new BadRequestException('This endpoint streams: ask it with "stream": true.');
}
