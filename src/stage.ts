import { Observable, type OperatorFunction, Subscriber } from 'rxjs';

import { madeOf } from './stream-notes.js';

/**
 * One operator at work in one subscription, for the operators that every frame passes: what comes in goes to `_next`, which RxJS calls
 * directly. A chain of ready-made operators makes three more calls for each of them. Errors, completion and unsubscribing pass, unless
 * a subclass says otherwise; `_next` must not throw.
 */
// eslint-disable-next-line rxjs-x/no-subclass -- that is the point, and the reasons are in docs/decisions/0014
export abstract class Stage<In, Out> extends Subscriber<In> {
  constructor(protected readonly out: Subscriber<Out>) {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- reserved for operators, which this is
    super(out as Subscriber<unknown>);
  }

  protected abstract override _next(value: In): void;
}

/** The operator whose stage is made by this, anew for each subscription. */
export function operateBy<In, Out>(openStage: (out: Subscriber<Out>) => Stage<In, Out>): OperatorFunction<In, Out> {
  return (source) => madeOf(source, new Observable<Out>((out) => source.subscribe(openStage(out))));
}
