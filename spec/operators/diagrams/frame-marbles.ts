import { apiError, data, errorFrame, preamble, terminal, words } from '../frames.js';
import type { Marble } from './scene.js';

export const overloaded = apiError();

/** Frames that most diagrams show. */
export const frameMarbles = {
  p: { label: 'start', value: preamble },
  h: { label: 'Hel', value: words('Hel') },
  l: { label: 'lo', value: words('lo') },
  i: { label: 'Hi', value: words('Hi') },
  f: { label: 'finish', value: data({ type: 'finish', reason: 'stop', raw: 'stop', choice: 0 }) },
  e: { label: 'error', value: errorFrame(overloaded) },
  t: { label: 'terminal', value: terminal },
} satisfies Record<string, Marble>;
