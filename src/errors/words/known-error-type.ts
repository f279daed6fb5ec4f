/** The toolkit's own words, for what no server reports. Each has a row in `own-words.ts`. */
export type OwnErrorType =
  | 'connection_refused' | 'connection_failed' | 'host_not_found' | 'connection_reset' | 'connection_closed' | 'untrusted_certificate'
  | 'decoding_failed' | 'timeout' | 'aborted' | 'invalid_request' | 'circuit_open' | 'cooling_down' | 'queue_full'
  | 'truncated_stream' | 'resume_gap' | 'resume_failed' | 'invalid_frame' | 'unexpected_content' | 'frame_too_large' | 'invalid_output';

/** The words for errors whose wire gives them none: they follow from the status. */
export type StatusErrorType =
  | 'invalid_request_error' | 'authentication_error' | 'insufficient_credits' | 'permission_error' | 'not_found_error' | 'timeout_error'
  | 'conflict_error' | 'request_too_large' | 'rate_limit_error' | 'overloaded_error' | 'api_error' | 'unknown_error';

/**
 * The words that an editor offers for `ApiError.type`: the toolkit's own, those of a status, and what the vendors say most. The list
 * of the servers is open, so any other text is a type too.
 */
export type KnownErrorType =
  | OwnErrorType | StatusErrorType
  | 'insufficient_quota' | 'invalid_api_key' | 'context_length_exceeded' | 'content_policy_violation' | 'content_filter'
  | 'rate_limit_exceeded' | 'server_error' | 'model_not_found' | 'billing_error'
  | 'producer_lost' | 'answer_cancelled';
