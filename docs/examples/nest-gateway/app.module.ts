import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { FramewiseModule } from 'framewise/nestjs';

import { AnswersController } from './answers.controller.js';
import { ChatController } from './chat.controller.js';
import { CompatibleController } from './compatible.controller.js';
import { HealthController } from './health.controller.js';
import { answers, upstreams } from './settings.js';

@Module({
  imports: [FramewiseModule.forRoot({ upstreams, answers }), TerminusModule],
  controllers: [ChatController, CompatibleController, AnswersController, HealthController],
})
export class AppModule {}
