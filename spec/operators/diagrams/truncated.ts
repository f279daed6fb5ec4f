import { ApiError } from '../../../src/api-error.js';

export const truncated = new ApiError({
  type: 'truncated_stream',
  origin: 'protocol',
  message: 'The stream ended before the answer was whole: no terminal frame came.',
});
