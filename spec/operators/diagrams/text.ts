import { text } from '../../../src/operators/text.js';
import { data } from '../frames.js';
import { frameMarbles } from './frame-marbles.js';
import type { Scene } from './scene.js';

export const textScenes: readonly Scene[] = [
  {
    caption: 'The words, and nothing else',
    call: 'text()',
    operator: () => text(),
    attempts: [{ frames: 'p-r-h-l-f-(t|)', subscription: '^---------!' }],
    result: '             ----x-y---|',
    marbles: {
      ...frameMarbles,
      r: { label: 'thinking', value: data({ type: 'reasoning', text: 'Hm', choice: 0 }) },
      x: { label: "'Hel'", value: 'Hel' },
      y: { label: "'lo'", value: 'lo' },
    },
  },
];
