import { DestroyRef, inject, type Signal, signal } from '@angular/core';

/** The time, four times a second. */
export function clock(): Signal<number> {
  const now = signal(Date.now());
  const timer = setInterval(() => { now.set(Date.now()); }, 250);
  inject(DestroyRef).onDestroy(() => { clearInterval(timer); });
  return now;
}

/** How many seconds are left until then, at least 0. */
export function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1_000));
}
