import { logFailures } from '../../../src/operators/log-failures.js';
import { apiError } from '../frames.js';
import { frameMarbles, overloaded } from './frame-marbles.js';
import type { Scene } from './scene.js';

const shared = { call: 'logFailures({ logger })', operator: ({ logger }: Parameters<Scene['operator']>[0]) => logFailures({ logger }) };

export const logFailuresScenes: readonly Scene[] = [
  {
    ...shared,
    caption: 'The failure passes and is written down',
    attempts: [{ frames: 'p-h-#', subscription: '^---!' }],
    result: '             p-h-#',
    log: '                ----x',
    marbles: { ...frameMarbles, x: { label: '', value: 'error: framewise: The stream failed: Overloaded' } },
    error: overloaded,
  },
  {
    ...shared,
    caption: 'A failure that nobody knows is written down with its payload',
    attempts: [{ frames: 'p-#', subscription: '^-!' }],
    result: '             p-#',
    log: '                --(xy)',
    marbles: {
      ...frameMarbles,
      x: { label: '', value: 'warn: framewise: An error payload of unknown shape, as received: {"oops":1}' },
      y: { label: '', value: 'error: framewise: The stream failed: Oops' },
    },
    error: apiError({ type: 'unknown_error', message: 'Oops', raw: { oops: 1 } }),
  },
];
