import { type RunHelpers, TestScheduler } from 'rxjs/testing';

import { ApiError } from '../../src/errors/api-error.js';

/**
 * Runs marbles in virtual time. Errors are compared by name, type, origin and message: jest finds two errors with the same
 * message equal.
 */
export function marbles(run: (helpers: RunHelpers) => void): void {
  new TestScheduler((actual, expected) => { expect(comparable(actual)).toEqual(comparable(expected)); }).run(run);
}

function comparable(value: unknown): unknown {
  if (ApiError.is(value)) return { name: value.name, type: value.type, origin: value.origin, message: value.message };
  if (value instanceof Error) return { name: value.name, message: value.message };
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, comparable(field)]));
}
