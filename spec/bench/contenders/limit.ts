import { bodyReader } from '../body-reader.js';
import type { Contender } from '../contender.js';
import { pieceOf } from './piece-of.js';

/**
 * The least that one writes by hand for bytes known to be good: no bounds, no errors, no CR, no multi-line data, no byte order
 * mark, no validation. What is measured against it is what all of that costs.
 */
export const limit: Contender = {
  name: 'hand-written limit',
  protocols: ['chat-completions', 'responses', 'messages'],
  read: async (protocol, fetch, { onPiece, signal } = {}) => {
    const reader = bodyReader(await fetch(), signal);
    const decoder = new TextDecoder();
    let rest = '';
    let answer = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return answer;
      rest += decoder.decode(value, { stream: true });
      let start = 0;
      for (let end = rest.indexOf('\n\n'); end !== -1; end = rest.indexOf('\n\n', start)) {
        const at = rest.indexOf('data: ', start);
        start = end + 2;
        if (at === -1 || at > end) continue; // a comment
        const data = rest.slice(at + 6, end);
        if (data === '[DONE]') return answer;
        const piece = pieceOf(protocol, JSON.parse(data));
        if (piece === '') continue;
        if (onPiece) onPiece(piece);
        else answer += piece;
      }
      rest = rest.slice(start);
    }
  },
};
