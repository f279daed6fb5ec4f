import { concat, defer, type Observable, of, repeat, retry, Subscription, switchMap, tap, throwError, timer } from 'rxjs';

import { ApiError } from '../../../src/errors/api-error.js';
import type { Frame } from '../../../src/frame.js';
import { reliably } from '../../../src/operators/reliably.js';
import { Upstream } from '../../../src/upstream/upstream.js';

/** What one way of asking sends, and what its callers get, second by second. */
interface Storm {
  readonly requests: readonly number[];
  readonly answered: readonly number[];
}

/** The outage, in seconds. */
export const outage = { from: 10, to: 30 } as const;
const SECONDS = 50;

/** Ways of asking: what the calls share. */
export const ways: Readonly<Record<string, () => Upstream | undefined>> = {
  'nothing shared': () => undefined,
  'a retry budget': () => new Upstream({ breaker: false }),
  'an Upstream': () => new Upstream(),
};

const quiet = { warn: () => undefined, error: () => undefined };
const down = new ApiError({ type: 'overloaded_error', origin: 'http', status: 503, message: 'Down.' });
const answer: readonly Frame<object>[] = [{ kind: 'data', payload: {}, deltas: [{ type: 'text', text: 'Hi', choice: 0 }] }, { kind: 'terminal', payload: undefined, deltas: [] }];

/** So many clients, each of which asks about once a second, and what an upstream hears of them that is down for a while. In virtual time. */
export function simulateStorm(share: () => Upstream | undefined, clients: number): Storm {
  const requests = Array.from({ length: SECONDS }, () => 0);
  const answered = Array.from({ length: SECONDS }, () => 0);
  const count = (counts: number[]): void => { counts[Math.floor(now())] = (counts[Math.floor(now())] ?? 0) + 1; };
  let startMs = 0;
  const now = (): number => (Date.now() - startMs) / 1_000;
  const ask = (): Observable<Frame<object>> =>
    defer(() => {
      count(requests);
      const isDown = now() >= outage.from && now() < outage.to;
      return timer(isDown ? 20 : 100).pipe(switchMap(() => (isDown ? throwError(() => down) : of(...answer))));
    });
  runVirtually(SECONDS * 1_000, () => {
    startMs = Date.now();
    const upstream = share();
    const all = new Subscription();
    for (let client = 0; client < clients; client += 1) {
      const call = defer(() => concat(timer(Math.random() * 2_000), ask().pipe(reliably<object>({ upstream, logger: quiet }), tap({ complete: () => { count(answered); } }))));
      all.add(call.pipe(retry(), repeat()).subscribe({ error: () => undefined }));
    }
    return all;
  });
  return { requests, answered };
}

/** Runs timers without waiting for them, for so long, with chance that is the same each time. */
function runVirtually(ms: number, start: () => Subscription): void {
  const { setTimeout, clearTimeout, setInterval, clearInterval } = globalThis;
  const { now } = Date;
  const { random } = Math;
  let nowMs = 1_790_000_000_000;
  const endMs = nowMs + ms;
  let lastId = 0;
  let seed = 1;
  const alarms = new Map<number, { dueMs: number; everyMs: number | undefined; ring: () => void }>();
  const due = new Map<number, number[]>();
  const put = (id: number, alarm: { dueMs: number; everyMs: number | undefined; ring: () => void }): void => {
    alarms.set(id, alarm);
    due.set(alarm.dueMs, [...(due.get(alarm.dueMs) ?? []), id]);
  };
  const set = (ring: () => void, delayMs = 0, everyMs?: number): number => {
    put((lastId += 1), { dueMs: nowMs + Math.max(1, Math.ceil(delayMs)), everyMs, ring });
    return lastId;
  };
  const clear = (id: number): void => { alarms.delete(id); };
  try {
    Date.now = () => nowMs;
    Math.random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    Object.assign(globalThis, { setTimeout: set, clearTimeout: clear, setInterval: (ring: () => void, every = 0) => set(ring, every, every), clearInterval: clear });
    const all = start();
    for (; nowMs < endMs; nowMs += 1) {
      for (let ids = due.get(nowMs); ids !== undefined; ids = due.get(nowMs)) {
        due.delete(nowMs);
        for (const id of ids) {
          const alarm = alarms.get(id);
          if (alarm?.dueMs !== nowMs) continue;
          if (alarm.everyMs === undefined) alarms.delete(id);
          else put(id, { ...alarm, dueMs: nowMs + Math.max(1, Math.ceil(alarm.everyMs)) });
          alarm.ring();
        }
      }
    }
    all.unsubscribe();
  } finally {
    Object.assign(globalThis, { setTimeout, clearTimeout, setInterval, clearInterval });
    Date.now = now;
    Math.random = random;
  }
}
