import { Controller, Post } from '@nestjs/common';
import { ApiResponse, DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { ApiSse, sse } from 'framewise/nestjs';
import { EMPTY } from 'rxjs';

import { adapters, startApplication } from './application.js';

@Controller()
class ChatController {
  @Post('plain')
  @ApiSse()
  plain() {
    return sse(EMPTY);
  }

  @Post('told')
  @ApiSse({ description: 'The answer.' })
  @ApiResponse({ status: 429, description: 'Too many.' })
  told() {
    return sse(EMPTY);
  }
}

describe.each(adapters)('ApiSse on $server', ({ adapter }) => {
  it('says to OpenAPI what a route answers, beside what others say', async () => {
    await using application = await startApplication(adapter, { controllers: [ChatController] });
    const { paths } = SwaggerModule.createDocument(application.app, new DocumentBuilder().build());
    const content = { 'text/event-stream': { schema: { type: 'string' } } };
    expect(paths['/plain']?.post?.responses).toEqual({ 200: { description: 'A stream of server-sent events.', content } });
    expect(paths['/told']?.post?.responses).toMatchObject({ 200: { description: 'The answer.', content }, 429: { description: 'Too many.' } });
  });
});
