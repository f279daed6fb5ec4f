/** A time for people: `500 ms`, `20 s`. */
export function duration(ms: number): string {
  return ms < 1_000 ? `${String(ms)} ms` : `${String(Math.round(ms / 100) / 10)} s`;
}
