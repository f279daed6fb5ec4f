import { FirstBurst } from '../../../src/upstream/first-burst.js';
import { Pace } from '../../../src/upstream/limits/pace.js';

/** Says for how long the request of this moment is refused; 0 if it is served. */
type Limiter = (limit: number, windowMs: number) => (nowMs: number) => number;

export const limiters = {
  'a window that begins with its first request': (limit, windowMs) => {
    let [left, resetsAt] = [0, 0];
    return (nowMs) => {
      if (nowMs >= resetsAt) [left, resetsAt] = [limit, nowMs + windowMs];
      left -= 1;
      return left >= 0 ? 0 : resetsAt - nowMs;
    };
  },
  'a window that slides': (limit, windowMs) => {
    const served: number[] = [];
    return (nowMs) => {
      while (served[0] !== undefined && served[0] <= nowMs - windowMs) served.shift();
      if (served.length >= limit) return (served[0] ?? 0) + windowMs - nowMs;
      served.push(nowMs);
      return 0;
    };
  },
  'a bucket that fills up': (limit, windowMs) => {
    let [tokens, atMs] = [limit, 0];
    return (nowMs) => {
      tokens = Math.min(limit, tokens + ((nowMs - atMs) * limit) / windowMs);
      atMs = nowMs;
      if (tokens < 1) return ((1 - tokens) * windowMs) / limit;
      tokens -= 1;
      return 0;
    };
  },
} satisfies Record<string, Limiter>;

export const says = {
  'in milliseconds': (ms) => ms,
  'in whole seconds': (ms) => Math.ceil(ms / 1_000) * 1_000,
  nowhere: () => undefined,
} satisfies Record<string, (ms: number) => number | undefined>;

export interface AskOptions {
  readonly limit: number;
  readonly windowMs: number;
  readonly forMs: number;
  /** What comes before is not counted: what met the limit together before anything was known of it, and the time in which it is learned. */
  readonly countsAfterMs?: number;
  /** How long an answer and a refusal take. */
  readonly answerMs: () => number;
  readonly refusalMs?: () => number;
  /** Whether the first burst is spread. */
  readonly isSpread?: boolean;
}

/** 200 clients ask again as soon as they are answered, in virtual time. */
export function askAgain(
  limiter: keyof typeof limiters,
  told: keyof typeof says,
  { limit, windowMs, forMs, countsAfterMs = 0, answerMs, refusalMs = answerMs, isSpread = false }: AskOptions,
): { refused: number; served: number } {
  let now = 1_000_000;
  const beganMs = now;
  const refuses = limiters[limiter](limit, windowMs);
  const pace = new Pace(() => now);
  const burst = isSpread ? new FirstBurst(() => now) : undefined;
  const counts = { refused: 0, served: 0 };
  let flights: { sentAtMs: number; heardAtMs: number; waitMs: number }[] = [];
  for (; now < beganMs + forMs; now += 1) {
    for (const { sentAtMs, waitMs } of flights.filter(({ heardAtMs }) => heardAtMs <= now)) {
      burst?.hear();
      if (waitMs === 0) pace.accept(sentAtMs);
      else pace.refuse(sentAtMs, says[told](waitMs));
      if (now >= beganMs + countsAfterMs) counts[waitMs === 0 ? 'served' : 'refused'] += 1;
    }
    flights = flights.filter(({ heardAtMs }) => heardAtMs > now);
    while (flights.length < 200 && pace.waitMs === 0 && !burst?.waitMs) {
      const waitMs = refuses(now);
      pace.send();
      burst?.send();
      flights.push({ sentAtMs: now, heardAtMs: now + (waitMs === 0 ? answerMs() : refusalMs()), waitMs });
    }
  }
  return counts;
}
