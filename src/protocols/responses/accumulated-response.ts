import type { AccumulatedItem } from './accumulated-item.js';

/**
 * The response object that a request without `stream: true` would have been answered with, as far as it has arrived, and
 * `output_text`, which the SDK adds to it. The field names and what they mean are the vendor's; what else the server sent is
 * there too. `output` can be sent back as it is: `input: [...input, ...response.output, ...results]`.
 *
 * When the answer is whole this is the response that its last event states. What was streamed survives there where that event
 * has none of it: the output of a gateway that ends with `output: []`, and `audio`, which no item holds.
 *
 * Source: https://platform.openai.com/docs/api-reference/responses/object
 */
export interface AccumulatedResponse {
  /** Always `response`, where the server says it. */
  readonly object: string;
  /** `in_progress` until the answer has ended. */
  readonly status: string;
  /** The id of the response. */
  readonly id?: string;
  /** When it was made, in seconds since 1970. */
  readonly created_at?: number;
  /** The model that answered. */
  readonly model?: string;
  /** The items of the answer, in order. */
  readonly output: readonly AccumulatedItem[];
  /** The text of all messages, joined. */
  readonly output_text: string;
  /** Why the answer is not whole. */
  readonly incomplete_details?: { readonly reason?: string } | null;
  /** What was counted. */
  readonly usage?: AccumulatedUsage | null;
  /** Base64 and text, joined as they came. */
  readonly audio?: { readonly data: string; readonly transcript: string };
  readonly [field: string]: unknown;
}

interface AccumulatedUsage {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly total_tokens: number;
  readonly [field: string]: unknown;
}
