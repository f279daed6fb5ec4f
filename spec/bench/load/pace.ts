/** The streams are spread over the slots of one period, so that they do not all speak at the same instant. */
const SLOTS = 10;

/** Returns a function that begins a stream, which speaks so often from then on, and returns what ends it. */
export function pace(timesPerSecond: number): (speak: () => void) => () => void {
  const periodMs = 1_000 / timesPerSecond;
  const slots: Set<() => void>[] = Array.from({ length: SLOTS }, () => new Set());
  // Each slot keeps to its own schedule: a timer that is late is made up for, so that the rate is what it is said to be.
  const startedAt = performance.now();
  let turn = 0;
  setInterval(() => {
    for (const due = Math.floor(((performance.now() - startedAt) / periodMs) * SLOTS); turn < due; turn += 1) {
      for (const speak of slots[turn % SLOTS] ?? []) speak();
    }
  }, 1);
  let opened = 0;
  return (speak) => {
    const slot = slots[opened++ % SLOTS] ?? new Set();
    slot.add(speak);
    return () => void slot.delete(speak);
  };
}
