/** The fields that are always the same, and whatever else the server sent. */
type Open<T> = Readonly<T> & { readonly [field: string]: unknown };

/**
 * One block of a message, of a type known today or not.
 *
 * The `input` of a tool call is what its block began with, mostly `{}`, until the block has ended. Then it is parsed. Of an input
 * that was cut off it holds what had arrived whole. An input that is no JSON stays the text that the model wrote.
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
 * What the same request without `stream: true` is answered with, as far as it has arrived. The names and the meaning of the
 * fields are the vendor's: https://docs.anthropic.com/en/api/messages
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
