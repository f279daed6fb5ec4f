import { type Signal, signal } from '@angular/core';

const now = signal(Date.now());
setInterval(() => { now.set(Date.now()); }, 250);

/** The time, four times a second: one clock, however many views look at it. */
export function clock(): Signal<number> {
  return now;
}

/** How many seconds are left until then, at least 0. */
export function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1_000));
}
