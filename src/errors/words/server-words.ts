import { advice } from './advice.js';
import type { WordRow } from './error-row.js';
import { source } from './sources.js';

const tooFast = { retryable: true, status: 429, advice: advice.slowDown };
const conflict = { retryable: true, status: 409, advice: advice.resolveConflict };
const broken = { retryable: true, status: 500, advice: advice.retryLater };
const unreachable = { retryable: true, status: 502, advice: advice.retryLater };
const unavailable = { retryable: true, status: 503, advice: advice.retryLater };
const otherModel = { retryable: true, status: 503, advice: advice.switchModel };
const late = { retryable: true, status: 504, advice: advice.retryLater };
const overloaded = { retryable: true, status: 529, advice: advice.retryLater };

/** The server is at fault, or asks to come more slowly. All of these may be retried. */
export const serverWords: readonly WordRow[] = [
  { ...tooFast, words: ['rate_limit_exceeded', 'requests', 'tokens', 'too_many_requests'], source: source.openAi },
  { ...tooFast, words: ['rate_limit_error'], source: source.anthropic },
  { ...tooFast, words: ['ramp_limit_exceeded'], source: source.anthropicSdk },
  { ...tooFast, words: ['capacity_exhausted'], source: source.openRouter },
  { ...tooFast, words: ['resource_exhausted'], source: source.google },
  { ...tooFast, words: ['throttling_exception', 'too_many_requests_exception'], source: source.bedrock },
  { ...tooFast, words: ['too_many_requests_error', 'throttling_error'], source: source.liteLlm },
  { ...tooFast, words: ['rate_limit_reached_error'], source: 'LLM-Red-Team/kimi-cc#41' },
  { ...tooFast, words: ['rate_limited'], source: 'cline/cline#9085' }, // Mistral
  { ...tooFast, words: ['too_many_tokens_error', 'queue_exceeded'], source: source.cerebras },
  { ...tooFast, words: ['throttling', 'limit_requests'], source: `${source.dashScope}; can1357/oh-my-pi#8476` },
  { ...tooFast, words: ['1302', '1303', '1305', '1312', '1313'], source: `${source.zhipu}; HKUDS/nanobot#3864` },
  { ...tooFast, words: ['base_resp 1002', 'base_resp 1039', 'base_resp 1041', 'base_resp 2045'], source: `${source.miniMax}; ENTERPILOT/GoModel#640` },
  { retryable: true, advice: advice.slowDown, words: ['slow_down'], source: source.openAi }, // sent with 429 and with 503

  { ...conflict, words: ['conflict_error'], source: source.anthropic },
  { ...conflict, words: ['conflict', 'lock'], source: source.openAiNode },
  { ...conflict, words: ['aborted'], source: source.google },

  { ...broken, words: ['api_error'], source: source.anthropic },
  { ...broken, words: ['server_error', 'internal_server_error'], source: source.openAi },
  { ...broken, words: ['server', 'unmapped'], source: source.openRouter },
  { ...broken, words: ['internal'], source: source.google },
  { ...broken, words: ['internal_error', 'internal_service_error'], source: `${source.dashScope}; ${source.volcengine}` },
  { ...broken, words: ['internal_server_exception', 'model_stream_error_exception', 'model_error_exception'], source: source.bedrock },
  { ...broken, words: ['1120', '1230', '1234'], source: source.zhipu },
  { ...broken, words: ['base_resp 1000', 'base_resp 1024', 'base_resp 1033'], source: source.miniMax },
  { ...unreachable, words: ['provider_unavailable'], source: source.openRouter },
  { ...unreachable, words: ['bad_gateway', 'bad_gateway_error'], source: source.liteLlm },

  { ...unavailable, words: ['service_unavailable_error', 'server_is_overloaded'], source: source.openAi },
  { ...unavailable, words: ['provider_overloaded', 'temporarily_unavailable'], source: source.openRouter },
  { ...unavailable, words: ['service_unavailable'], source: source.nanoGpt },
  { ...unavailable, words: ['cmek_context_unavailable', 'cmek_key_unreachable'], source: source.anthropicSdk },
  { ...unavailable, words: ['unavailable'], source: source.google },
  { ...unavailable, words: ['unavailable_error'], source: 'ggml-org/llama.cpp: tools/server/server-common.cpp' },
  { ...unavailable, words: ['service_unavailable_exception', 'model_not_ready_exception'], source: source.bedrock },
  { ...unavailable, words: ['insufficient_system_resource'], source: 'tetsuo-ai/agenc-core#2492' }, // DeepSeek
  { ...unavailable, words: ['engine_overloaded_error'], source: 'MoonshotAI/kimi-code#2152' },
  { ...unavailable, words: ['server_overloaded'], source: source.volcengine },
  { ...unavailable, words: ['system_error', 'model_serving_error'], source: source.dashScope },
  { ...unavailable, status: 498, words: ['capacity_exceeded'], source: source.groq },
  { ...otherModel, words: ['model_unavailable'], source: source.dashScope },
  {
    ...otherModel,
    words: [
      'model_not_available', 'all_fallbacks_failed', 'no_fallback_available', 'fallback_blocked_for_cache_consistency',
      'native_web_search_unavailable',
    ],
    source: source.nanoGpt,
  },

  { ...late, words: ['timeout_error'], source: source.anthropic },
  { ...late, words: ['vector_store_timeout'], source: source.openAiNode },
  { ...late, words: ['timeout'], source: source.openRouter },
  { ...late, words: ['gateway_timeout', 'request_time_out'], source: source.dashScope },
  { ...late, words: ['deadline_exceeded'], source: source.google },
  { ...late, words: ['model_timeout_exception'], source: source.bedrock },
  { ...late, words: ['base_resp 1001'], source: source.miniMax },
  { ...overloaded, words: ['overloaded_error', 'overloaded'], source: source.anthropic },
  // Words with which an answer ends that the server broke off: src/protocols/finish-words.ts.
  {
    retryable: true, advice: advice.retryLater,
    words: ['network_error', 'abort', 'connection_error', 'upstream_error', 'malformed_response'], source: 'BerriAI/litellm#22673; openclaw/openclaw#42149',
  },
  { retryable: true, advice: advice.switchModel, words: ['empty_response'], source: source.nanoGpt },
];
