import assert from 'node:assert/strict';

import { DRAIN_MS } from '../../src/wire/reading/drain.js';

interface Alarm {
  readonly everyMs: number | undefined;
  readonly ring: () => void;
  dueMs: number;
}

/** More than any input sets: four attempts of five silent minutes each, in which a body of JSON is looked at every five seconds. */
const MAX_ALARMS = 400;

/**
 * Time for one input, in place of the timers and the clock of the platform: it passes only when nothing else is left to do, and
 * then at once, so that five minutes of silence cost nothing.
 */
export class VirtualClock {
  #nowMs = 1_790_000_000_000;
  #lastId = 0;
  readonly #alarms = new Map<number, Alarm>();

  /** Runs until nothing happens any more and no alarm is set; once it is over, the rest of a body may be waited for, and nothing else. What an alarm throws passes. */
  async run(start: () => void, isOver: () => boolean): Promise<void> {
    const { setTimeout, clearTimeout, setInterval, clearInterval } = globalThis;
    const { now } = Date;
    const set = (ring: () => void, ms = 0, everyMs?: number): number => {
      this.#alarms.set((this.#lastId += 1), { ring, everyMs, dueMs: this.#nowMs + Math.max(ms, 1) });
      return this.#lastId;
    };
    const clear = (id: number): boolean => this.#alarms.delete(id);
    try {
      Date.now = () => this.#nowMs;
      const timers = { setTimeout: set, clearTimeout: clear, setInterval: (ring: () => void, ms = 0) => set(ring, ms, ms), clearInterval: clear };
      Object.assign(globalThis, timers);
      start();
      let endsByMs = Infinity;
      for (let rung = 0; ; rung += 1) {
        await new Promise(setImmediate); // all promises have had their turn by then
        assert.ok(rung < MAX_ALARMS, 'it never comes to an end');
        if (isOver()) endsByMs = Math.min(endsByMs, this.#nowMs + DRAIN_MS);
        for (const { dueMs } of this.#alarms.values()) assert.ok(dueMs <= endsByMs, 'a timer is left behind');
        if (!this.#ringNext()) return;
      }
    } finally {
      Object.assign(globalThis, { setTimeout, clearTimeout, setInterval, clearInterval });
      Date.now = now;
    }
  }

  #ringNext(): boolean {
    let next: [id: number, alarm: Alarm] | undefined;
    for (const entry of this.#alarms) if (next === undefined || entry[1].dueMs < next[1].dueMs) next = entry;
    if (next === undefined) return false;
    const [id, alarm] = next;
    this.#nowMs = alarm.dueMs;
    if (alarm.everyMs === undefined) this.#alarms.delete(id);
    else alarm.dueMs += Math.max(alarm.everyMs, 1);
    alarm.ring();
    return true;
  }
}
