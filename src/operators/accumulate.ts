import type { OperatorFunction, Subscriber } from 'rxjs';

import { checkFrame, checkFramesOf, checkProtocol } from '../check-options.js';
import { commits, type Frame, type GoodFrame, type RestartFrame } from '../frame.js';
import type { AccumulatingProtocol, Accumulator } from '../protocol.js';
import { operateBy, Stage } from '../stage.js';

/**
 * The vendor's own object as it grows: what the same request without `stream: true` is answered with. It is for code that is written
 * against the vendor's types, and for sending the answer back in the next turn.
 *
 * Like RxJS `scan`, whose seed and function are the protocol's.
 *
 * Returns a snapshot for each frame that changed something. The last one is the whole answer, and holds what the vendor's own
 * SDK would have built of it. Completion, errors and unsubscribing pass through; a stream that said nothing gives nothing. A
 * payload that cannot follow those before it fails with ApiError `invalid_frame`.
 *
 * Every server's fields can be read of it, and none is promised. `accumulate<Anthropic.Message>(messages)` promises what the
 * vendor's type promises, for code that is written against that; nobody checks that the server keeps the promise.
 *
 * A snapshot never changes afterwards, and shares with the next one whatever stayed the same. At a restart frame the fold
 * starts over, and so it does at the preamble of a silent retry: the next snapshot is the new answer's first.
 *
 * After an error the last snapshot holds what had arrived. It is part of an answer, and only its missing finish says so. A
 * list of more than 256 items that grows (logprobs, citations) is copied for each snapshot in which somebody reads it.
 *
 * ![Marble diagram of accumulate](../../docs/diagrams/accumulate.svg)
 *
 * @example
 * ```ts
 * const message = await lastValueFrom(streamFrames(messages, request).pipe(reliably(), accumulate<Anthropic.Message>(messages)));
 * turns.push({ role: message.role, content: message.content });
 * ```
 */
export function accumulate<P extends object, A>(
  protocol: AccumulatingProtocol<P, A>,
): OperatorFunction<GoodFrame<P> | RestartFrame, A>;
/** The same, typed as the vendor's own type: a promise of yours, since nobody checks that the server keeps it. */
export function accumulate<Vendors extends object>(
  protocol: AccumulatingProtocol<object, { readonly [Key in keyof Vendors]?: unknown }>,
): OperatorFunction<GoodFrame<object> | RestartFrame, Vendors>;
export function accumulate<P extends object, A>(
  protocol: AccumulatingProtocol<P, A>,
): OperatorFunction<GoodFrame<P> | RestartFrame, A> {
  checkProtocol('accumulate', protocol);
  const operator = operateBy<GoodFrame<P> | RestartFrame, A>((out) => new AccumulateStage(out, protocol));
  return (source) => {
    checkFramesOf(`accumulate(${protocol.name})`, protocol, source);
    return operator(source);
  };
}

/** The fold of one subscription, over however many attempts it takes. */
class AccumulateStage<P extends object, A> extends Stage<Frame<P> | RestartFrame, A> {
  #accumulator: Accumulator<P, A> | undefined;
  #emitted: A | undefined;
  #hasStarted = false;
  #hasCommitted = false;

  constructor(
    out: Subscriber<A>,
    private readonly protocol: AccumulatingProtocol<P, A>,
  ) {
    super(out);
  }

  protected override _next(frame: Frame<P> | RestartFrame): void {
    let snapshot: A | undefined;
    try {
      snapshot = this.#add(frame);
    } catch (error) {
      this.error(error);
      return;
    }
    if (snapshot === undefined || snapshot === this.#emitted) return;
    this.#emitted = snapshot;
    this.out.next(snapshot);
  }

  #add(frame: Frame<P> | RestartFrame): A | undefined {
    checkFrame(frame);
    if (frame.kind === 'restart') {
      this.#startOver();
      return undefined;
    }
    if (!this.#hasCommitted) this.#readPreamble(frame);
    const accumulator = (this.#accumulator ??= this.protocol.openAccumulator());
    if (frame.kind === 'unknown') return accumulator.addUnknown?.(frame.payload);
    return frame.payload === undefined ? undefined : accumulator.add(frame.payload);
  }

  /** Before any output: another preamble begins anew, for it is a silent retry's. */
  #readPreamble(frame: GoodFrame<P>): void {
    const isPreamble = 'deltas' in frame && frame.deltas.some(({ type }) => type === 'start');
    if (isPreamble && this.#hasStarted) this.#startOver();
    this.#hasStarted ||= isPreamble;
    this.#hasCommitted = commits(frame);
  }

  #startOver(): void {
    this.#accumulator = undefined;
    this.#hasStarted = false;
    this.#hasCommitted = false;
  }
}
