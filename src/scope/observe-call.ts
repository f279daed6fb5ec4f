import { Observable, type Subscriber } from 'rxjs';

import type { Frame, RestartFrame } from '../frame.js';
import { Stage } from '../stage.js';
import { currentScope, withinCall } from './attempt-scope.js';
import { ObservedCall } from './observed-call.js';
import type { CallInfo, StreamObserver } from './stream-observer.js';

interface Told {
  readonly info: () => CallInfo;
  readonly observers: readonly StreamObserver[];
}

/** What is known of a stream before anybody subscribes to it, so that the operator that makes a call of it can start its observers at once. */
const told = Symbol('told');

interface Tells {
  [told]?: Told;
}

/** Tells of a stream what it asks for, and who observes it. */
export function tellOf<F>(frames: Observable<F>, info: () => CallInfo, observer: StreamObserver | undefined): Observable<F> {
  (frames as Tells)[told] = { info, observers: observer ? [observer] : [] };
  return frames;
}

/**
 * Makes one call of everything that happens in `whole`, from the subscription to the teardown. Inside another call it is a part of
 * that one. Where nobody observes, it is `whole` itself.
 *
 * @param frames what `whole` is made of: what was told of it counts.
 */
export function observeCall<F extends Frame<unknown> | RestartFrame>(whole: Observable<F>, frames: Observable<unknown>, observer?: StreamObserver): Observable<F> {
  const { info = () => ({}), observers: before = [] } = (frames as Tells)[told] ?? {};
  const observers = observer ? [...before, observer] : before;
  if (observers.length === 0) return whole;
  const observed = new Observable<F>((subscriber) => {
    const { call: outer } = currentScope();
    const call = outer ?? new ObservedCall();
    const asked = info();
    for (const each of observers) call.add(each, asked);
    if (outer) return whole.subscribe(subscriber);
    const stage = new CallStage(subscriber, call);
    withinCall(call, () => { whole.subscribe(stage); });
    subscriber.add(() => { call.end(); }); // behind the teardown of the stream itself
    return undefined;
  });
  (observed as Tells)[told] = { info, observers };
  return observed;
}

class CallStage<F extends Frame<unknown> | RestartFrame> extends Stage<F, F> {
  constructor(
    out: Subscriber<F>,
    private readonly call: ObservedCall,
  ) {
    super(out);
  }

  protected override _next(frame: F): void {
    if (!this.call.isTold && frame.kind !== 'restart') this.call.onFrame(frame);
    this.out.next(frame);
  }

  protected override _error(error: unknown): void {
    this.call.fail(error);
    super._error(error);
  }

  protected override _complete(): void {
    this.call.complete();
    super._complete();
  }
}
