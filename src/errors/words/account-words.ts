import { advice } from './advice.js';
import type { WordRow } from './error-row.js';

/** The caller is at fault: key, permission, balance, quota, or a name that nothing answers to. None of these is ever retried. */
export const accountWords: readonly WordRow[] = [
  {
    retryable: false, status: 401, advice: advice.checkKey,
    words: [
      'authentication_error', // Anthropic
      'invalid_api_key', // OpenAI
      'authentication', // OpenRouter
      'authentication_required', 'missing_api_key', // NanoGPT
      'unauthenticated', 'api_key_invalid', // Google
      'auth_error', // OpenCode
      'unauthorized', // Volcengine
      'unrecognized_client_exception', 'expired_token_exception', // AWS
      '1000', '1001', '1002', '1003', '1004', // Zhipu
      'base_resp 1004', 'base_resp 2049', // MiniMax
    ],
  },
  {
    retryable: false, status: 403, advice: advice.readBody,
    words: [
      'permission_error', // Anthropic
      'request_forbidden', 'unsupported_country_region_territory', // OpenAI
      'permission_denied', // Google
      'region_restricted', // OpenRouter
      'permission_denied_error', // NanoGPT
      'forbidden', 'access_denied', 'operation_denied', // Volcengine
      'access_denied_exception', // Bedrock
      'sandbox_egress_restricted', // Anthropic SDK
      '1110', '1111', '1112', '1121', '1220', '1311', // Zhipu
      'base_resp 2061', // MiniMax-AI/cli: src/errors/api.ts
    ],
  },
  {
    retryable: false, advice: advice.readBody,
    words: [
      'data_residency_mismatch', // OpenAI SDK
    ],
  },
  {
    retryable: false, status: 400, advice: advice.readBody,
    words: [
      'claude_code_key_creator_not_member', 'cmek_key_disabled', 'cmek_key_network_blocked', 'organization_on_hold', // Anthropic SDK
      'organization_type_not_supported', 'parent_organization_required', // Anthropic SDK
    ],
  },
  {
    retryable: false, status: 402, advice: advice.topUp, isQuota: true,
    words: [
      'billing_error', // Anthropic
      'payment_required', // OpenRouter
      'insufficient_credits', 'memory_balance_required', 'web_search_balance_required', 'both_balance_required', // NanoGPT
      'linked_organization_billing_unavailable', 'linked_organization_spend_limit_reached', // Anthropic SDK
      'insufficient_balance', // veniceai/api-docs#149
      'personal-team-blocked:spending-limit', // tetsuo-ai/agenc-core#2483 (xAI)
      'credit_limit', // expectedparrot/edsl#2098 (Together)
      'credits_error', 'monthly_limit_error', 'user_limit_error', // OpenCode
      'insufficient_user_quota', 'pre_consume_token_quota_failed', // songquanpeng/one-api#1270; MAX-API-Next/MAX-API#20
      'arrearage', 'prepaid_bill_overdue', 'postpaid_bill_overdue', 'commodity_not_purchased', // DashScope
      'account_overdue_error', 'operation_denied.service_overdue', // Volcengine
      '1113', // Zhipu; zai-org/GLM-5#148
      'base_resp 1008', // MiniMax; infiniflow/ragflow#17292
    ],
  },
  {
    retryable: false, status: 429, advice: advice.topUp, isQuota: true,
    words: [
      'insufficient_quota', 'credit_balance_exhausted', 'organization_spend_limit_exceeded', // OpenAI
      'project_spend_limit_exceeded', 'organization_usage_limit_exceeded', // OpenAI
      'contract_spend_limit_reached', 'enforced_spend_limit_reached', // Anthropic SDK
      'budget_exceeded_error', 'budget_exceeded', // LiteLLM
      'spend_limit_exceeded', // cline/cline#10207
      'usage_not_included', // openai/codex: codex-rs/codex-api/src/api_bridge.rs
      'exceeded_current_quota_error', // MoonshotAI/kimi-code#1857
      '1309', // Zhipu
    ],
  },
  // A quota that starts anew by itself, but in hours or days.
  {
    retryable: false, status: 429, advice: advice.waitForReset, isQuota: true,
    words: [
      'daily_rpd_limit_exceeded', 'daily_usd_limit_exceeded', // NanoGPT
      'usage_limit_reached', // router-for-me/CLIProxyAPI#1666; earendil-works/pi#4172
      'free_usage_limit_error', 'go_usage_limit_error', 'subscription_usage_limit_error', // OpenCode; anomalyco/opencode#32971
      'access_terminated_error', // openclaw/openclaw#142656 (Kimi's coding plan)
      'allowance_exhausted', // mindsdb/anton#349
      'quota_exhausted', // google-gemini/gemini-cli#29425
      'service_quota_exceeded_exception', // Bedrock
      'allocation_quota.free_tier_only', // DashScope
      'quota_exceeded', 'set_limit_exceeded', 'inference_limit_exceeded', 'account_quota_exceeded', // Volcengine
      '1304', '1308', '1310', // Zhipu; dirge-code/dirge#818
      'base_resp 1028', 'base_resp 1030', 'base_resp 2056', // MiniMax; MiniMax-AI/cli: src/errors/api.ts
    ],
  },
  {
    retryable: false, status: 404, advice: advice.checkName,
    words: [
      'not_found_error', // Anthropic
      'model_not_found', 'response_not_found', 'previous_response_not_found', // OpenAI
      'no_endpoints', 'model_deprecated', 'model_unavailable_upstream', 'privacy_restricted', 'constraint_filtered', // OpenRouter
      'free_variant_ended', // OpenRouter
      'not_found', // Google
      'deployment_not_found', // https://learn.microsoft.com/azure/ai-foundry/openai/quotas-limits
      'invalid_model', // https://docs.mistral.ai/api
      'resource_not_found_exception', // Bedrock
      'invalid_endpoint', 'invalid_endpoint_or_model', 'unsupported_model', // Volcengine
      '1211', '1221', '1222', // Zhipu
    ],
  },
];
