import { retryWithBackoff } from '../../../src/operators/retry-with-backoff.js';
import { restart } from '../frames.js';
import { frameMarbles, overloaded } from './frame-marbles.js';
import type { Scene } from './scene.js';

const shared = { marbles: { ...frameMarbles, r: { label: 'restart', value: restart(2, overloaded) } }, error: overloaded };

export const retryWithBackoffScenes: readonly Scene[] = [
  {
    ...shared,
    caption: 'Nobody has read a word yet: the request is repeated',
    call: "retryWithBackoff({ initialDelayMs: 500, jitter: 'none' })",
    operator: () => retryWithBackoff({ initialDelayMs: 500, jitter: 'none' }),
    attempts: [
      { frames: '      p-#', subscription: '^-!' },
      { frames: '       p-h-l-(t|)', subscription: '-- 500ms ^-----!' },
    ],
    result: 'p- 500ms p-h-l-(t|)',
  },
  {
    ...shared,
    caption: 'Words are out: the error goes on',
    call: "retryWithBackoff({ initialDelayMs: 500, jitter: 'none' })",
    operator: () => retryWithBackoff({ initialDelayMs: 500, jitter: 'none' }),
    attempts: [{ frames: 'p-h-#', subscription: '^---!' }],
    result: '             p-h-#',
  },
  {
    ...shared,
    caption: 'Words are out, and an announced replay may take them back',
    call: "retryWithBackoff({ initialDelayMs: 500, jitter: 'none', afterOutput: 'restart' })",
    operator: () => retryWithBackoff({ initialDelayMs: 500, jitter: 'none', afterOutput: 'restart' }),
    attempts: [
      { frames: '          h-#', subscription: '^-!' },
      { frames: '          -h-l-(t|)', subscription: '-- 500ms ^----!' },
    ],
    result: '   h- 500ms rh-l-(t|)',
  },
];
