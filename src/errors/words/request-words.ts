import { advice } from './advice.js';
import type { WordRow } from './error-row.js';

/** The request is at fault: its form, its size or its content. None of these is ever retried. */
export const requestWords: readonly WordRow[] = [
  // OpenAI says the general ones even of a wrong key or a missing model.
  {
    retryable: false, status: 400, advice: advice.fixRequest, isGeneral: true,
    words: [
      'invalid_request_error', 'bad_request_error', 'bad_request', // OpenAI
      'invalid_request', // OpenRouter
      'invalid_argument', 'failed_precondition', // Google
    ],
  },
  {
    retryable: false, status: 400, advice: advice.fixRequest,
    words: [
      'unsupported_parameter', 'unsupported_value', 'missing_required_parameter', 'invalid_value', 'invalid_prompt', // OpenAI
      'unsupported_file', 'decimal_below_min_value', 'decimal_above_max_value', 'invalid_function_parameters', // OpenAI
      'invalid_parameter_value', 'invalid_json', 'invalid_json_schema', 'tool_choice_unsupported', // NanoGPT
      'image_input_not_supported', 'conflicting_moderation_model', 'inline_moderation_requires_api_key', // NanoGPT
      'empty_moderation_input', 'unsupported_moderation_input', 'unsupported_input_modality', // NanoGPT
      'unsupported_batch_input', 'model_not_allowed', 'invalid_response_id', // NanoGPT
      'request_body_encoding_invalid', 'request_body_encoding_unsupported', 'claude_code_version_too_old', // Anthropic SDK
      'tool_use_failed', 'json_validate_failed', // Groq
      'validation_exception', // Bedrock
      'wrong_endpoint', // OpenRouter
      'out_of_range', // Google
      'missing_parameter', // Volcengine
      'invalid_parameter', 'invalid_url', 'json_format_error', // DashScope
      '1210', '1212', '1213', '1214', '1215', // Zhipu
      'base_resp 2013', 'base_resp 1042', // MiniMax
    ],
  },
  {
    retryable: false, status: 422, advice: advice.fixRequest,
    words: [
      'unprocessable', // OpenRouter
      'unprocessable_entity_error', 'unprocessable_entity', // LiteLLM
      'validation', 'validation_error', // huggingface/huggingface_hub#2558
    ],
  },
  {
    retryable: false, status: 412, advice: advice.fixRequest,
    words: [
      'precondition_failed', // OpenRouter
      'memory_precondition_failed_error', // Anthropic SDK
    ],
  },
  {
    retryable: false, status: 409, advice: advice.fixRequest,
    words: [
      'memory_path_conflict_error', // Anthropic SDK
      'already_exists', // Google
    ],
  },
  {
    retryable: false, status: 501, advice: advice.checkEndpoint,
    words: [
      'unimplemented', // Google
      'not_supported_error', // ggml-org/llama.cpp: tools/server/server-common.cpp
    ],
  },
  {
    retryable: false, status: 400, advice: advice.shortenInput,
    words: [
      'context_length_exceeded', 'string_above_max_length', // OpenAI
      'max_tokens_exceeded', 'token_limit_exceeded', 'string_too_long', // OpenRouter
      'exceed_context_size_error', // ggml-org/llama.cpp: tools/server/server-common.cpp
      'context_window_exceeded_error', // LiteLLM
      '1261', // Zhipu
    ],
  },
  {
    retryable: false, status: 413, advice: advice.shrinkBody,
    words: [
      'request_too_large', // Anthropic
      'payload_too_large', // OpenRouter
      'request_body_too_large_after_decoding', // Anthropic SDK
    ],
  },
  {
    retryable: false, status: 400, advice: advice.checkImage,
    words: [
      'invalid_image', 'invalid_image_format', 'invalid_base64_image', 'invalid_image_url', 'image_too_large', // OpenAI SDK
      'image_too_small', 'image_parse_error', 'invalid_image_mode', 'image_file_too_large', // OpenAI SDK
      'unsupported_image_media_type', 'empty_image_file', 'failed_to_download_image', // OpenAI SDK
      'unsupported_image_format', 'image_download_failed', // OpenRouter
    ],
  },
  {
    retryable: false, status: 404, advice: advice.checkImage,
    words: [
      'image_file_not_found', // OpenAI SDK
      'image_not_found', // OpenRouter
    ],
  },
  {
    retryable: false, status: 400, advice: advice.changeContent,
    words: [
      'content_policy_violation', // OpenAI
      'content_policy_violation_error', // LiteLLM
      'refusal', // OpenRouter
      'content_filter', 'responsible_ai_policy_violation', // BerriAI/litellm#1564
      'data_inspection_failed', // DashScope
      'sensitive_content_detected', 'input_text_sensitive_content_detected', // Volcengine
      'output_text_sensitive_content_detected', // Volcengine
      '1301', // Zhipu
    ],
  },
  // A guard that looks at the answer speaks after 200 OK, so its words imply no status.
  {
    retryable: false, advice: advice.changeContent,
    words: [
      'base_resp 1026', 'base_resp 1027', // MiniMax
      'inappropriate_content', // NanoGPT
      'image_content_policy_violation', 'bio_policy', 'misalignment_policy_violation', // OpenAI SDK
      'cyber_policy', // router-for-me/CLIProxyAPI#4854
    ],
  },
  {
    retryable: false, status: 410, advice: advice.nothingToDo,
    words: [
      'answer_cancelled', // framewise/serving: somebody has cancelled it
    ],
  },
];
