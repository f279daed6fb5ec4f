/** The fields that are always the same, and whatever else the server sent. */
type Open<T> = Readonly<T> & { readonly [field: string]: unknown };

/** A call the model asks for. `id` is absent where the server gives none; `arguments` is JSON text, whole once the answer is. */
export type ChatCompletionToolCall = Open<{
  id?: string;
  type?: string;
  function?: Open<{ name: string; arguments: string }>;
  custom?: Open<{ name?: string; input?: string }>;
}>;

/** A text, or a text in the wrapping in which a gateway sends it: an object (Bedrock behind Envoy), or parts (Mistral). */
type MessageText = string | Open<{ text?: string }> | readonly Open<{ type?: string }>[];

/** What one choice says. Fields that gateways add stand here as a whole answer has them: `reasoning`, `annotations` and so on. */
export type ChatCompletionMessage = Open<{
  role: string;
  content: MessageText | null;
  refusal: MessageText | null;
  tool_calls?: readonly ChatCompletionToolCall[];
  function_call?: Open<{ name?: string; arguments?: string }>;
  audio?: Open<{ id?: string; data?: string; transcript?: string; expires_at?: number }>;
  reasoning?: MessageText | null;
  reasoning_content?: MessageText | null;
  reasoning_details?: readonly Open<{ type?: string }>[] | null;
  annotations?: readonly unknown[] | null;
  images?: readonly unknown[] | null;
}>;

/** One answer; there are several only for `n > 1`. */
export type ChatCompletionAnswer = Open<{
  index: number;
  message: ChatCompletionMessage;
  /** `null` until the choice has ended. */
  finish_reason: string | null;
  logprobs: unknown;
}>;

/**
 * The object that a request without `stream: true` would have been answered with, as far as it has arrived. The field names
 * and what they mean are the vendor's: https://platform.openai.com/docs/api-reference/chat/object
 */
export type ChatCompletion = Open<{
  object: 'chat.completion';
  id?: string;
  created?: number;
  model?: string;
  choices: readonly ChatCompletionAnswer[];
  usage?: Open<{ prompt_tokens?: number; completion_tokens?: number; total_tokens?: number }> | null;
}>;
