import { type Signal, signal } from '@angular/core';

/** When further text is written: see `withCoalescing`. */
export type Coalescing = 'frame' | 'none' | ((write: () => void) => unknown);

/** How long text waits for an animation frame: a hidden tab has none. */
const LONGEST_FRAME_MS = 100;

/** A signal that may lag behind its newest value, so that a burst of values is one change. */
export class CoalescedSignal<T> {
  readonly #shown;
  readonly #schedule: (write: () => void) => unknown;
  #newest: T;
  /** Calls the scheduled write off, where one is scheduled. */
  #callOff: (() => void) | undefined;

  constructor(first: T, coalescing: Coalescing) {
    this.#newest = first;
    this.#shown = signal(first);
    this.#schedule = typeof coalescing === 'function' ? coalescing : coalescing === 'frame' ? inFrame : atOnce;
  }

  /** What is shown. */
  get shown(): Signal<T> {
    return this.#shown;
  }

  /** What will be shown. */
  get newest(): T {
    return this.#newest;
  }

  /** Shows a value at once, in place of what waits. */
  setNow(value: T): void {
    this.callOff();
    this.#newest = value;
    this.#shown.set(value);
  }

  /** Shows a value when the next write is due. */
  setSoon(value: T): void {
    this.#newest = value;
    if (this.#callOff !== undefined) return;
    const due = { isOff: false };
    const stops: (() => void)[] = [];
    this.#callOff = () => {
      due.isOff = true;
      for (const stop of stops) stop();
    };
    const stop = this.#schedule(() => {
      if (due.isOff) return;
      due.isOff = true;
      this.#callOff = undefined;
      this.#shown.set(this.#newest);
    });
    if (typeof stop === 'function') stops.push(stop as () => void);
  }

  /** Nothing more is written until the next value. */
  callOff(): void {
    const callOff = this.#callOff;
    this.#callOff = undefined;
    callOff?.();
  }
}

function atOnce(write: () => void): void {
  write();
}

/** Without animation frames, as on a server, it writes at once. */
function inFrame(write: () => void): (() => void) | undefined {
  if (typeof requestAnimationFrame !== 'function') {
    write();
    return undefined;
  }
  const stop = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  const writeOnce = (): void => {
    stop();
    write();
  };
  const frame = requestAnimationFrame(writeOnce);
  const timer = setTimeout(writeOnce, LONGEST_FRAME_MS);
  return stop;
}
