import { randomUUID } from 'node:crypto';
import { Body, Controller, Delete, Get, Headers, Inject, Param, Post } from '@nestjs/common';
import { InjectUpstream, ResumableAnswers, sse, toMessageEvents, UpstreamClient } from 'framewise/nestjs';

import { model } from './settings.js';

@Controller('answers')
export class AnswersController {
  constructor(
    @InjectUpstream('claude') private readonly claude: UpstreamClient,
    @Inject(ResumableAnswers) private readonly answers: ResumableAnswers,
  ) {}

  /** Begins an answer, which goes on also if nobody reads it. Everybody who knows its id can read it, so nobody must be able to guess the id. */
  @Post()
  async start(@Body('messages') messages: readonly object[]) {
    const id = randomUUID();
    await this.answers.start(id, this.claude.frames({ model, max_tokens: 1024, messages }).pipe(toMessageEvents()));
    return { id };
  }

  /** Reads it from the beginning, or from where the reader has been. An EventSource does so by itself, and stops at the 204 behind the end. */
  @Get(':id')
  read(@Param('id') id: string, @Headers('last-event-id') lastEventId?: string) {
    return sse(this.answers.read(id, lastEventId));
  }

  @Delete(':id')
  async cancel(@Param('id') id: string) {
    return { cancelled: await this.answers.cancel(id) };
  }
}
