import type { Delta } from '../delta.js';

/** What a payload adds that adds nothing: shared, because most preambles and pings carry it. */
export const noDeltas: readonly Delta[] = Object.freeze([]);
