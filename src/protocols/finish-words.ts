import type { FinishReason } from '../answer/delta.js';
import { wordRow } from '../errors/words/word-row.js';

/** What each word means, in whatever protocol it comes, since gateways pass on what another vendor said. */
const reasons: ReadonlyMap<string, FinishReason> = new Map(Object.entries({
  stop: 'stop',
  end_turn: 'stop',
  eos: 'stop',
  eos_token: 'stop',
  stop_sequence: 'stop',
  complete: 'stop', // Cohere
  completed: 'stop',
  length: 'length',
  max_tokens: 'length',
  max_output_tokens: 'length',
  max_new_tokens: 'length',
  max_length: 'length',
  token_limit: 'length',
  length_limit: 'length',
  context_length_exceeded: 'length',
  model_length: 'length', // Mistral
  model_context_window_exceeded: 'length', // Anthropic, Z.ai, Bedrock
  tool_calls: 'tool-calls',
  tool_call: 'tool-calls',
  tool_use: 'tool-calls',
  function_call: 'tool-calls',
  content_filter: 'content-filter',
  content_filtered: 'content-filter', // Bedrock
  moderation: 'content-filter',
  content_moderation: 'content-filter',
  guardrail: 'content-filter',
  guardrail_intervened: 'content-filter', // Bedrock
  sensitive: 'content-filter', // Z.ai: langgenius/dify#7559
  safety: 'content-filter', // Gemini, with those below
  image_safety: 'content-filter',
  recitation: 'content-filter',
  blocklist: 'content-filter',
  prohibited_content: 'content-filter',
  spii: 'content-filter',
  refusal: 'refusal',
  pause_turn: 'pause',
} as const));

/**
 * Words with which a server says that it broke off itself, and how further words of that kind end. What came before them is no whole
 * answer.
 */
const breaks: ReadonlySet<string> = new Set([
  'abort', // Z.ai, MiniMax, SGLang: earendil-works/pi#1750
  'aborted',
  'error', // Z.ai as Messages: openclaw/openclaw#43607
  'insufficient_system_resource', // DeepSeek: https://api-docs.deepseek.com/api/create-chat-completion
  'malformed_response', // Gemini: openclaw/openclaw#42149
  'overloaded',
  'timeout',
  'exception',
  'failed',
  'failure',
]);
/** Z.ai says `network_error` (BerriAI/litellm#22673). */
const BREAKS = /(?:_(?:error|exception|failed|failure|timeout|overloaded|unavailable|aborted)|timed_out|bad_gateway|disconnected|interrupted|rate_limit(?:ed|_exceeded|_reached)?)$/;

/**
 * The error that a finish word is, where it says that the server broke off.
 *
 * @returns what the error table reads the type from; `undefined` for a word that is an end.
 */
export function readBreak(word: string): FinishBreak | undefined {
  const plain = normalised(word);
  if (!breaks.has(plain) && !BREAKS.test(plain)) return undefined;
  // The server failed, and not the request, unless the word is known to say something else.
  const isNew = plain !== 'error' && wordRow(word, 'stream') === undefined;
  return { type: word, message: `The server broke the answer off: ${word}.`, ...(isNew && { availability: { retryable: true } }) };
}

/** In the form of an error on the wire, OpenRouter's `availability` included. */
interface FinishBreak {
  readonly type: string;
  readonly message: string;
  readonly availability?: { readonly retryable: boolean };
}

/** A word nobody knows is `other`; the word itself travels beside it. */
export function readFinish(word: string): FinishReason {
  return reasons.get(normalised(word)) ?? 'other';
}

/** `MAX_TOKENS`, `maxTokens` and `max-tokens` are `max_tokens`, and Gemini's `content_filter: SAFETY` begins with the word. */
function normalised(word: string): string {
  const plain = word.slice(0, MAX_WORD_CHARS).replace(/:[^]*/, '').trim().replace(/([a-z])([A-Z])/g, '$1_$2').replace(/[-\s]/g, '_').toLowerCase();
  return plain.startsWith(PROTO_PREFIX) ? plain.slice(PROTO_PREFIX.length) : plain;
}

const MAX_WORD_CHARS = 128;
/** How protobuf spells the words of an enum. */
const PROTO_PREFIX = 'finish_reason_';
