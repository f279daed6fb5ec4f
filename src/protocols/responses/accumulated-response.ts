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
  readonly object: string;
  /** `in_progress` until the answer has ended. */
  readonly status: string;
  readonly id?: string;
  readonly created_at?: number;
  readonly model?: string;
  readonly output: readonly AccumulatedItem[];
  /** The text of all messages, joined. */
  readonly output_text: string;
  readonly incomplete_details?: { readonly reason?: string } | null;
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
