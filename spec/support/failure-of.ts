import { lastValueFrom, type Observable } from 'rxjs';

import { ApiError } from '../../src/errors/api-error.js';

/** The ApiError that a stream ends in. Anything else fails the spec. */
export async function failureOf(stream: Observable<unknown>): Promise<ApiError> {
  try {
    await lastValueFrom(stream, { defaultValue: undefined });
  } catch (error) {
    if (ApiError.is(error)) return error;
    throw error;
  }
  throw new Error('The stream did not fail.');
}
