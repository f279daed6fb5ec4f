import assert from 'node:assert/strict';
import { inspect } from 'node:util';

import { ApiError } from '../../src/errors/api-error.js';

/** It is an ApiError, and everything it says of itself has the form that is promised. */
export function checkError(error: unknown, part: string): asserts error is ApiError {
  assert.ok(ApiError.is(error), `${part} fail with ${inspect(error)}`);
  assert.ok(error.message.length <= 1_024 && !/[\n\r]/.test(error.message), `the message is one line of 1 KiB: ${error.message}`);
  assert.ok(typeof error.type === 'string' && error.type !== '' && error.type !== 'error', `type: ${inspect(error.type)}`);
  assert.ok(error.status === undefined || (Number.isInteger(error.status) && error.status >= 100 && error.status < 600), `status: ${String(error.status)}`);
  for (const field of [error.code, error.param, error.requestId]) assert.ok(field === undefined || typeof field === 'string', inspect(error.toJSON()));
  assert.ok(!/its reader threw/.test(error.message), error.message);
  assert.equal(typeof inspect(error), 'string');
  assert.equal(typeof error.toJSON(), 'object');
}
