import { fallBackTo } from '../../../src/operators/fall-back-to.js';
import { apiError, restart } from '../frames.js';
import { frameMarbles, overloaded } from './frame-marbles.js';
import type { Scene } from './scene.js';

const shared = { marbles: { ...frameMarbles, r: { label: 'restart', value: restart(2, overloaded) } }, error: overloaded };

export const fallBackToScenes: readonly Scene[] = [
  {
    ...shared,
    caption: 'Nobody has read a word yet: another source answers',
    call: 'fallBackTo(() => another)',
    operator: ({ another }) => fallBackTo(() => another),
    attempts: [
      { name: 'source', frames: ' p-#', subscription: '^-!' },
      { name: 'another', frames: 'p-h-l-(t|)', subscription: '--^-----!' },
    ],
    result: 'p-p-h-l-(t|)',
  },
  {
    ...shared,
    caption: 'Words are out, or the request itself is at fault: the error goes on',
    call: 'fallBackTo(() => another)',
    operator: ({ another }) => fallBackTo(() => another),
    attempts: [{ frames: 'p-#', subscription: '^-!' }],
    result: '             p-#',
    error: apiError({ type: 'invalid_request_error' }),
  },
  {
    ...shared,
    caption: 'Words are out, and an announced fallback may take them back',
    call: "fallBackTo(() => another, { afterOutput: 'restart' })",
    operator: ({ another }) => fallBackTo(() => another, { afterOutput: 'restart' }),
    attempts: [
      { name: 'source', frames: ' h-#', subscription: '^-!' },
      { name: 'another', frames: '-h-l-(t|)', subscription: '--^----!' },
    ],
    result: 'h-rh-l-(t|)',
  },
];
