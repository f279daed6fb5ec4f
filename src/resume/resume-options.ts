import { checkNumber, checkWord, type OptionNames } from '../check-options.js';
import { streamOptionNames, type StreamOptions } from '../open-frames.js';
import type { Jitter } from '../operators/retry/backoff-delay.js';

/** What `resumableFrames` takes beside a request. */
export interface ResumeOptions extends StreamOptions {
  /**
   * Follows this background answer from its beginning, in place of asking for a new one: it was begun before, such as by a process that has
   * died. It is the `id` of its `start` delta. Default: the request is sent.
   */
  readonly id?: string | undefined;
  /** How many connections in a row may bring nothing new before it gives up. Default 5. */
  readonly maxResumes?: number | undefined;
  /** After how many milliseconds without a frame a connection counts as broken. Default 15 000; Infinity never. */
  readonly silenceMs?: number | undefined;
  /** The wait before the first resume; each further one without news is twice as long. Default 500. */
  readonly initialDelayMs?: number | undefined;
  /** The longest of these waits, in milliseconds. Default 8 000. */
  readonly maxDelayMs?: number | undefined;
  /** Spreads them. Default `full`. */
  readonly jitter?: Jitter | undefined;
  /** The longest `Retry-After` that is waited for, in milliseconds. Default 60 000. */
  readonly maxRetryAfterMs?: number | undefined;
}

export const resumeOptionNames: OptionNames<ResumeOptions> = {
  ...streamOptionNames, id: 'string', maxResumes: 1, silenceMs: 1, initialDelayMs: 1, maxDelayMs: 1, jitter: 1, maxRetryAfterMs: 1,
};

type Numbers = 'maxResumes' | 'silenceMs' | 'initialDelayMs' | 'maxDelayMs' | 'maxRetryAfterMs';

/** The options with their defaults. @throws TypeError, RangeError for one that is none. */
export function resumeSettings({
  maxResumes = 5,
  silenceMs = 15_000,
  initialDelayMs = 500,
  maxDelayMs = 8_000,
  jitter = 'full',
  maxRetryAfterMs = 60_000,
}: ResumeOptions): Readonly<Record<Numbers, number>> & { readonly jitter: Jitter } {
  checkNumber('maxResumes', maxResumes, 0);
  checkNumber('silenceMs', silenceMs, 1);
  checkNumber('initialDelayMs', initialDelayMs, 0);
  checkNumber('maxDelayMs', maxDelayMs, 0);
  checkNumber('maxRetryAfterMs', maxRetryAfterMs, 0);
  if (typeof jitter !== 'function') checkWord('jitter', jitter, ['full', 'equal', 'none']);
  return { maxResumes, silenceMs, initialDelayMs, maxDelayMs, jitter, maxRetryAfterMs };
}
