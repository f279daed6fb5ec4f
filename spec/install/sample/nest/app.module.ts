import { Module } from '@nestjs/common';
import { messages } from 'framewise';
import { FramewiseModule } from 'framewise/nestjs';

import { ChatController } from './chat.controller.js';

@Module({
  imports: [
    FramewiseModule.forRootAsync({
      upstreams: ['claude'],
      useFactory: () => ({ upstreams: { claude: { protocol: messages, baseUrl: process.env['ANTHROPIC_BASE_URL'] ?? '', apiKey: 'test', reliably: { maxRetries: 0 } } } }),
    }),
  ],
  controllers: [ChatController],
})
export class AppModule {}
