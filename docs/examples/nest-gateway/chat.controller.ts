import { Body, Controller, Post } from '@nestjs/common';
import { ApiSse, InjectUpstream, sse, toMessageEvents, UpstreamClient } from 'framewise/nestjs';

import { model } from './settings.js';

/** What a page of our own sends: the turns, and nothing that costs more than we allow. */
interface ChatBody {
  readonly messages: readonly object[];
}

@Controller()
export class ChatController {
  constructor(@InjectUpstream('claude') private readonly claude: UpstreamClient) {}

  @Post('chat')
  @ApiSse({ description: 'The answer, as events of { kind, deltas }.' })
  chat(@Body() { messages }: ChatBody) {
    return sse(this.claude.frames({ model, max_tokens: 1024, messages }).pipe(toMessageEvents()));
  }
}
