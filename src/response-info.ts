/** One limit of a server, as the headers of a response tell it. What they do not tell is absent. */
export interface RateLimit {
  /** How much there is of it in all. */
  readonly limit?: number;
  /** How much of it is left. */
  readonly remaining?: number;
  /** In how many milliseconds from the response on the limit is whole again. */
  readonly resetsInMs?: number;
}

/** The limits that the headers of a response tell. */
export interface RateLimits {
  /** Requests in a time. */
  readonly requests?: RateLimit;
  /** Tokens of input and output together. */
  readonly tokens?: RateLimit;
  /** Tokens of input, where the vendor counts them apart. */
  readonly inputTokens?: RateLimit;
  /** Tokens of output, where the vendor counts them apart. */
  readonly outputTokens?: RateLimit;
}

/** What is known of a response once its headers are in, of a good one and of a failure alike. */
export interface ResponseInfo {
  /** Absent where a client of your own gives none. */
  readonly status: number | undefined;
  /** Asked by name, in any case of letters. */
  readonly headers: { get(name: string): string | null };
  /** The id by which the vendor knows the request. */
  readonly requestId: string | undefined;
  /** The label of the request, where its options gave one. */
  readonly label: string | undefined;
  /** The rate limits that the headers tell; empty where they tell none. */
  readonly rateLimits: RateLimits;
}
