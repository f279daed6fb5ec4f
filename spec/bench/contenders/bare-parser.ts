import { createParser } from 'eventsource-parser';

import { bodyReader } from '../body-reader.js';
import type { Contender } from '../contender.js';
import { pieceOf } from './piece-of.js';

/** eventsource-parser and `JSON.parse`, and nothing else: correct framing without anything that framewise adds to it. */
export const bareParser: Contender = {
  name: 'eventsource-parser + JSON.parse',
  protocols: ['chat-completions', 'responses', 'messages'],
  read: async (protocol, fetch, { onPiece, signal } = {}) => {
    const reader = bodyReader(await fetch(), signal);
    const decoder = new TextDecoder();
    let answer = '';
    const parser = createParser({
      onEvent: ({ data }) => {
        if (data === '[DONE]') return;
        const piece = pieceOf(protocol, JSON.parse(data));
        if (piece === '') return;
        if (onPiece) onPiece(piece);
        else answer += piece;
      },
    });
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return answer;
      parser.feed(decoder.decode(value, { stream: true }));
    }
  },
};
