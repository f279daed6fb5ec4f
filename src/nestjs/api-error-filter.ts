import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';

import { checkOptions, checkProtocol } from '../check-options.js';
import { ApiError, type Protocol } from '../index.js';
import { callerError, errorBody } from '../serving/index.js';

/** What the filter is told. */
export interface ApiErrorFilterOptions {
  /** The protocol in whose form the body is written, for routes that use no `encodeFrames`. Default: `chatCompletions`. */
  readonly as?: Protocol | undefined;
}

/** What the responses of Express and Fastify have in common. */
interface Reply {
  status(code: number): unknown;
  header(name: string, value: string): unknown;
  send(body: object): unknown;
}

/**
 * Answers an `ApiError` as `callerError` tells it: with its status, `Retry-After` where a wait is known, and no word that is not for the
 * caller. The body is in the form of the route's `encodeFrames(to)`, else of `as`. On Express and Fastify.
 *
 * @example
 * app.useGlobalFilters(new ApiErrorFilter());
 */
@Catch(ApiError)
export class ApiErrorFilter implements ExceptionFilter<ApiError> {
  readonly #as: Protocol | undefined;

  constructor(options: ApiErrorFilterOptions = {}) {
    checkOptions('new ApiErrorFilter', options, { as: 1 });
    const { as } = options;
    if (as !== undefined) checkProtocol('The option as', as);
    this.#as = as;
  }

  /** NestJS calls it with what a handler threw, or what its stream failed with before the first event. */
  catch(error: ApiError, host: ArgumentsHost): void {
    // A gateway or a resolver has no status to set: the error is for the filter of its own kind.
    if (host.getType() !== 'http') throw error;
    const { status, retryAfterMs } = callerError(error);
    const reply = host.switchToHttp().getResponse<Reply>();
    reply.status(status);
    if (retryAfterMs !== undefined) reply.header('retry-after', String(Math.ceil(retryAfterMs / 1000)));
    reply.send(errorBody(error, this.#as));
  }
}
