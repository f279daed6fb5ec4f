import { type MonoTypeOperatorFunction, NEVER, type Observable, type Subscriber } from 'rxjs';

import { saysSomething } from '../answer/delta.js';
import { checkNumber, checkOptions, type OptionNames } from '../check-options.js';
import type { Frame, RestartFrame } from '../frame.js';
import { operateBy, Stage } from '../stage.js';
import { Alarm, timeout } from './time-limits/alarm.js';

/** How long `failOnStall` waits for frames, and for output. */
export interface StallOptions {
  /** How long to wait for the first frame, in milliseconds, from the request on. Default 300 000; Infinity waits for ever. */
  firstFrameMs?: number | undefined;
  /** How long to wait for each further frame, in milliseconds. Default 120 000; Infinity waits for ever. */
  betweenFramesMs?: number | undefined;
  /**
   * How long to wait for output (text, reasoning, refusal, tool calls, citations, media), in milliseconds: from the request to the
   * first, and from each to the next. Pings, empty pieces and usage do not count. Default Infinity, which waits for ever.
   */
  betweenOutputMs?: number | undefined;
}

export const stallOptionNames: OptionNames<StallOptions> = { firstFrameMs: 1, betweenFramesMs: 1, betweenOutputMs: 1 };

/**
 * Fails when the server stops saying anything.
 *
 * Like RxJS `timeout` with `first` and `each`, but with a limit for output too.
 *
 * Returns the same frames. When none comes in time it unsubscribes from the source, which aborts the request, and fails with
 * the ApiError `timeout`, whose `param` names the option. Completion and errors pass; unsubscribing stops the clocks.
 *
 * It counts frames. A ping is a frame, an SSE comment is not: a gateway that sends comments while a reasoning model thinks for
 * minutes looks like one that hangs. That is why the defaults are generous. A server that pings for ever is found by
 * `betweenOutputMs` alone; a model that thinks in silence needs as much time there. In front of `retryWithBackoff` the clocks run
 * for each attempt and stand still between them.
 *
 * ![Marble diagram of failOnStall](../../docs/diagrams/fail-on-stall.svg)
 *
 * @example
 * ```
 * failOnStall({ firstFrameMs: 5, betweenFramesMs: 3 })
 *
 * source    ----d--d--------d|
 * result    ----d--d--#              # timeout
 * ```
 *
 * @throws TypeError, RangeError where it is called, for a limit that is no number or is less than 1 ms.
 * @see https://rxjs.dev/api/operators/timeout
 */
export function failOnStall<F>(options: StallOptions = {}): MonoTypeOperatorFunction<F> {
  checkOptions('failOnStall', options, stallOptionNames);
  return failOnStallOf(options, NEVER);
}

/** The same, whose clocks stand still while nobody waits for a frame. */
export function failOnStallOf<F>(
  { firstFrameMs = 300_000, betweenFramesMs = 120_000, betweenOutputMs = Infinity }: StallOptions,
  demand: Observable<boolean>,
): MonoTypeOperatorFunction<F> {
  checkNumber('firstFrameMs', firstFrameMs, 1);
  checkNumber('betweenFramesMs', betweenFramesMs, 1);
  checkNumber('betweenOutputMs', betweenOutputMs, 1);
  return operateBy((out) => new StallStage<F>(out, { firstFrameMs, betweenFramesMs, betweenOutputMs }, demand));
}

type Limits = Readonly<Record<keyof StallOptions, number>>;

class StallStage<F> extends Stage<F, F> {
  readonly #limits: Limits;
  readonly #silence: Alarm;
  /** Where output is waited for. */
  readonly #fruitlessness: Alarm | undefined;
  #seen = 0;

  constructor(out: Subscriber<F>, limits: Limits, demand: Observable<boolean>) {
    super(out);
    this.#limits = limits;
    this.#silence = new Alarm(() => {
      if (this.#seen === 0) this.#fail('first frame', 'firstFrameMs');
      else this.#fail('further frame', 'betweenFramesMs');
    });
    this.#silence.set(limits.firstFrameMs);
    if (limits.betweenOutputMs < Infinity) {
      this.#fruitlessness = new Alarm(() => { this.#fail('output', 'betweenOutputMs'); });
      this.#fruitlessness.set(limits.betweenOutputMs);
    }
    if (demand !== NEVER) this.add(demand.subscribe({ next: (isWaiting) => { this.#count(isWaiting); }, error: () => undefined }));
    this.add(() => {
      this.#silence.stop();
      this.#fruitlessness?.stop();
    });
  }

  protected override _next(frame: F): void {
    this.#silence.set(this.#limits.betweenFramesMs);
    if (this.#fruitlessness && bringsOutput(frame as Frame<unknown> | RestartFrame)) this.#fruitlessness.set(this.#limits.betweenOutputMs);
    this.#seen += 1;
    this.out.next(frame);
  }

  #count(isWaiting: boolean): void {
    for (const alarm of [this.#silence, this.#fruitlessness]) {
      if (isWaiting) alarm?.goOn();
      else alarm?.pause();
    }
  }

  #fail(what: string, option: keyof Limits): void {
    this.error(timeout(`No ${what} came within ${String(this.#limits[option])} ms (${option}; frames before: ${String(this.#seen)}).`, option));
  }
}

/** What is no data frame may be output, or ends the answer. So may what another operator has made of frames. */
function bringsOutput(frame: Frame<unknown> | RestartFrame): boolean {
  return frame.kind !== 'data' || frame.deltas.some(saysSomething);
}
