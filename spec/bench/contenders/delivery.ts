import { bodyReader } from '../body-reader.js';
import type { Contender } from '../contender.js';

/** Takes every chunk and reads none of them: the part of every other number that is the stream's own, and nobody's merit or fault. */
export const delivery: Contender = {
  name: 'delivery of the chunks alone',
  protocols: ['chat-completions', 'responses', 'messages'],
  read: async (_protocol, fetch, { signal } = {}) => {
    const reader = bodyReader(await fetch(), signal);
    for (;;) {
      const { done } = await reader.read();
      if (done) return '';
    }
  },
};
