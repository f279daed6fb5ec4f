import { reliably } from '../../../src/operators/reliably.js';
import { frameMarbles, overloaded } from './frame-marbles.js';
import type { Scene } from './scene.js';

const shared = { marbles: frameMarbles, error: overloaded };

export const reliablyScenes: readonly Scene[] = [
  {
    ...shared,
    caption: 'Late errors and short answers are repeated, until words are out',
    call: "reliably({ initialDelayMs: 500, jitter: 'none', logger })",
    operator: ({ logger }) => reliably({ initialDelayMs: 500, jitter: 'none', logger }),
    attempts: [
      { frames: '        p-e', subscription: '     ^-!' },
      { frames: '              p-|', subscription: '-- 500ms ^-!' },
      { frames: '                       h-l-(t|)', subscription: '-- 500ms -- 1s ^---!' },
    ],
    result: '             p- 500ms p- 1s h-l-(t|)',
  },
  {
    ...shared,
    caption: 'After that a failure goes on, as one error, logged once',
    call: "reliably({ initialDelayMs: 500, jitter: 'none', logger })",
    operator: ({ logger }) => reliably({ initialDelayMs: 500, jitter: 'none', logger }),
    attempts: [{ frames: 'p-h-e', subscription: '^---!' }],
    result: '             p-h-#',
    log: '                ----f',
    marbles: { ...frameMarbles, f: { label: '', value: 'error: framewise: The stream failed: Overloaded' } },
  },
];
