/** What a payload says of an error, before anybody judges it. */
export interface FoundError {
  /** The wire's own `type`, verbatim. */
  type?: string | undefined;
  /** All its words (type, code and finer ones), the general ones first. */
  words: readonly string[];
  code?: string | undefined;
  param?: string | undefined;
  message?: string | undefined;
  /** A status that the payload states. */
  status?: number | undefined;
  requestId?: string | undefined;
  /** What the payload itself says about retrying. */
  retryable?: boolean | undefined;
}
