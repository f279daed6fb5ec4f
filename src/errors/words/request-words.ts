import { advice } from './advice.js';
import type { WordRow } from './error-row.js';
import { source } from './sources.js';

const malformed = { retryable: false, status: 400, advice: advice.fixRequest };
const general = { ...malformed, isGeneral: true };
const tooLong = { retryable: false, status: 400, advice: advice.shortenInput };
const tooLarge = { retryable: false, status: 413, advice: advice.shrinkBody };
const badImage = { retryable: false, status: 400, advice: advice.checkImage };
const refused = { retryable: false, status: 400, advice: advice.changeContent };
// A guard that looks at the answer speaks after 200 OK, so its words imply no status.
const guarded = { retryable: false, advice: advice.changeContent };

/** The request is at fault: its form, its size or its content. None of these is ever retried. */
export const requestWords: readonly WordRow[] = [
  // OpenAI says the general ones even of a wrong key or a missing model.
  { ...general, words: ['invalid_request_error', 'bad_request_error', 'bad_request'], source: source.openAi },
  { ...general, words: ['invalid_request'], source: source.openRouter },
  { ...general, words: ['invalid_argument', 'failed_precondition'], source: source.google },
  {
    ...malformed,
    words: [
      'unsupported_parameter', 'unsupported_value', 'missing_required_parameter', 'invalid_value', 'invalid_prompt', 'unsupported_file',
      'decimal_below_min_value', 'decimal_above_max_value', 'invalid_function_parameters',
    ],
    source: source.openAi,
  },
  {
    ...malformed,
    words: [
      'invalid_parameter_value', 'invalid_json', 'invalid_json_schema', 'tool_choice_unsupported', 'image_input_not_supported',
      'conflicting_moderation_model', 'inline_moderation_requires_api_key', 'empty_moderation_input', 'unsupported_moderation_input',
      'unsupported_input_modality', 'unsupported_batch_input', 'model_not_allowed', 'invalid_response_id',
    ],
    source: source.nanoGpt,
  },
  {
    ...malformed,
    words: ['request_body_encoding_invalid', 'request_body_encoding_unsupported', 'claude_code_version_too_old'],
    source: source.anthropicSdk,
  },
  { ...malformed, words: ['tool_use_failed', 'json_validate_failed'], source: source.groq },
  { ...malformed, words: ['validation_exception'], source: source.bedrock },
  { ...malformed, words: ['wrong_endpoint'], source: source.openRouter },
  { ...malformed, words: ['out_of_range'], source: source.google },
  { ...malformed, words: ['missing_parameter'], source: source.volcengine },
  { ...malformed, words: ['invalid_parameter', 'invalid_url', 'json_format_error'], source: source.dashScope },
  { ...malformed, words: ['1210', '1212', '1213', '1214', '1215'], source: source.zhipu },
  { ...malformed, words: ['base_resp 2013', 'base_resp 1042'], source: source.miniMax },
  { ...malformed, status: 422, words: ['unprocessable'], source: source.openRouter },
  { ...malformed, status: 422, words: ['unprocessable_entity_error', 'unprocessable_entity'], source: source.liteLlm },
  { ...malformed, status: 422, words: ['validation', 'validation_error'], source: 'huggingface/huggingface_hub#2558' },
  { ...malformed, status: 412, words: ['precondition_failed'], source: source.openRouter },
  { ...malformed, status: 412, words: ['memory_precondition_failed_error'], source: source.anthropicSdk },
  { ...malformed, status: 409, words: ['memory_path_conflict_error'], source: source.anthropicSdk },
  { ...malformed, status: 409, words: ['already_exists'], source: source.google },
  { retryable: false, status: 501, advice: advice.checkEndpoint, words: ['unimplemented'], source: source.google },
  { retryable: false, status: 501, advice: advice.checkEndpoint, words: ['not_supported_error'], source: 'ggml-org/llama.cpp: tools/server/server-common.cpp' },

  { ...tooLong, words: ['context_length_exceeded', 'string_above_max_length'], source: source.openAi },
  { ...tooLong, words: ['max_tokens_exceeded', 'token_limit_exceeded', 'string_too_long'], source: source.openRouter },
  { ...tooLong, words: ['exceed_context_size_error'], source: 'ggml-org/llama.cpp: tools/server/server-common.cpp' },
  { ...tooLong, words: ['context_window_exceeded_error'], source: source.liteLlm },
  { ...tooLong, words: ['1261'], source: source.zhipu },
  { ...tooLarge, words: ['request_too_large'], source: source.anthropic },
  { ...tooLarge, words: ['payload_too_large'], source: source.openRouter },
  { ...tooLarge, words: ['request_body_too_large_after_decoding'], source: source.anthropicSdk },

  {
    ...badImage,
    words: [
      'invalid_image', 'invalid_image_format', 'invalid_base64_image', 'invalid_image_url', 'image_too_large', 'image_too_small',
      'image_parse_error', 'invalid_image_mode', 'image_file_too_large', 'unsupported_image_media_type', 'empty_image_file',
      'failed_to_download_image',
    ],
    source: source.openAiNode,
  },
  { ...badImage, words: ['unsupported_image_format', 'image_download_failed'], source: source.openRouter },
  { ...badImage, status: 404, words: ['image_file_not_found'], source: source.openAiNode },
  { ...badImage, status: 404, words: ['image_not_found'], source: source.openRouter },

  { ...refused, words: ['content_policy_violation'], source: source.openAi },
  { ...refused, words: ['content_policy_violation_error'], source: source.liteLlm },
  { ...refused, words: ['refusal'], source: source.openRouter },
  { ...refused, words: ['content_filter', 'responsible_ai_policy_violation'], source: 'BerriAI/litellm#1564' },
  { ...refused, words: ['data_inspection_failed'], source: source.dashScope },
  {
    ...refused,
    words: ['sensitive_content_detected', 'input_text_sensitive_content_detected', 'output_text_sensitive_content_detected'],
    source: source.volcengine,
  },
  { ...refused, words: ['1301'], source: source.zhipu },
  { ...guarded, words: ['base_resp 1026', 'base_resp 1027'], source: source.miniMax },
  { ...guarded, words: ['inappropriate_content'], source: source.nanoGpt },
  { ...guarded, words: ['image_content_policy_violation', 'bio_policy', 'misalignment_policy_violation'], source: source.openAiNode },
  { ...guarded, words: ['cyber_policy'], source: 'router-for-me/CLIProxyAPI#4854' },
];
