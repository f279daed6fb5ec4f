import { BadRequestException, Body, Controller, Post } from '@nestjs/common';
import { chatCompletions, messages, type Protocol, responses } from 'framewise';
import { encodeFrames, InjectUpstream, sse, UpstreamClient } from 'framewise/nestjs';

import { type ChatRequest, toMessagesBody } from './to-messages-body.js';

/** The endpoints of the official SDKs: `new OpenAI({ baseURL: 'http://localhost:3000/v1' })`, `new Anthropic({ baseURL: 'http://localhost:3000' })`. */
@Controller()
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
  passMessages(@Body() body: object) {
    return passOn(this.claude, messages, body);
  }

  /** Chat Completions for the caller, Messages for the upstream: `new OpenAI({ baseURL: 'http://localhost:3000/claude/v1' })`. */
  @Post('claude/v1/chat/completions')
  translate(@Body() body: ChatRequest) {
    checkStreams(body);
    const { model, stream_options: options } = body;
    return sse(this.claude.frames(toMessagesBody(body)).pipe(encodeFrames(chatCompletions, { from: messages, model, includeUsage: options?.include_usage })));
  }
}

/** The caller's body to the upstream, and the upstream's payloads to the caller, both as they came. */
function passOn(upstream: UpstreamClient, protocol: Protocol, body: object) {
  checkStreams(body);
  return sse(upstream.frames(body).pipe(encodeFrames(protocol, { from: protocol })));
}

function checkStreams(body: { readonly stream?: unknown }): void {
  if (body.stream !== true) throw new BadRequestException('This endpoint streams: ask it with "stream": true.');
}
