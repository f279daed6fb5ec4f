import type { Usage } from '../../../answer/delta.js';

/** What varies in the response object of one answer. */
export interface WrittenResponse {
  readonly id: string;
  readonly model?: string | undefined;
  /** In seconds. */
  readonly createdAt: number;
  readonly status: 'in_progress' | 'completed' | 'incomplete' | 'cancelled' | 'failed';
  readonly output?: readonly object[];
  readonly usage?: Usage | undefined;
  readonly incompleteReason?: string | undefined;
  readonly error?: object;
}

/** The whole response object, with the settings of a plain request. */
export function writeResponse(response: WrittenResponse): object {
  const { id, model = 'model', createdAt, status, output = [], usage, incompleteReason, error = null } = response;
  return {
    id,
    object: 'response',
    created_at: createdAt,
    status,
    background: false,
    error,
    incomplete_details: incompleteReason === undefined ? null : { reason: incompleteReason },
    instructions: null,
    max_output_tokens: null,
    model,
    output,
    parallel_tool_calls: true,
    previous_response_id: null,
    reasoning: { effort: null, summary: null },
    store: false,
    temperature: 1,
    text: { format: { type: 'text' } },
    tool_choice: 'auto',
    tools: [],
    top_p: 1,
    truncation: 'disabled',
    usage: usage === undefined ? null : writeUsage(usage),
    user: null,
    metadata: {},
  };
}

function writeUsage({ inputTokens, outputTokens, reasoningTokens, cachedReadTokens, cachedWriteTokens }: Usage): object {
  return {
    input_tokens: inputTokens,
    input_tokens_details: { cached_tokens: cachedReadTokens, cache_write_tokens: cachedWriteTokens },
    output_tokens: outputTokens,
    output_tokens_details: { reasoning_tokens: reasoningTokens },
    total_tokens: inputTokens === undefined || outputTokens === undefined ? undefined : inputTokens + outputTokens,
  };
}
