import type { HttpContext } from '@angular/common/http';

import type { ReliablyOptions } from '../../index.js';
import type { RequestHeaders } from '../framewise-options.js';

/** What an `answer` does beside asking: the options of `reliably`, which win over `withReliability`, and those of its requests. */
export type AnswerOptions<P = unknown> = ReliablyOptions<P> & {
  /** Further headers of its requests; they win over those of `provideFramewise`. */
  readonly headers?: RequestHeaders | undefined;
  /** What interceptors are told of its requests. */
  readonly context?: HttpContext | undefined;
  /**
   * Asks during server-side rendering too, which then waits for the answer: so many milliseconds, and then the request is aborted and
   * rendering goes on. Default: on the server `send` does nothing, since an answer that streams is for somebody who watches.
   */
  readonly onServer?: { readonly timeoutMs: number } | undefined;
};
