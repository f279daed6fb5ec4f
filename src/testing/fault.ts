/**
 * How a reply breaks, and where. At most one place is named; without one the fault comes after the whole body. What
 * stands before the place arrives, what stands after it is never sent.
 *
 * A client loses what it has received but not yet read when its connection breaks, so `reset` and `close` come a moment
 * after the last byte (`afterMs`).
 */
export interface Fault {
  /**
   * - `reset`: the connection is reset (RST).
   * - `close`: the connection is closed (FIN) inside the body, without its end mark.
   * - `end`: the body ends here, cleanly, as if this were all of it; compressed bytes lack their trailer.
   * - `stall`: nothing more comes, and the connection stays open until the client or the gateway closes it.
   */
  readonly kind: 'reset' | 'close' | 'end' | 'stall';
  /** Not even the status line is sent. */
  readonly beforeHeaders?: true | undefined;
  /** After this many bytes of the body, counted before compression; a negative number counts from the end. */
  readonly atByte?: number | undefined;
  /** After this many events; a negative number counts from the end, so -1 leaves out the last one, mostly the terminal. */
  readonly atEvent?: number | undefined;
  /** After exactly this much of the answer's text. */
  readonly afterText?: string | undefined;
  /** How long after the last byte a `reset`, `close` or `end` comes, in milliseconds. Default: 10, and 0 for `end`. */
  readonly afterMs?: number | undefined;
  /** During a stall the reply's `heartbeat` is sent at this interval, in milliseconds. Default: silence. */
  readonly heartbeatMs?: number | undefined;
}
