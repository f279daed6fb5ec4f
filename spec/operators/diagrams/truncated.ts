import { ApiError } from '../../../src/errors/api-error.js';

export const truncated = new ApiError({
  type: 'truncated_stream',
  origin: 'protocol',
  message: 'The stream ended before the answer was whole: no terminal frame came.',
});
