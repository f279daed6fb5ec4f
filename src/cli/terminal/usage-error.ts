/** The command was started with arguments it can do nothing with. The message is one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
