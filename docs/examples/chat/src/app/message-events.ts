import { defineProtocol, type Delta } from 'framewise';

/** What `toMessageEvents()` of the backend writes of each frame. */
interface MessageEvent {
  readonly kind: string;
  readonly deltas: readonly Delta[];
}

/** The events of our own backend as a protocol: what comes in is already in neutral words. */
export const messageEvents = defineProtocol<MessageEvent>({
  name: 'message-events',
  path: '/answers',
  headers: () => ({}),
  requestBody: (body) => body,
  endsAtDone: false,
  openReader: () => ({
    read: (payload) => {
      const { kind, deltas } = payload as unknown as MessageEvent;
      return { kind: kind === 'terminal' ? 'terminal' : 'data', payload: { kind, deltas }, deltas };
    },
    isWhole: () => false,
  }),
});
