/** After this time what is asked is given up. Those who stop a service kill it after some ten seconds. */
const GRACE_MS = 8_000;

/** How to stop a batch: softly, so that what is asked is finished, or at once. */
export interface Stop {
  /** Aborts when no new line is to be taken. */
  readonly asked: AbortSignal;
  /** Aborts when what is asked is to be given up. */
  readonly signal: AbortSignal;
}

/** Stops softly at SIGTERM or SIGINT, and at once when the grace is over or the signal comes again. */
export function stopOnSignals(): Stop {
  const asked = new AbortController();
  const now = new AbortController();
  const stop = (): void => {
    if (asked.signal.aborted) now.abort();
    asked.abort();
    setTimeout(() => { now.abort(); }, GRACE_MS).unref();
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  return { asked: asked.signal, signal: now.signal };
}
