import { Upstream } from 'framewise';

/** What all answers of this page know together: where one is told to wait, the next ones wait too, and say so. */
export const upstream = new Upstream({ coolDown: { maxHoldMs: 30_000 } });
