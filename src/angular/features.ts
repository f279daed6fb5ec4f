import { InjectionToken, type Provider } from '@angular/core';

import type { ReliablyOptions } from '../index.js';
import type { Coalescing } from './answer/coalescing.js';

/** What `provideFramewise` takes beside its options. */
export interface FramewiseFeature {
  /** What it provides. */
  readonly providers: readonly Provider[];
}

/** What `answer` uses where its own options say nothing. */
export const RELIABILITY = new InjectionToken<ReliablyOptions>('reliability', { factory: () => ({}) });

/** When `answer` writes further text into its signals. */
export const COALESCING = new InjectionToken<Coalescing>('coalescing', { factory: () => 'frame' });

/**
 * What every `answer` of the application does about failures, unless its own options say otherwise. `Framewise.stream` gives frames as
 * they come and takes none of it: pipe `reliably()` behind it.
 *
 * @param options those of `reliably`.
 */
export function withReliability(options: ReliablyOptions): FramewiseFeature {
  return { providers: [{ provide: RELIABILITY, useValue: options }] };
}

/**
 * How often an `answer` writes text into its signals. The first output, a change of the status and the end are written at once in any case.
 *
 * @param coalescing `frame` (the default) writes once for each animation frame, and every 100 ms where a hidden tab has none; `none` writes
 *   each piece as it comes; a function is given what writes, and calls it when it likes. It may return a function that calls it off.
 */
export function withCoalescing(coalescing: Coalescing): FramewiseFeature {
  return { providers: [{ provide: COALESCING, useValue: coalescing }] };
}
