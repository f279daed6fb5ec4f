import 'reflect-metadata';

import type { AddressInfo } from 'node:net';
import { type CallHandler, type INestApplication, type ModuleMetadata, type NestInterceptor } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { ApiErrorFilter } from 'framewise/nestjs';
import { tap } from 'rxjs';

/** The two servers of NestJS. */
export const adapters = [
  { server: 'Express', adapter: (): ExpressAdapter => new ExpressAdapter() },
  { server: 'Fastify', adapter: (): FastifyAdapter => new FastifyAdapter() },
] as const;

/** An interceptor as every application has one: it only looks on. */
class Logging implements NestInterceptor {
  intercept(_context: unknown, next: CallHandler) {
    return next.handle().pipe(tap({ next: () => undefined, error: () => undefined }));
  }
}

/** Takes down what is written, for specs that ask what was logged. */
class LogLines {
  readonly lines: string[] = [];
  readonly #write = (...said: unknown[]): void => void this.lines.push(said.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join(' '));
  readonly log = (): void => undefined;
  readonly warn = this.#write;
  readonly error = this.#write;
}

export interface Application extends AsyncDisposable {
  readonly app: INestApplication;
  readonly url: string;
  readonly log: LogLines;
  post(path: string, init?: RequestInit): Promise<Response>;
}

/** A real application that listens, with an interceptor and a filter for all its routes. */
export async function startApplication(adapter: () => ExpressAdapter | FastifyAdapter, metadata: ModuleMetadata, { interceptors = [new Logging()], filters = [new ApiErrorFilter()] } = {}): Promise<Application> {
  const log = new LogLines();
  const app = (await Test.createTestingModule(metadata).setLogger(log).compile()).createNestApplication(adapter() as ExpressAdapter);
  app.useGlobalInterceptors(...interceptors);
  app.useGlobalFilters(...filters);
  await app.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${String((app.getHttpServer() as { address(): AddressInfo }).address().port)}`;
  return {
    app,
    url,
    log,
    post: (path, init) => fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ model: 'm' }), ...init }),
    [Symbol.asyncDispose]: () => app.close(),
  };
}
