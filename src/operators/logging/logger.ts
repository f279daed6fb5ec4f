/** Where failures are written to, each in one call. `console` is one. */
export interface Logger {
  /** The message is the toolkit's own text, and begins with its name. What a server said is in the details, which are an object. */
  warn(message: string, details?: unknown): void;
  /** The same for what ends a stream. */
  error(message: string, details?: unknown): void;
}
