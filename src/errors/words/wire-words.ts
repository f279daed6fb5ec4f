import { advice } from './advice.js';

/** Words that say the same of an error. */
export interface WordRow {
  readonly words: readonly string[];
  readonly retryable: boolean;
  readonly advice: string;
  /** The HTTP status they imply, where no status is stated. */
  readonly status?: number;
  /** Whether they say so little that a finer word, or the status, knows better what to do. */
  readonly isGeneral?: boolean;
}

/**
 * The words of the wire (an error's type or code), in any spelling: case and punctuation do not count, so that OpenAI's
 * `rate_limit_error` and Python's `RateLimitError` share a row. A word that vendors use under several statuses implies the
 * most usual one, or none.
 */
export const wireWords: readonly WordRow[] = [
  // The request is at fault. OpenAI says so even of a wrong key or a missing model.
  {
    words: ['invalid_request_error', 'invalid_request', 'bad_request', 'bad_request_error', 'invalid_argument', 'failed_precondition'],
    retryable: false, status: 400, advice: advice.fixRequest, isGeneral: true,
  },
  {
    words: [
      'out_of_range', 'decimal_below_min_value', 'decimal_above_max_value', 'invalid_function_parameters', 'unsupported_file',
      'unsupported_parameter', 'unsupported_value', 'missing_required_parameter', 'invalid_value', 'invalid_prompt',
      'invalid_parameter_value', 'invalid_json', 'invalid_json_schema', 'tool_choice_unsupported', 'image_input_not_supported',
      'conflicting_moderation_model', 'inline_moderation_requires_api_key', 'empty_moderation_input',
      'unsupported_moderation_input',
      'unsupported_input_modality', 'unsupported_batch_input', 'model_not_allowed', 'invalid_response_id', 'tool_use_failed',
      'json_validate_failed', 'request_body_encoding_invalid', 'request_body_encoding_unsupported', 'claude_code_version_too_old',
      'validation_exception', 'wrong_endpoint',
    ],
    retryable: false, status: 400, advice: advice.fixRequest,
  },
  {
    words: ['unprocessable', 'unprocessable_entity', 'unprocessable_entity_error', 'validation', 'validation_error'],
    retryable: false, status: 422, advice: advice.fixRequest,
  },
  {
    words: ['precondition_failed', 'memory_precondition_failed_error'],
    retryable: false, status: 412, advice: advice.fixRequest,
  },
  { words: ['memory_path_conflict_error', 'already_exists'], retryable: false, status: 409, advice: advice.fixRequest },
  { words: ['not_supported_error', 'unimplemented'], retryable: false, status: 501, advice: advice.checkEndpoint },
  {
    words: [
      'context_length_exceeded', 'max_tokens_exceeded', 'token_limit_exceeded', 'string_too_long', 'string_above_max_length',
      'exceed_context_size_error', 'context_window_exceeded_error',
    ],
    retryable: false, status: 400, advice: advice.shortenInput,
  },
  {
    words: ['request_too_large', 'payload_too_large', 'request_body_too_large_after_decoding'],
    retryable: false, status: 413, advice: advice.shrinkBody,
  },
  {
    words: [
      'invalid_image', 'invalid_image_format', 'invalid_base64_image', 'invalid_image_url', 'image_too_large', 'image_too_small',
      'image_parse_error', 'invalid_image_mode', 'image_file_too_large', 'unsupported_image_media_type',
      'unsupported_image_format',
      'empty_image_file', 'failed_to_download_image', 'image_download_failed',
    ],
    retryable: false, status: 400, advice: advice.checkImage,
  },
  { words: ['image_not_found', 'image_file_not_found'], retryable: false, status: 404, advice: advice.checkImage },

  // The content is refused. A guard that looks at the answer speaks after 200 OK, so its words imply no status.
  {
    words: ['content_policy_violation', 'content_policy_violation_error', 'content_filter', 'responsible_ai_policy_violation', 'refusal'],
    retryable: false, status: 400, advice: advice.changeContent,
  },
  {
    words: ['inappropriate_content', 'image_content_policy_violation', 'bio_policy', 'misalignment_policy_violation'],
    retryable: false, advice: advice.changeContent,
  },

  // The caller: key, account, region.
  {
    words: [
      'authentication_error', 'authentication', 'authentication_required', 'invalid_api_key', 'missing_api_key',
      'unauthenticated',
      'unauthorized', 'unrecognized_client_exception', 'expired_token_exception',
    ],
    retryable: false, status: 401, advice: advice.checkKey,
  },
  {
    words: [
      'permission_error', 'permission_denied', 'permission_denied_error', 'request_forbidden', 'forbidden',
      'access_denied_exception',
      'unsupported_country_region_territory', 'region_restricted', 'sandbox_egress_restricted',
    ],
    retryable: false, status: 403, advice: advice.readBody,
  },
  { words: ['data_residency_mismatch'], retryable: false, advice: advice.readBody },
  {
    words: [
      'claude_code_key_creator_not_member', 'cmek_key_disabled', 'cmek_key_network_blocked', 'organization_on_hold',
      'organization_type_not_supported', 'parent_organization_required',
    ],
    retryable: false, status: 400, advice: advice.readBody,
  },
  {
    words: [
      'insufficient_credits', 'billing_error', 'payment_required', 'memory_balance_required', 'webSearch_balance_required',
      'both_balance_required', 'linked_organization_billing_unavailable', 'linked_organization_spend_limit_reached',
    ],
    retryable: false, status: 402, advice: advice.topUp,
  },
  {
    words: [
      'insufficient_quota', 'credit_balance_exhausted', 'organization_spend_limit_exceeded', 'project_spend_limit_exceeded',
      'organization_usage_limit_exceeded', 'contract_spend_limit_reached', 'enforced_spend_limit_reached',
      'budget_exceeded_error',
    ],
    retryable: false, status: 429, advice: advice.topUp,
  },
  { words: ['daily_rpd_limit_exceeded', 'daily_usd_limit_exceeded'], retryable: false, status: 429, advice: advice.waitForReset },

  // What is asked for is not there.
  {
    words: [
      'not_found_error', 'not_found', 'model_not_found', 'response_not_found', 'deployment_not_found', 'no_endpoints',
      'model_deprecated',
      'model_unavailable_upstream', 'invalid_model', 'previous_response_not_found', 'privacy_restricted', 'constraint_filtered',
      'free_variant_ended', 'resource_not_found_exception',
    ],
    retryable: false, status: 404, advice: advice.checkName,
  },

  // Wait.
  { words: ['conflict_error', 'conflict', 'lock', 'aborted'], retryable: true, status: 409, advice: advice.resolveConflict },
  {
    words: [
      'rate_limit_error', 'rate_limit_exceeded', 'requests', 'tokens', 'too_many_requests', 'too_many_requests_error',
      'ramp_limit_exceeded',
      'capacity_exhausted', 'resource_exhausted', 'throttling_exception', 'throttling', 'too_many_requests_exception',
    ],
    retryable: true, status: 429, advice: advice.slowDown,
  },
  { words: ['slow_down'], retryable: true, advice: advice.slowDown }, // sent with 429 and with 503

  // The server is at fault.
  {
    words: [
      'api_error', 'server_error', 'internal_server_error', 'internal_error', 'internal', 'server', 'unmapped',
      'internal_server_exception', 'model_stream_error_exception', 'model_error_exception',
    ],
    retryable: true, status: 500, advice: advice.retryLater,
  },
  { words: ['provider_unavailable', 'bad_gateway'], retryable: true, status: 502, advice: advice.retryLater },
  {
    words: [
      'service_unavailable', 'service_unavailable_error', 'service_unavailable_exception', 'unavailable', 'unavailable_error',
      'server_is_overloaded', 'provider_overloaded', 'temporarily_unavailable', 'cmek_context_unavailable',
      'cmek_key_unreachable',
      'insufficient_system_resource', 'model_not_ready_exception',
    ],
    retryable: true, status: 503, advice: advice.retryLater,
  },
  {
    words: [
      'model_not_available', 'all_fallbacks_failed', 'no_fallback_available', 'fallback_blocked_for_cache_consistency',
      'native_web_search_unavailable',
    ],
    retryable: true, status: 503, advice: advice.switchModel,
  },
  {
    words: ['timeout_error', 'timeout', 'gateway_timeout', 'deadline_exceeded', 'model_timeout_exception', 'vector_store_timeout'],
    retryable: true, status: 504, advice: advice.retryLater,
  },
  { words: ['overloaded_error', 'overloaded'], retryable: true, status: 529, advice: advice.retryLater },
  // Words with which an answer ends that the server broke off: src/protocols/finish-words.ts.
  {
    words: ['network_error', 'abort', 'connection_error', 'upstream_error', 'malformed_response'],
    retryable: true, advice: advice.retryLater,
  },
  { words: ['empty_response'], retryable: true, advice: advice.switchModel },
];
