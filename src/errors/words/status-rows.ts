import { advice } from './advice.js';
import type { StatusRow } from './error-row.js';

const badRequest: StatusRow = { type: 'invalid_request_error', retryable: false, advice: advice.fixRequest };
const overloaded: StatusRow = { type: 'overloaded_error', retryable: true, advice: advice.retryLater };
const missingFeature: StatusRow = { type: 'api_error', retryable: false, advice: advice.checkEndpoint };
const otherServerError: StatusRow = { type: 'api_error', retryable: true, advice: advice.retryLater };
const otherStatus: StatusRow = { type: 'unknown_error', retryable: false, advice: advice.readMessage };

const rows: ReadonlyMap<number, StatusRow> = new Map([
  [400, badRequest],
  [401, { type: 'authentication_error', retryable: false, advice: advice.checkKey }],
  [402, { type: 'insufficient_credits', retryable: false, advice: advice.topUp }],
  [403, { type: 'permission_error', retryable: false, advice: advice.readBody }],
  [404, { type: 'not_found_error', retryable: false, advice: advice.checkName }],
  [405, { ...otherStatus, advice: advice.checkEndpoint }],
  [408, { type: 'timeout_error', retryable: true, advice: advice.retryLater }],
  [409, { type: 'conflict_error', retryable: true, advice: advice.resolveConflict }],
  [413, { type: 'request_too_large', retryable: false, advice: advice.shrinkBody }],
  [422, badRequest],
  [429, { type: 'rate_limit_error', retryable: true, advice: advice.slowDown }],
  [498, overloaded], // Groq: the capacity of its flex tier is used up (https://console.groq.com/docs/errors)
  [501, missingFeature],
  [503, overloaded],
  [505, missingFeature],
  [529, overloaded],
]);

/** What an HTTP status says of an error. Every number has a row. */
export function statusRow(status: number): StatusRow {
  return rows.get(status) ?? (status >= 500 && status <= 599 ? otherServerError : otherStatus);
}
