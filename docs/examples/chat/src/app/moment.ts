import type { Delta, PayloadReader, Protocol, Reading } from 'framewise';

/** Something that the timeline shows: a frame, a wait for a retry, or the end. */
export interface Moment {
  readonly kind: 'preamble' | 'text' | 'reasoning' | 'tool' | 'terminal' | 'wait' | 'error' | 'stopped';
  /** In words, for the list below the marbles. */
  readonly note?: string;
}

/** A protocol that tells of each payload as it is read. Everything else of it stays as it is. */
export function watched<P extends object>(protocol: Protocol<P>, open: () => (reading: Reading<P>) => void): Protocol<P> {
  const openReader = (): PayloadReader<P> => {
    const reader = protocol.openReader();
    const tell = open();
    return {
      read: (payload) => {
        const reading = reader.read(payload);
        tell(reading);
        return reading;
      },
      isWhole: () => reader.isWhole(),
    };
  };
  return { ...protocol, openReader };
}

export function momentOf(reading: Reading<object>): Moment {
  if (reading.kind === 'terminal') return { kind: 'terminal', note: 'untilTerminal: the answer is whole' };
  const deltas: readonly Delta[] = reading.kind === 'data' ? reading.deltas : [];
  if (deltas.some(({ type }) => type === 'text')) return { kind: 'text' };
  if (deltas.some(({ type }) => type === 'reasoning')) return { kind: 'reasoning' };
  return { kind: deltas.some(({ type }) => type === 'tool-call') ? 'tool' : 'preamble' };
}
