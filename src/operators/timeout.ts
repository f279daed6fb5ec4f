import { ApiError } from '../errors/api-error.js';

/** The error of a limit that was reached. It names the option, because several limits may hold for one stream. */
export function timeout(message: string, option: string): ApiError {
  return new ApiError({ type: 'timeout', origin: 'transport', message, param: option });
}
