import type { Delta } from '../../../src/answer/delta.js';
import { accumulate } from '../../../src/operators/accumulate.js';
import { messages } from '../../../src/protocols/messages/protocol.js';
import type { Marble, Scene } from './scene.js';

const frame = (label: string, payload: object, ...deltas: Delta[]): Marble => ({ label, value: { kind: 'data', payload, deltas } });
const words = (text: string): Marble =>
  frame(text, { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }, { type: 'text', text, choice: 0 });
const message = (label: string, text: string | undefined, stopReason: string | null = null): Marble => ({
  label,
  value: { type: 'message', role: 'assistant', content: text === undefined ? [] : [{ type: 'text', text }], stop_reason: stopReason },
});

export const accumulateScenes: readonly Scene[] = [
  {
    caption: "The vendor's own object as it grows, here its content and its stop_reason",
    call: 'accumulate(messages)',
    operator: () => accumulate(messages),
    attempts: [{ frames: 'p-b-h-l-f-(t|)', subscription: '^---------!' }],
    result: '             u-v-x-y-z-|',
    marbles: {
      p: frame('start', { type: 'message_start', message: { role: 'assistant', stop_reason: null } }, { type: 'start' }),
      b: frame('block', { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
      h: words('Hel'),
      l: words('lo'),
      f: frame('finish', { type: 'message_delta', delta: { stop_reason: 'end_turn' } }, { type: 'finish', reason: 'stop', raw: 'end_turn', choice: 0 }),
      t: { label: 'terminal', value: { kind: 'terminal', payload: { type: 'message_stop' }, deltas: [] } },
      u: message('[]', undefined),
      v: message("['']", ''),
      x: message("['Hel']", 'Hel'),
      y: message("['Hello']", 'Hello'),
      z: message("['Hello'] end_turn", 'Hello', 'end_turn'),
    },
  },
];
