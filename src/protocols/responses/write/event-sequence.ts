import type { WireEvent } from '../../writing.js';
import type { ResponseEventType } from '../events.js';

/** Numbers events as they are written, and holds them until they are taken. */
export class EventSequence {
  #next = 0;
  #pending: WireEvent[] = [];

  add(type: ResponseEventType, fields: object): void {
    this.#pending.push({ event: type, data: JSON.stringify({ type, sequence_number: this.#next++, ...fields }) });
  }

  take(): readonly WireEvent[] {
    const taken = this.#pending;
    this.#pending = [];
    return taken;
  }
}
