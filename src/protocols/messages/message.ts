/** The fields that are always the same, and whatever else the server sent. */
type Open<T> = Readonly<T> & { readonly [field: string]: unknown };

/**
 * One block of a message, of a type known today or not.
 *
 * The `input` of a tool call is what its block began with, `{}`, until the block has ended; it is parsed then. If the answer
 * was cut off, it is what was whole of it by then; if it is no JSON, it is the text that the model wrote.
 */
export type MessageContentBlock = Open<{
  type: string;
  text?: string;
  citations?: readonly unknown[] | null;
  thinking?: string;
  signature?: string;
  data?: string;
  id?: string;
  name?: string;
  input?: unknown;
}>;

/**
 * The object that a request without `stream: true` would have been answered with, as far as it has arrived. The field names
 * and what they mean are the vendor's: https://docs.anthropic.com/en/api/messages
 */
export type Message = Open<{
  type: 'message';
  role: 'assistant';
  content: readonly MessageContentBlock[];
  id?: string;
  model?: string;
  /** `null` until the answer has ended. */
  stop_reason?: string | null;
  stop_sequence?: string | null;
  usage?: Open<{
    input_tokens?: number | null;
    output_tokens?: number | null;
    cache_creation_input_tokens?: number | null;
    cache_read_input_tokens?: number | null;
  }>;
}>;
