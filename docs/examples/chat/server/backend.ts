import type { IncomingMessage, ServerResponse } from 'node:http';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ApiErrorFilter } from 'framewise/nestjs';

/** How long a line holds that is to break. */
const BREAK_AFTER_MS = 2_000;

/** A backend that listens. */
export interface Backend extends AsyncDisposable {
  readonly url: string;
}

/** Starts the NestJS example before this gateway: it keeps answers for readers who come back. */
export async function openBackend(gatewayUrl: string): Promise<Backend> {
  // Its settings are read where it is loaded.
  process.env['ANTHROPIC_BASE_URL'] = gatewayUrl;
  const { AppModule } = await import('../../nest-gateway/app.module.js');
  Logger.overrideLogger(['error', 'warn']);
  const app = await NestFactory.create<NestExpressApplication>(AppModule);
  app.useBodyParser('json', { limit: '20mb' });
  app.useGlobalFilters(new ApiErrorFilter());
  app.use(breakLines());
  await app.listen(0, '127.0.0.1');
  return { url: await app.getUrl(), [Symbol.asyncDispose]: () => app.close() };
}

/** Breaks the first line to each answer whose question runs into that fault. */
function breakLines(): (request: IncomingMessage, response: ServerResponse, next: () => void) => void {
  const broken = new Set<unknown>();
  return ({ method, headers }, response, next) => {
    const question = headers['x-question'];
    if (method === 'GET' && headers['x-fault'] === 'resumed' && !broken.has(question)) {
      broken.add(question);
      const timer = setTimeout(() => { response.destroy(); }, BREAK_AFTER_MS);
      response.once('close', () => { clearTimeout(timer); });
    }
    next();
  };
}
