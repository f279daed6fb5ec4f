import type { PayloadObject } from '../../src/payload-object.js';
import { defineProtocol } from '../../src/protocol.js';
import { defineWriting, type WireEvent } from '../../src/serving/index.js';

const say = (payload: PayloadObject): readonly WireEvent[] => [{ data: JSON.stringify(payload) }];

/** A protocol so small that every byte of its answers can be written down in a spec. */
export const wordProtocol = defineWriting(
  defineProtocol<PayloadObject>({
    name: 'words',
    path: '/words',
    headers: () => ({}),
    endsAtDone: false,
    openReader: () => ({ read: (payload) => ({ kind: 'unknown', payload }), isWhole: () => false }),
  }),
  {
    openWriter: () => ({
      write: (delta) => (delta.type === 'text' ? say({ w: delta.text }) : delta.type === 'reasoning' ? say({ r: delta.text }) : []),
      end: () => say({ end: true }),
      fail: ({ type, message }) => [{ event: 'error', data: JSON.stringify({ type, message }) }],
    }),
    errorBody: ({ type, message }) => ({ wordError: { type, message } }),
  },
);
