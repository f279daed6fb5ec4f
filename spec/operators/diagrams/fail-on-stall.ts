import { ApiError } from '../../../src/errors/api-error.js';
import { failOnStall } from '../../../src/operators/fail-on-stall.js';
import { data } from '../frames.js';
import { frameMarbles } from './frame-marbles.js';
import type { Scene } from './scene.js';

const timeout = (message: string): ApiError => new ApiError({ type: 'timeout', origin: 'transport', message });
const shared = {
  call: 'failOnStall({ firstFrameMs: 60_000, betweenFramesMs: 20_000 })',
  operator: () => failOnStall({ firstFrameMs: 60_000, betweenFramesMs: 20_000 }),
  marbles: { ...frameMarbles, n: { label: 'ping', value: data() } },
};

export const failOnStallScenes: readonly Scene[] = [
  {
    ...shared,
    caption: 'The next frame is too late',
    attempts: [{ frames: 'p 4999ms h 29999ms l-|', subscription: '^ 24999ms !' }],
    result: '             p 4999ms h 19999ms #',
    failure: timeout('No further frame came within 20000 ms (betweenFramesMs; frames before: 2).'),
  },
  {
    ...shared,
    caption: 'The first frame is too late',
    attempts: [{ frames: '70s p-|', subscription: '^ 59999ms !' }],
    result: '             60s #',
    failure: timeout('No first frame came within 60000 ms (firstFrameMs; frames before: 0).'),
  },
  {
    ...shared,
    caption: 'The server pings, and says nothing',
    call: 'failOnStall({ betweenOutputMs: 30_000 })',
    operator: () => failOnStall({ betweenOutputMs: 30_000 }),
    attempts: [{ frames: 'h 9999ms n 9999ms n 14999ms n', subscription: '^ 29999ms !' }],
    result: '             h 9999ms n 9999ms n 9999ms #',
    failure: timeout('No output came within 30000 ms (betweenOutputMs; frames before: 3).'),
  },
];
