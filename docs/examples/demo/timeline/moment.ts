import type { ApiError, Completion, Frame } from 'framewise';

/** Something that happened on the way to an answer, and when: milliseconds from the start. */
export type Moment = Happening & { readonly atMs: number };

export type Happening =
  | { readonly kind: 'attempt'; readonly attempt: number }
  | { readonly kind: 'frame'; readonly frame: Frame<unknown> }
  | { readonly kind: 'wait'; readonly attempt: number; readonly delayMs: number; readonly error: ApiError }
  | { readonly kind: 'restart'; readonly attempt: number }
  | { readonly kind: 'whole'; readonly completion: Completion | undefined }
  /** `completion` is what arrived before the failure, if anything did. */
  | { readonly kind: 'failed'; readonly error: ApiError; readonly completion: Completion | undefined };
