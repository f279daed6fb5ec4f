import { failOnErrorFrame } from '../../../src/operators/fail-on-error-frame.js';
import { frameMarbles, overloaded } from './frame-marbles.js';
import type { Scene } from './scene.js';

export const failOnErrorFrameScenes: readonly Scene[] = [
  {
    caption: 'An error frame becomes the error of the Observable',
    call: 'failOnErrorFrame()',
    operator: () => failOnErrorFrame(),
    attempts: [{ frames: 'p-h-e-l-|', subscription: '^---!' }],
    result: '             p-h-#',
    marbles: frameMarbles,
    error: overloaded,
  },
];
