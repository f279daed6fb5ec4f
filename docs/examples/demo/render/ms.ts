/** A time span for readers: `12 ms`, `1.02 s`. */
export function ms(span: number): string {
  const whole = Math.round(span);
  return whole < 1_000 ? `${String(whole)} ms` : `${(whole / 1_000).toFixed(2)} s`;
}
