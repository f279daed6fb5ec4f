/** The text as the beginning of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `1 event`, `12 events`, `1,204 events`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

/** A time span for readers: `12 ms`, `1.02 s`, `3 min 20 s`. */
export function timeSpan(ms: number): string {
  const whole = Math.round(ms);
  if (whole < 1_000) return `${String(whole)} ms`;
  if (whole < 100_000) return `${(whole / 1_000).toFixed(2)} s`;
  const seconds = Math.round(whole / 1_000);
  return `${String(Math.floor(seconds / 60))} min ${String(seconds % 60)} s`;
}
