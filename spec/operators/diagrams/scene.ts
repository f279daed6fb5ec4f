import type { Observable, OperatorFunction } from 'rxjs';

import type { Logger } from '../../../src/operators/logging/logger.js';

/** A value on a line of a marble diagram, and the few characters that stand for it in the picture. */
export interface Marble {
  readonly label: string;
  readonly value: unknown;
}

/** One time that the operator subscribes to its source, or to `another`. */
interface Attempt {
  /** What the picture calls it. Default: `attempt 1`, or `source` where there is but one. */
  readonly name?: string;
  readonly frames: string;
  readonly subscription: string;
}

/** What one operator does in one case: a spec asserts it in virtual time, and a picture is drawn of the same data. */
export interface Scene {
  /** What happens, in a few plain words. */
  readonly caption: string;
  /** The code of `operator`, as the picture shows it; a spec compares the two. */
  readonly call: string;
  readonly operator: (equipment: { readonly logger: Logger; readonly another: Observable<never> }) => OperatorFunction<never, unknown>;
  readonly attempts: readonly Attempt[];
  readonly result: string;
  /** What is logged, as marbles whose values are lines `level: text`. */
  readonly log?: string;
  readonly marbles: Readonly<Record<string, Marble>>;
  /** What `#` stands for, in the attempts and in the result unless `failure` says otherwise. */
  readonly error?: unknown;
  readonly failure?: unknown;
}
