import type { FinishReason } from '../answer/delta.js';

/** A protocol's words for why an answer ended. How they are written stands in `write-finish.ts`, which browsers do not load. */
export interface FinishWords {
  /** The protocol's own words. For each reason the usual one comes first, and the plainest end is first of all. */
  readonly own: readonly (readonly [word: string, reason: FinishReason])[];
  /** A word nobody knows is `other`; the word itself travels beside it. */
  read(word: string): FinishReason;
}

/** Words that gateways send in any protocol: they pass on what another vendor said. Read, never written. */
const passedOn: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  end_turn: 'stop',
  eos: 'stop',
  eos_token: 'stop',
  stop_sequence: 'stop',
  length: 'length',
  max_tokens: 'length',
  max_output_tokens: 'length',
  model_length: 'length', // Mistral
  model_context_window_exceeded: 'length', // Anthropic, Z.ai, Bedrock
  tool_calls: 'tool-calls',
  tool_use: 'tool-calls',
  function_call: 'tool-calls',
  content_filter: 'content-filter',
  content_filtered: 'content-filter', // Bedrock
  guardrail_intervened: 'content-filter', // Bedrock
  sensitive: 'content-filter', // Z.ai: langgenius/dify#7559
  safety: 'content-filter', // Gemini, with those below
  recitation: 'content-filter',
  blocklist: 'content-filter',
  prohibited_content: 'content-filter',
  spii: 'content-filter',
  refusal: 'refusal',
  pause_turn: 'pause',
};

/** Words with which a server says that it broke off itself. What came before them is no whole answer. */
const breaks: ReadonlySet<string> = new Set([
  'abort', // Z.ai, MiniMax, SGLang: earendil-works/pi#1750
  'aborted',
  'connection_error',
  'error', // Z.ai as Messages: openclaw/openclaw#43607
  'insufficient_system_resource', // DeepSeek: https://api-docs.deepseek.com/api/create-chat-completion
  'internal_error',
  'internal_server_error',
  'malformed_response', // Gemini: openclaw/openclaw#42149
  'network_error', // Z.ai: BerriAI/litellm#22673
  'overloaded',
  'overloaded_error',
  'server_error',
  'service_unavailable',
  'timeout',
  'upstream_error',
]);

/**
 * The error that a finish word is, where it says that the server broke off.
 *
 * @returns what the error table reads the type from; `undefined` for a word that is an end.
 */
export function readBreak(word: string): { readonly type: string; readonly message: string } | undefined {
  return breaks.has(normalised(word)) ? { type: word, message: `The server broke the answer off: ${word}.` } : undefined;
}

/** @param official the protocol's own words, in the order of `own`. */
export function finishWords(official: Readonly<Record<string, FinishReason>>): FinishWords {
  const own = Object.entries(official);
  const words = new Map([...Object.entries(passedOn), ...own]);
  return { own, read: (word) => words.get(normalised(word)) ?? 'other' };
}

/** `MAX_TOKENS` is `max_tokens`, and Gemini's `content_filter: SAFETY` begins with the word. */
function normalised(word: string): string {
  return word.split(':', 1).join('').trim().toLowerCase();
}
