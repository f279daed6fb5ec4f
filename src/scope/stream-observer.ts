import type { FinishReason, Usage } from '../answer/delta.js';
import type { Frame, RestartFrame } from '../frame.js';
import type { ResponseInfo } from '../response-info.js';

/** What is asked of whom. Nothing in it is a key; the body holds the prompt. */
export interface CallInfo {
  /** The name of the protocol; absent where nobody has told it, as for frames of `parseFrames`. */
  readonly protocol?: string | undefined;
  /** Where the API is: the base URL without its query. Absent where a function opens the response. */
  readonly baseUrl?: string | undefined;
  /** The model that the body names. */
  readonly model?: string | undefined;
  /** The body as it was given, prompt and all. */
  readonly body?: object | undefined;
  /** The label of the request, where its options gave one. */
  readonly label?: string | undefined;
}

/** A retry that is about to be waited for. */
export interface Retry {
  /** Which attempt begins after the wait: 2 for the first retry. */
  readonly attempt: number;
  /** Why the attempt before it ended. */
  readonly error: unknown;
  /** How long the wait is, in milliseconds. */
  readonly delayMs: number;
}

/** What a call came to. */
export interface CallEnd {
  /** `done`: the answer is whole. `cancelled`: somebody unsubscribed before that, or aborted it. */
  readonly outcome: 'done' | 'error' | 'cancelled';
  /** Why it failed; absent unless it did. */
  readonly error?: unknown;
  /** How many requests were made. */
  readonly requests: number;
  /** The id that the last attempt gave its answer. */
  readonly id?: string | undefined;
  /** The model that the last attempt says it is. */
  readonly model?: string | undefined;
  /** What the last attempt used, as far as it said so. */
  readonly usage?: Usage | undefined;
  /** Why the last attempt ended, by choice; empty where it never said so. */
  readonly finishReasons: readonly FinishReason[];
}

/** What is told of one call. Each may be left out, and what one throws is ignored. */
export interface CallHooks {
  /** A request is about to be sent: the first, a retry, or one to another source. */
  request?(call: CallInfo): void;
  /** The headers of a response are in, of a good one and of a failure alike. */
  response?(response: ResponseInfo): void;
  /** The first frame of the call that is no error has come. */
  firstFrame?(): void;
  /** The first output of the call has come: text, reasoning, a tool call, with something in it. */
  firstOutput?(): void;
  /** A frame has come, of any attempt. Leave it out where you do not need every one. */
  frame?(frame: Frame<unknown>): void;
  /** A retry is about to be waited for. */
  retry?(retry: Retry): void;
  /** What came so far is void, and the answer begins anew. */
  restart?(restart: RestartFrame): void;
  /** Another source takes over after this error. */
  fallback?(error: unknown): void;
  /** The call is over. Called exactly once, when everything is torn down. */
  end?(end: CallEnd): void;
}

/**
 * Somebody who watches calls, to trace or to count them. Give it to `streamFrames`, to `bindFrames` or to `reliably` as `observer`:
 * one call is told from the subscription to its end, over all its attempts.
 */
export interface StreamObserver {
  /** A call begins. Called while somebody subscribes, so that what is current then is the parent. What it throws is ignored. */
  start(call: CallInfo): CallHooks;
}
