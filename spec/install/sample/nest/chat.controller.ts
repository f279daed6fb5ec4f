import { Body, Controller, Post } from '@nestjs/common';
import { messages } from 'framewise';
import { encodeFrames, InjectUpstream, sse, toMessageEvents, UpstreamClient } from 'framewise/nestjs';

@Controller()
export class ChatController {
  constructor(@InjectUpstream('claude') private readonly claude: UpstreamClient) {}

  @Post('chat')
  chat(@Body() body: object) {
    return sse(this.claude.frames(body).pipe(toMessageEvents()));
  }

  @Post('v1/messages')
  messages(@Body() body: object) {
    return sse(this.claude.frames(body).pipe(encodeFrames(messages, { from: messages })));
  }
}
