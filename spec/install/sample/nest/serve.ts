import 'reflect-metadata';

import { strict as assert } from 'node:assert';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { ApiErrorFilter } from 'framewise/nestjs';
import { mockGateway } from 'framewise/testing';

import { AppModule } from './app.module.js';

/** An application of the packed package, on both servers: words, an early refusal, and an open stream when it closes. */
async function serve(adapter: ExpressAdapter | FastifyAdapter): Promise<void> {
  const gateway = await mockGateway({
    script: [
      { text: 'Hello, world' },
      { status: 429, headers: { 'retry-after-ms': '900' }, error: { type: 'rate_limit_error', message: 'Slow down.' } },
      { text: 'Hello', fault: { kind: 'stall', afterText: 'Hello' } },
    ],
  });
  process.env['ANTHROPIC_BASE_URL'] = gateway.baseUrl;
  const app: INestApplication = await NestFactory.create(AppModule, adapter as ExpressAdapter, { logger: false });
  app.useGlobalFilters(new ApiErrorFilter());
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const ask = (path: string): Promise<Response> => fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"model":"m"}' });

  assert.match(await (await ask('/chat')).text(), /"text":"Hello,"/);
  const refused = await ask('/v1/messages');
  assert.deepEqual([refused.status, refused.headers.get('retry-after'), await refused.json()], [429, '1', { type: 'error', error: { type: 'rate_limit_error', message: 'Slow down.' } }]);
  const open = await ask('/v1/messages');
  await app.close();
  assert.match(await open.text(), /The server ended the answer/);
  await gateway.close();
}

void (async () => {
  for (const adapter of [new ExpressAdapter(), new FastifyAdapter()]) await serve(adapter);
})();
