import { ApiError, type ApiErrorInit } from '../../errors/api-error.js';

/** A request that cannot be made, or a way of making it that is none. */
export function invalidRequest(message: string, details: Partial<ApiErrorInit> = {}): ApiError {
  return new ApiError({ ...details, type: 'invalid_request', origin: 'transport', message });
}
