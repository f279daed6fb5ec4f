import { readFileSync } from 'node:fs';

import type { ErrorOrigin } from '../../../src/errors/api-error.js';
import { findError, readError } from '../../../src/errors/reading/find-error.js';
import { toApiError } from '../../../src/errors/to-api-error.js';
import { accountWords } from '../../../src/errors/words/account-words.js';
import { advice } from '../../../src/errors/words/advice.js';
import { ownWords } from '../../../src/errors/words/own-words.js';
import { requestWords } from '../../../src/errors/words/request-words.js';
import { serverWords } from '../../../src/errors/words/server-words.js';
import { wordRow } from '../../../src/errors/words/word-row.js';

const wireWords = [...requestWords, ...accountWords, ...serverWords];

/** The pages that the README of the tables gives a name. */
const [, sources = ''] = readFileSync(new URL('../../../src/errors/words/README.md', import.meta.url), 'utf8').split('\n## Sources\n');
const pages = new Set(Array.from(sources.matchAll(/^\| ([^|]+) \| \S/gm), ([, name = '']) => name));

type Expected = 'always' | 'never';
type Row = readonly [word: string, retry: Expected, status: number | undefined];

function rows(retry: Expected, status: number | undefined, words: string): Row[] {
  return words.trim().split(/\s+/).map((word) => [word, retry, status]);
}

// Written out a second time on purpose: by vendor, where the table goes by meaning.
const vocabulary: readonly Row[] = [
  // OpenAI
  ...rows('never', 400, `invalid_request_error context_length_exceeded unsupported_parameter unsupported_value missing_required_parameter
    invalid_value string_above_max_length content_policy_violation`),
  ...rows('never', 401, 'authentication invalid_api_key'),
  ...rows('never', 403, 'request_forbidden unsupported_country_region_territory'),
  ...rows('never', 404, 'model_not_found response_not_found'),
  ...rows('always', 409, 'lock conflict'),
  ...rows('always', 429, 'rate_limit_error requests tokens rate_limit_exceeded'),
  ...rows('always', undefined, 'slow_down'),
  ...rows('never', 429, `insufficient_quota credit_balance_exhausted organization_spend_limit_exceeded project_spend_limit_exceeded
    organization_usage_limit_exceeded`),
  ...rows('always', 500, 'server_error internal_server_error'),
  ...rows('always', 503, 'service_unavailable_error server_is_overloaded'),
  // OpenAI, response.error.code
  ...rows('never', 400, `invalid_prompt invalid_image invalid_image_format invalid_base64_image invalid_image_url image_too_large
    image_too_small image_parse_error invalid_image_mode image_file_too_large unsupported_image_media_type empty_image_file
    failed_to_download_image`),
  ...rows('never', 404, 'image_file_not_found'),
  ...rows('never', undefined, 'data_residency_mismatch bio_policy misalignment_policy_violation image_content_policy_violation'),
  ...rows('always', 504, 'vector_store_timeout'),
  // Anthropic
  ...rows('never', 401, 'authentication_error'),
  ...rows('never', 402, 'billing_error'),
  ...rows('never', 403, 'permission_error'),
  ...rows('never', 404, 'not_found_error'),
  ...rows('always', 409, 'conflict_error'),
  ...rows('never', 413, 'request_too_large'),
  ...rows('always', 500, 'api_error'),
  ...rows('always', 504, 'timeout_error'),
  ...rows('always', 529, 'overloaded_error'),
  ...rows('never', 412, 'memory_precondition_failed_error'),
  ...rows('never', 409, 'memory_path_conflict_error'),
  // Anthropic, error.details.error_code
  ...rows('never', 400, `claude_code_key_creator_not_member claude_code_version_too_old cmek_key_disabled cmek_key_network_blocked
    organization_on_hold organization_type_not_supported parent_organization_required request_body_encoding_invalid
    request_body_encoding_unsupported`),
  ...rows('never', 402, 'linked_organization_billing_unavailable linked_organization_spend_limit_reached'),
  ...rows('never', 403, 'sandbox_egress_restricted'),
  ...rows('never', 413, 'request_body_too_large_after_decoding'),
  ...rows('never', 429, 'contract_spend_limit_reached enforced_spend_limit_reached'),
  ...rows('always', 429, 'ramp_limit_exceeded'),
  ...rows('always', 503, 'cmek_context_unavailable cmek_key_unreachable'),
  // OpenRouter
  ...rows('never', 400, 'max_tokens_exceeded token_limit_exceeded string_too_long invalid_request refusal'),
  ...rows('never', 402, 'payment_required'),
  ...rows('never', 403, 'permission_denied region_restricted'),
  ...rows('never', 404, 'not_found image_not_found no_endpoints model_deprecated model_unavailable_upstream privacy_restricted constraint_filtered free_variant_ended'),
  ...rows('never', 412, 'precondition_failed'),
  ...rows('never', 413, 'payload_too_large'),
  ...rows('never', 422, 'unprocessable'),
  ...rows('never', 400, 'unsupported_image_format image_download_failed wrong_endpoint'),
  ...rows('always', 429, 'capacity_exhausted'),
  ...rows('always', 500, 'server unmapped'),
  ...rows('always', 502, 'provider_unavailable'),
  ...rows('always', 503, 'provider_overloaded temporarily_unavailable'),
  ...rows('always', 504, 'timeout'),
  // NanoGPT
  ...rows('never', 400, `invalid_parameter_value invalid_json invalid_json_schema tool_choice_unsupported image_input_not_supported
    conflicting_moderation_model inline_moderation_requires_api_key empty_moderation_input unsupported_moderation_input
    unsupported_input_modality unsupported_batch_input model_not_allowed invalid_response_id`),
  ...rows('never', 401, 'authentication_required missing_api_key'),
  ...rows('never', 402, 'insufficient_credits memory_balance_required webSearch_balance_required both_balance_required'),
  ...rows('never', 403, 'permission_denied_error'),
  ...rows('never', 429, 'daily_rpd_limit_exceeded daily_usd_limit_exceeded'),
  ...rows('always', 503, `service_unavailable model_not_available all_fallbacks_failed no_fallback_available
    fallback_blocked_for_cache_consistency native_web_search_unavailable`),
  ...rows('never', undefined, 'inappropriate_content'),
  ...rows('always', undefined, 'empty_response'),
  // Azure, Groq, Google, vLLM, llama.cpp, TGI, Bedrock, DeepSeek
  ...rows('never', 400, `content_filter ResponsibleAIPolicyViolation tool_use_failed json_validate_failed INVALID_ARGUMENT
    BadRequestError exceed_context_size_error validationException`),
  ...rows('never', 404, 'DeploymentNotFound'),
  ...rows('never', 422, 'validation'),
  ...rows('always', 429, 'too_many_requests RESOURCE_EXHAUSTED throttlingException'),
  ...rows('always', 500, 'internalServerException modelStreamErrorException InternalServerError'),
  ...rows('always', 503, 'serviceUnavailableException UNAVAILABLE insufficient_system_resource'),
  ...rows('always', 504, 'Timeout modelTimeoutException DEADLINE_EXCEEDED'),
  // Quotas and balances: Codex, Moonshot, Kimi's coding plan, OpenCode, one-api, Together, xAI, Venice, Cline, LiteLLM, Google, Bedrock
  ...rows('never', 429, `usage_limit_reached usage_not_included exceeded_current_quota_error access_terminated_error FreeUsageLimitError
    GoUsageLimitError SubscriptionUsageLimitError SPEND_LIMIT_EXCEEDED budget_exceeded QUOTA_EXHAUSTED allowance_exhausted
    ServiceQuotaExceededException`),
  ...rows('never', 402, `insufficient_user_quota pre_consume_token_quota_failed credit_limit personal-team-blocked:spending-limit
    INSUFFICIENT_BALANCE CreditsError MonthlyLimitError UserLimitError`),
  // DashScope
  ...rows('never', 402, 'Arrearage PrepaidBillOverdue PostpaidBillOverdue CommodityNotPurchased'),
  ...rows('never', 429, 'AllocationQuota.FreeTierOnly'),
  ...rows('never', 400, 'InvalidParameter InvalidURL DataInspectionFailed'),
  ...rows('always', 429, 'Throttling Throttling.RateQuota Throttling.AllocationQuota Throttling.BurstRate limit_requests'),
  ...rows('always', 500, 'InternalError InternalError.Algo InternalError.Timeout'),
  ...rows('always', 503, 'SystemError ModelServingError ModelUnavailable'),
  ...rows('always', 504, 'RequestTimeOut'),
  // Volcengine
  ...rows('never', 402, 'AccountOverdueError OperationDenied.ServiceOverdue'),
  ...rows('never', 429, 'QuotaExceeded SetLimitExceeded InferenceLimitExceeded AccountQuotaExceeded'),
  ...rows('never', 403, 'AccessDenied OperationDenied.ServiceNotOpen'),
  ...rows('never', 404, 'InvalidEndpointOrModel.NotFound InvalidEndpoint.ClosedEndpoint UnsupportedModel'),
  ...rows('never', 400, `MissingParameter MissingParameter.messages InvalidParameter.UnsupportedImageFormat SensitiveContentDetected
    SensitiveContentDetected.Violence InputTextSensitiveContentDetected`),
  ...rows('always', 429, 'RateLimitExceeded.EndpointRPMExceeded RateLimitExceeded.FoundationModelTPMExceeded'),
  ...rows('always', 500, 'InternalServiceError'),
  ...rows('always', 503, 'ServerOverloaded'),
  // Moonshot, Mistral, Cerebras, Groq, OpenAI
  ...rows('always', 429, 'rate_limit_reached_error rate_limited too_many_tokens_error queue_exceeded ResourceExhausted'),
  ...rows('always', 503, 'engine_overloaded_error'),
  ...rows('always', 498, 'capacity_exceeded'),
  ...rows('never', undefined, 'cyber_policy'),
  // One row, any spelling
  ...rows('always', 429, 'RateLimitError RATE_LIMIT_ERROR rate-limit-error rateLimitError'),
];

describe('the words of the wire', () => {
  it.each(vocabulary)('%s as the type of an error frame: %s retried, status %s', (type, retry, status) => {
    const found = findError({ error: { type, message: 'it failed' } });
    expect(found).toBeDefined();
    const error = toApiError(found ?? { words: [] }, { origin: 'stream', raw: null });
    expect(error).toMatchObject({ type, origin: 'stream', retryable: retry === 'always', message: 'it failed' });
    expect(error.status).toBe(status);
  });

  it.each(vocabulary)('%s as the code of an HTTP body beats the status: %s retried', (code, retry) => {
    const status = retry === 'always' ? 400 : 503;
    const error = toApiError(readError({ error: { code, message: 'it failed' } }), { origin: 'http', raw: null, status });
    expect(error).toMatchObject({ type: code, code, status, retryable: retry === 'always' });
  });

  it('are looked up for what came over the wire only', () => {
    const origins: ErrorOrigin[] = ['http', 'stream', 'transport', 'protocol'];
    expect(origins.map((origin) => wordRow('rate_limit_error', origin) !== undefined)).toEqual([true, true, false, false]);
  });

  it('mean another thing than the same words of the toolkit', () => {
    expect(wordRow('aborted', 'stream')).toMatchObject({ retryable: true, status: 409 });
    expect(wordRow('aborted', 'transport')).toMatchObject({ retryable: false });
  });

  it.each(['', 'wat', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'x'.repeat(1_000_000)])('do not include %.20s', (word) => {
    expect(wordRow(word, 'stream')).toBeUndefined();
    expect(wordRow(word, 'protocol')).toBeUndefined();
  });

  it.each(['Throttling.', 'throttling.anything.else', 'THROTTLING.X'])('with dots are known by what stands before the first one: %s', (word) => {
    expect(wordRow(word, 'http')).toBe(wordRow('throttling', 'http'));
  });

  it.each(['x.throttling', 'response.failed', '...'])('with dots are not known by what stands after one: %s', (word) => {
    expect(wordRow(word, 'http')).toBeUndefined();
  });

  it.each(['request-words', 'account-words', 'server-words'])('have a source behind every line of %s', (table) => {
    const lines = readFileSync(new URL(`../../../src/errors/words/${table}.ts`, import.meta.url), 'utf8').split('\n').filter((line) => /^ {6}'/.test(line));
    expect(lines.length).toBeGreaterThan(20);
    for (const line of lines) {
      const sources = / \/\/ (.+?)(?: \([^)]*\))?$/.exec(line)?.[1]?.split('; ') ?? ['none'];
      for (const source of sources) expect(pages.has(source) || /^[\w.-]+\/[\w.-]+(?:#\d+|: \S+)|^src\/|^https:/.test(source) ? '' : line).toBe('');
    }
  });

  it('of a used-up quota are never retried', () => {
    const quota = wireWords.filter(({ isQuota }) => isQuota);
    expect(quota.flatMap(({ words }) => words).length).toBeGreaterThan(50);
    expect(quota.filter(({ retryable }) => retryable)).toEqual([]);
  });

  it('stand in one row each', () => {
    for (const table of [wireWords, ownWords]) {
      const all = table.flatMap((row) => row.words.map((word) => word.toLowerCase().replace(/[^a-z0-9]/g, '')));
      expect(all.filter((word, index) => all.indexOf(word) !== index)).toEqual([]);
    }
  });
});

describe('the words of the toolkit', () => {
  it.each<[string, ErrorOrigin, boolean]>([
    ['connection_refused', 'transport', true],
    ['connection_reset', 'transport', true],
    ['connection_closed', 'transport', true],
    ['connection_failed', 'transport', true],
    ['host_not_found', 'transport', true],
    ['decoding_failed', 'transport', true],
    ['timeout', 'transport', true],
    ['aborted', 'transport', false],
    ['invalid_request', 'transport', false],
    ['truncated_stream', 'protocol', true],
    ['invalid_frame', 'protocol', false],
    ['frame_too_large', 'protocol', false],
    ['unexpected_content', 'protocol', false],
    ['invalid_output', 'protocol', false],
  ])('%s of origin %s: retryable %s, with an advice and no status', (word, origin, retryable) => {
    const row = wordRow(word, origin);
    expect(row).toMatchObject({ retryable });
    expect(row?.status).toBeUndefined();
    expect(row?.advice).not.toBe(advice.readMessage);
  });
});
