import { requestIdOf } from '../../errors/request-id.js';
import type { ResponseInfo } from '../../response-info.js';
import { readRateLimits } from './rate-limits.js';
import type { ReadResponse } from './read-response.js';

/** What a user is told of a response before its body is read. */
export function responseInfo({ status, headers }: ReadResponse, label: string | undefined): ResponseInfo {
  return { status, headers, requestId: requestIdOf(headers), label, rateLimits: readRateLimits(headers) };
}
