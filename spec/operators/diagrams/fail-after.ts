import { ApiError } from '../../../src/errors/api-error.js';
import { failAfter } from '../../../src/operators/fail-after.js';
import { frameMarbles } from './frame-marbles.js';
import type { Scene } from './scene.js';

const shared = { call: 'failAfter(30_000)', operator: () => failAfter(30_000), marbles: frameMarbles };

export const failAfterScenes: readonly Scene[] = [
  {
    ...shared,
    caption: 'The whole takes too long, although the server goes on talking',
    attempts: [{ frames: 'p 9999ms h 9999ms l 9999ms i', subscription: '^ 29999ms !' }],
    result: '             p 9999ms h 9999ms l 9999ms #',
    failure: new ApiError({ type: 'timeout', origin: 'transport', message: 'The answer was not whole within 30000 ms (failAfterMs).' }),
  },
  {
    ...shared,
    caption: 'It ends in time',
    attempts: [{ frames: 'p 9999ms h 9999ms (t|)', subscription: '^ 9999ms - 9999ms !' }],
    result: '             p 9999ms h 9999ms (t|)',
  },
];
