import { ApiError } from '../../errors/api-error.js';

/** The failure of a fold: a payload, valid by itself, that cannot follow those before it. */
export function contradiction(message: string, payload: unknown): ApiError {
  return new ApiError({ type: 'invalid_frame', origin: 'protocol', message, raw: payload });
}
