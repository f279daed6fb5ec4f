import { reliably } from '../../../src/operators/reliably.js';
import { circuitOpen } from '../../../src/upstream/refusals.js';
import { Upstream } from '../../../src/upstream/upstream.js';
import { apiError } from '../frames.js';
import { frameMarbles } from './frame-marbles.js';
import type { Scene } from './scene.js';

const quiet = { warn: () => undefined, error: () => undefined };
const shared = { marbles: frameMarbles, error: apiError({ status: 529 }) };
const fast = { initialDelayMs: 500, jitter: 'none', maxRetries: 5, logger: quiet } as const;

export const upstreamScenes: readonly Scene[] = [
  {
    ...shared,
    caption: 'The budget of retries is used up: the last error goes on',
    call: 'reliably({ ...fast, upstream: new Upstream({ retryBudget: { ratio: 0, reserve: 1 } }) })',
    operator: () => reliably({ ...fast, upstream: new Upstream({ retryBudget: { ratio: 0, reserve: 1 } }) }),
    attempts: [
      { frames: '      p-#', subscription: '^-!' },
      { frames: '       p-#', subscription: '-- 500ms ^-!' },
    ],
    result: 'p- 500ms p-#',
  },
  {
    ...shared,
    caption: 'It fails for everybody: nothing more is sent, and a fallback can begin',
    call: 'reliably({ ...fast, upstream: new Upstream({ breaker: { failuresInRow: 2 } }) })',
    operator: () => reliably({ ...fast, upstream: new Upstream({ breaker: { failuresInRow: 2 } }) }),
    attempts: [
      { frames: '      p-#', subscription: '^-!' },
      { frames: '       p-#', subscription: '-- 500ms ^-!' },
    ],
    result: 'p- 500ms p- 1s #',
    failure: circuitOpen(4_000),
  },
];
