import { Body, Controller, Post } from '@nestjs/common';
import { ApiSse, InjectUpstream, sse, toMessageEvents, UpstreamClient } from 'framewise/nestjs';

import { model } from './settings.js';

@Controller()
export class ChatController {
  constructor(@InjectUpstream('claude') private readonly claude: UpstreamClient) {}

  /** A page of our own sends the turns, and nothing that costs more than we allow. */
  @Post('chat')
  @ApiSse({ description: 'The answer, as events of { kind, deltas }.' })
  chat(@Body('messages') messages: readonly object[]) {
    return sse(this.claude.frames({ model, max_tokens: 1024, messages }).pipe(toMessageEvents()));
  }
}
