import { advice } from './advice.js';
import type { WordRow } from './error-row.js';

/** The server is at fault, or asks to come more slowly. All of these may be retried. */
export const serverWords: readonly WordRow[] = [
  {
    retryable: true, status: 429, advice: advice.slowDown,
    words: [
      'rate_limit_exceeded', 'requests', 'tokens', 'too_many_requests', // OpenAI
      'rate_limit_error', // Anthropic
      'ramp_limit_exceeded', // Anthropic SDK
      'capacity_exhausted', // OpenRouter
      'resource_exhausted', // Google
      'throttling_exception', 'too_many_requests_exception', // Bedrock
      'too_many_requests_error', 'throttling_error', // LiteLLM
      'rate_limit_reached_error', // LLM-Red-Team/kimi-cc#41
      'rate_limited', // cline/cline#9085 (Mistral)
      'too_many_tokens_error', 'queue_exceeded', // Cerebras
      'throttling', 'limit_requests', // DashScope; can1357/oh-my-pi#8476
      '1302', '1303', '1305', '1312', '1313', // Zhipu; HKUDS/nanobot#3864
      'base_resp 1002', 'base_resp 1039', 'base_resp 1041', 'base_resp 2045', // MiniMax; ENTERPILOT/GoModel#640
    ],
  },
  {
    retryable: true, advice: advice.slowDown,
    words: [
      'slow_down', // OpenAI (sent with 429 and with 503)
    ],
  },
  {
    retryable: true, status: 409, advice: advice.resolveConflict,
    words: [
      'conflict_error', // Anthropic
      'conflict', 'lock', // OpenAI SDK
      'aborted', // Google
    ],
  },
  {
    retryable: true, status: 500, advice: advice.retryLater,
    words: [
      'api_error', // Anthropic
      'server_error', 'internal_server_error', // OpenAI
      'server', 'unmapped', // OpenRouter
      'internal', // Google
      'internal_error', 'internal_service_error', // DashScope; Volcengine
      'internal_server_exception', 'model_stream_error_exception', 'model_error_exception', // Bedrock
      '1120', '1230', '1234', // Zhipu
      'base_resp 1000', 'base_resp 1024', 'base_resp 1033', // MiniMax
    ],
  },
  {
    retryable: true, status: 502, advice: advice.retryLater,
    words: [
      'provider_unavailable', // OpenRouter
      'bad_gateway', 'bad_gateway_error', // LiteLLM
    ],
  },
  {
    retryable: true, status: 503, advice: advice.retryLater,
    words: [
      'service_unavailable_error', 'server_is_overloaded', // OpenAI
      'provider_overloaded', 'temporarily_unavailable', // OpenRouter
      'service_unavailable', // NanoGPT
      'cmek_context_unavailable', 'cmek_key_unreachable', // Anthropic SDK
      'unavailable', // Google
      'unavailable_error', // ggml-org/llama.cpp: tools/server/server-common.cpp
      'service_unavailable_exception', 'model_not_ready_exception', // Bedrock
      'insufficient_system_resource', // tetsuo-ai/agenc-core#2492 (DeepSeek)
      'engine_overloaded_error', // MoonshotAI/kimi-code#2152
      'server_overloaded', // Volcengine
      'system_error', 'model_serving_error', // DashScope
    ],
  },
  {
    retryable: true, status: 498, advice: advice.retryLater,
    words: [
      'capacity_exceeded', // Groq
    ],
  },
  {
    retryable: true, status: 503, advice: advice.switchModel,
    words: [
      'model_unavailable', // DashScope
      'model_not_available', 'all_fallbacks_failed', 'no_fallback_available', // NanoGPT
      'fallback_blocked_for_cache_consistency', 'native_web_search_unavailable', // NanoGPT
    ],
  },
  {
    retryable: true, status: 504, advice: advice.retryLater,
    words: [
      'timeout_error', // Anthropic
      'vector_store_timeout', // OpenAI SDK
      'timeout', // OpenRouter
      'gateway_timeout', 'request_time_out', // DashScope
      'deadline_exceeded', // Google
      'model_timeout_exception', // Bedrock
      'base_resp 1001', // MiniMax
    ],
  },
  {
    retryable: true, status: 529, advice: advice.retryLater,
    words: [
      'overloaded_error', 'overloaded', // Anthropic
    ],
  },
  {
    retryable: true, status: 503, advice: advice.reconnect,
    words: [
      'producer_lost', // framewise/serving: the process that wrote an answer is gone
    ],
  },
  // Words with which an answer ends that the server broke off: src/protocols/finish-words.ts.
  {
    retryable: true, advice: advice.retryLater,
    words: [
      'network_error', 'abort', 'connection_error', 'upstream_error', 'malformed_response', // BerriAI/litellm#22673; openclaw/openclaw#42149
    ],
  },
  {
    retryable: true, advice: advice.switchModel,
    words: [
      'empty_response', // NanoGPT
    ],
  },
];
