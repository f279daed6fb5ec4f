/** The longest delay that a timer keeps, in milliseconds (24.8 days): `setTimeout` turns anything longer, Infinity too, into 1 ms. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;
