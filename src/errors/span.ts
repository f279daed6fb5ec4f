const UNITS_MS: ReadonlyMap<string, number> = new Map([['ms', 1], ['s', 1_000], ['m', 60_000], ['h', 3_600_000], ['d', 86_400_000]]);

/** A span of time as Go writes it (`36.429760048s`, `6m0s`, `120ms`), in milliseconds; undefined for any other text. */
export function readSpanMs(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|[smhd]))+$/.test(text)) return undefined;
  let spanMs = 0;
  for (const [, count, unit = ''] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g)) spanMs += Number(count) * (UNITS_MS.get(unit) ?? 0);
  return spanMs;
}

/**
 * How long a number asks to wait, in milliseconds. One that is too large to be a wait is a moment: Unix time in seconds, or in
 * milliseconds. A moment in the past gives a negative wait.
 *
 * @param unitMs what the number counts, where it is a wait.
 */
export function readNumberMs(value: number, unitMs: number, nowMs: number): number | undefined {
  if (!(value >= 0 && value < Infinity)) return undefined;
  if (value > 1e12) return value - nowMs;
  return value > 1e9 && unitMs > 1 ? value * 1_000 - nowMs : value * unitMs;
}
