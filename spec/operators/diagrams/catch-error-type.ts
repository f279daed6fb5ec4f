import { of } from 'rxjs';

import { catchErrorType } from '../../../src/operators/catch-error-type.js';
import { apiError } from '../frames.js';
import { overloaded } from './frame-marbles.js';
import type { Scene } from './scene.js';

const shared = {
  call: "catchErrorType({ rate_limit_error: () => of('Busy.') })",
  operator: () => catchErrorType({ rate_limit_error: () => of('Busy.') }),
  marbles: {
    a: { label: "'Hel'", value: 'Hel' },
    b: { label: "'Busy.'", value: 'Busy.' },
  },
};

export const catchErrorTypeScenes: readonly Scene[] = [
  {
    ...shared,
    caption: 'The handler for this type continues',
    attempts: [{ frames: 'a-#', subscription: '^-!' }],
    result: '             a-(b|)',
    error: apiError({ type: 'rate_limit_error' }),
  },
  {
    ...shared,
    caption: 'An error of any other type goes on',
    attempts: [{ frames: 'a-#', subscription: '^-!' }],
    result: '             a-#',
    error: overloaded,
  },
];
