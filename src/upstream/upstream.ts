import { asyncScheduler, defer, distinctUntilChanged, EMPTY, map, type MonoTypeOperatorFunction, NEVER, Observable, startWith, Subject, type Subscriber, type Subscription, switchMap, timer } from 'rxjs';

import type { ApiError } from '../errors/api-error.js';
import type { GoodFrame, RestartFrame } from '../frame.js';
import { LONGEST_TIMER_MS } from '../longest-timer.js';
import type { ResponseInfo } from '../response-info.js';
import { currentScope, hearAttempts, keepAttempts, markAttempt } from '../scope/attempt-scope.js';
import { abortOf, madeOf } from '../stream-notes.js';
import { Circuit, type Pass, type Verdict } from './circuit.js';
import { CoolDown } from './limits/cool-down.js';
import { Flights } from './limits/flights.js';
import { Pace } from './limits/pace.js';
import { RateWindows } from './limits/rate-windows.js';
import type { Place } from './place.js';
import { circuitOpen, coolingDown, queueFull } from './refusals.js';
import { RetryBudget } from './retry-budget.js';
import { type UpstreamOptions, upstreamSettings, type UpstreamState, type UpstreamStore } from './upstream-options.js';
import { WaitingLine } from './waiting-line.js';
import { isLimited, watchAttempt } from './watch-attempt.js';

/**
 * What the streams of one upstream know together: one for each gateway, key and rate-limited model, for as long as the program runs.
 *
 * Give it to `reliably({ upstream })`, and its `onResponse` to `streamFrames`. It then refuses retries that would only add to a storm. It asks nothing of an
 * upstream that fails for everybody. When one stream is told to wait, all wait. And it bounds how many streams are open. What it refuses fails with `circuit_open`,
 * `cooling_down` or `queue_full`: nothing was sent, so a fallback can begin at once. It holds no timer while nobody waits. With a `store`, call `close()` in the end.
 *
 * @throws TypeError, RangeError for an option that is none or is out of its range.
 */
export class Upstream {
  readonly #budget: RetryBudget | undefined;
  readonly #circuit: Circuit | undefined;
  readonly #coolDown: CoolDown | undefined;
  readonly #pace: Pace;
  readonly #windows: RateWindows;
  readonly #flights = new Flights();
  readonly #line: WaitingLine;
  readonly #maxHoldMs: number;
  readonly #store: UpstreamStore | undefined;
  readonly #stored: Subscription | undefined;
  readonly #changes = new Subject<void>();

  /** Give this to `streamFrames` as `onResponse`: it reads the rate limits. It can be passed on without its object. */
  readonly onResponse = ({ rateLimits }: Pick<ResponseInfo, 'rateLimits'>): void => {
    this.#windows.update(rateLimits, this.#flights.telling(currentScope().mark, asyncScheduler.now()));
    this.#line.advance();
  };

  constructor(options: UpstreamOptions = {}) {
    const { retryBudget, breaker, coolDown, maxConcurrent, maxQueued, store } = upstreamSettings(options);
    const now = (): number => asyncScheduler.now();
    this.#budget = retryBudget && new RetryBudget(retryBudget, now);
    this.#circuit = breaker && new Circuit(breaker, now);
    this.#coolDown = coolDown && new CoolDown(now);
    this.#pace = new Pace(now);
    this.#maxHoldMs = coolDown?.maxHoldMs ?? Infinity;
    this.#windows = new RateWindows(now, () => this.#flights.unanswered);
    this.#line = new WaitingLine({ maxConcurrent, maxQueued, waitMs: () => this.#waitMs(), onChange: () => { this.#changes.next(); }, spreadsFirst: !!coolDown && maxConcurrent === Infinity });
    this.#store = store;
    this.#stored = store?.holds$.subscribe({ next: (ms) => { this.#pace.pause(ms); this.#hold(ms); }, error: () => undefined });
  }

  /** What it does at this moment. */
  get state(): UpstreamState {
    return {
      circuit: this.#circuit?.state ?? 'closed',
      active: this.#line.active,
      queued: this.#line.queued,
      coolDownMs: this.#heldMs(),
      retriesLeft: this.#budget?.left ?? Infinity,
      retriesRefused: this.#budget?.refused ?? 0,
      rateLimits: this.#windows.limits,
    };
  }

  /** The state, at once and after each change. It never ends; unsubscribing stops its clock. */
  readonly state$: Observable<UpstreamState> = defer(() =>
    this.#changes.pipe(
      startWith(undefined),
      // A circuit and a hold change with time alone, too.
      switchMap(() => this.#ticks().pipe(startWith(undefined))),
      map(() => this.state),
      distinctUntilChanged((before, after) => JSON.stringify(before) === JSON.stringify(after)),
    ),
  );

  /** Notes that a call begins, whose retries it will be asked for. `retryWithBackoff({ upstream })` does so. */
  addCall(): void {
    this.#budget?.addCall();
  }

  /** Whether one more retry may be made. It is counted if so. `retryWithBackoff({ upstream })` asks. */
  takeRetry(): boolean {
    const may = this.#budget?.takeRetry() ?? true;
    this.#changes.next();
    return may;
  }

  /**
   * Lets one attempt through: the circuit first, then the hold, then a place in the line.
   *
   * Returns the same frames. It subscribes to the source, which sends the request, only once the attempt may go, and fails without having
   * done so with `circuit_open`, `cooling_down` or `queue_full` where it may not, or `aborted` if its `signal` aborts. Errors and completion pass. Unsubscribing gives back the
   * place, or leaves the line. `reliably({ upstream })` has it in the right place. `failOnStall` stands before it, so its clock starts when
   * the request goes. `retryWithBackoff` stands behind it, so each attempt joins the end of the line.
   *
   * @param timedOut emits when somebody else ends the attempt because it took too long: before output that is a failure of the upstream.
   */
  admit<F extends GoodFrame<unknown> | RestartFrame>(timedOut: Observable<unknown> = NEVER): MonoTypeOperatorFunction<F> {
    // Plain JavaScript may write pipe(upstream.admit): then it has no object.
    if (!(this as unknown)) throw new TypeError('admit is called on its Upstream: write upstream.admit().');
    return (source) => madeOf(source, new Observable<F>((subscriber) => {
      const fail = (error: unknown): void => { subscriber.error(error); };
      const refusal = this.#refusal();
      if (refusal) { fail(refusal); return; }
      const inAttempt = keepAttempts();
      const waiter = { go: (place: Place): void => { aborted.unsubscribe(); inAttempt(() => { this.#run(place, source, timedOut, subscriber); }); }, fail };
      const aborted = (abortOf(source) ?? NEVER).subscribe({ error: fail });
      subscriber.add(() => { this.#line.leave(waiter); aborted.unsubscribe(); });
      if (!subscriber.closed) this.#line.join(waiter);
    }));
  }

  /** Lets go of the store. */
  close(): void {
    this.#stored?.unsubscribe();
  }

  #run<F extends GoodFrame<unknown> | RestartFrame>(place: Place, source: Observable<F>, timedOut: Observable<unknown>, subscriber: Subscriber<F>): void {
    const pass = this.#circuit?.enter();
    if (this.#circuit && !pass) {
      place.end();
      subscriber.error(circuitOpen(this.#circuit.waitMs));
      return;
    }
    this.#windows.take();
    this.#pace.send();
    const flight = this.#flights.send(asyncScheduler.now());
    subscriber.add(() => { place.end(); });
    let isRefused = false;
    const watched = watchAttempt(source, timedOut, {
      onHeard: () => {
        if (!isRefused) this.#pace.accept(flight.sentAtMs);
        this.#flights.answer(flight);
        place.hear();
        if (this.#line.queued > 0) this.#line.advance();
      },
      onError: (error) => { if (isLimited(error)) { isRefused = true; this.#readWait(error.retryAfterMs, flight.sentAtMs); } },
      onVerdict: (verdict) => { if (pass) this.#report(pass, verdict); },
    });
    hearAttempts((attempt) => { place.use(attempt); }, () => { markAttempt(flight, () => { watched.subscribe(subscriber); }); });
  }

  /** Why nothing can be sent now, however long one waits; undefined where something can. */
  #refusal(): ApiError | undefined {
    const openMs = this.#circuit?.waitMs ?? 0;
    if (openMs > 0) return circuitOpen(openMs);
    if (this.#heldMs() > this.#maxHoldMs) return coolingDown(this.#heldMs());
    return this.#line.isFull ? queueFull() : undefined;
  }

  #report(pass: Pass, verdict: Verdict): void {
    this.#circuit?.report(pass, verdict);
    const openMs = this.#circuit?.waitMs ?? 0;
    if (openMs > 0) this.#line.failAll(() => circuitOpen(openMs));
    this.#changes.next();
  }

  #readWait(statedMs: number | undefined, sentAtMs: number): void {
    if (!this.#coolDown) return;
    const waitMs = statedMs || undefined; // 0 says nothing
    this.#pace.refuse(sentAtMs, waitMs);
    if (waitMs === undefined) return;
    this.#hold(waitMs);
    // Without the store the hold counts here all the same.
    void (async () => this.#store?.hold(waitMs))().catch(() => undefined);
  }

  #hold(ms: number): void {
    this.#coolDown?.hold(ms);
    if (this.#heldMs() > this.#maxHoldMs) this.#line.failAll(() => coolingDown(this.#heldMs()));
    else this.#line.advance();
  }

  /** How long requests are held for everybody. */
  #heldMs(): number {
    return this.#coolDown ? Math.max(this.#coolDown.leftMs, this.#windows.waitMs) : 0;
  }

  /** In how many milliseconds the first in the line may go. */
  #waitMs(): number {
    return this.#coolDown ? Math.max(this.#heldMs(), this.#pace.waitMs) : 0;
  }

  /** Emits when time alone has changed the state, again and again. */
  #ticks(): Observable<unknown> {
    const changes = [this.#circuit?.waitMs ?? 0, this.#heldMs()].filter((ms) => ms > 0 && ms < LONGEST_TIMER_MS);
    return changes.length === 0 ? EMPTY : timer(Math.min(...changes)).pipe(switchMap(() => this.#ticks().pipe(startWith(undefined))));
  }
}
