import { advice } from './advice.js';
import type { WordRow } from './error-row.js';
import { source } from './sources.js';

const wrongKey = { retryable: false, status: 401, advice: advice.checkKey };
const forbidden = { retryable: false, status: 403, advice: advice.readBody };
const onHold = { retryable: false, status: 400, advice: advice.readBody };
const notThere = { retryable: false, status: 404, advice: advice.checkName };
const unpaid = { retryable: false, status: 402, advice: advice.topUp, isQuota: true };
const usedUp = { retryable: false, status: 429, advice: advice.topUp, isQuota: true };
/** A quota that starts anew by itself, but in hours or days. */
const untilReset = { ...usedUp, advice: advice.waitForReset };

/** The caller is at fault: key, permission, balance, quota, or a name that nothing answers to. None of these is ever retried. */
export const accountWords: readonly WordRow[] = [
  { ...wrongKey, words: ['authentication_error'], source: source.anthropic },
  { ...wrongKey, words: ['invalid_api_key'], source: source.openAi },
  { ...wrongKey, words: ['authentication'], source: source.openRouter },
  { ...wrongKey, words: ['authentication_required', 'missing_api_key'], source: source.nanoGpt },
  { ...wrongKey, words: ['unauthenticated', 'api_key_invalid'], source: source.google },
  { ...wrongKey, words: ['auth_error'], source: source.openCode },
  { ...wrongKey, words: ['unauthorized'], source: source.volcengine },
  { ...wrongKey, words: ['unrecognized_client_exception', 'expired_token_exception'], source: source.bedrockErrors },
  { ...wrongKey, words: ['1000', '1001', '1002', '1003', '1004'], source: source.zhipu },
  { ...wrongKey, words: ['base_resp 1004', 'base_resp 2049'], source: source.miniMax },

  { ...forbidden, words: ['permission_error'], source: source.anthropic },
  { ...forbidden, words: ['request_forbidden', 'unsupported_country_region_territory'], source: source.openAi },
  { ...forbidden, words: ['permission_denied'], source: source.google },
  { ...forbidden, words: ['region_restricted'], source: source.openRouter },
  { ...forbidden, words: ['permission_denied_error'], source: source.nanoGpt },
  { ...forbidden, words: ['forbidden', 'access_denied', 'operation_denied'], source: source.volcengine },
  { ...forbidden, words: ['access_denied_exception'], source: source.bedrock },
  { ...forbidden, words: ['sandbox_egress_restricted'], source: source.anthropicSdk },
  { ...forbidden, words: ['1110', '1111', '1112', '1121', '1220', '1311'], source: source.zhipu },
  { ...forbidden, words: ['base_resp 2061'], source: 'MiniMax-AI/cli: src/errors/api.ts' },
  { retryable: false, advice: advice.readBody, words: ['data_residency_mismatch'], source: source.openAiNode },
  {
    ...onHold,
    words: [
      'claude_code_key_creator_not_member', 'cmek_key_disabled', 'cmek_key_network_blocked', 'organization_on_hold',
      'organization_type_not_supported', 'parent_organization_required',
    ],
    source: source.anthropicSdk,
  },

  { ...unpaid, words: ['billing_error'], source: source.anthropic },
  { ...unpaid, words: ['payment_required'], source: source.openRouter },
  {
    ...unpaid,
    words: ['insufficient_credits', 'memory_balance_required', 'web_search_balance_required', 'both_balance_required'],
    source: source.nanoGpt,
  },
  {
    ...unpaid,
    words: ['linked_organization_billing_unavailable', 'linked_organization_spend_limit_reached'],
    source: source.anthropicSdk,
  },
  { ...unpaid, words: ['insufficient_balance'], source: 'veniceai/api-docs#149' },
  { ...unpaid, words: ['personal-team-blocked:spending-limit'], source: 'tetsuo-ai/agenc-core#2483' }, // xAI
  { ...unpaid, words: ['credit_limit'], source: 'expectedparrot/edsl#2098' }, // Together
  { ...unpaid, words: ['credits_error', 'monthly_limit_error', 'user_limit_error'], source: source.openCode },
  { ...unpaid, words: ['insufficient_user_quota', 'pre_consume_token_quota_failed'], source: 'songquanpeng/one-api#1270; MAX-API-Next/MAX-API#20' },
  { ...unpaid, words: ['arrearage', 'prepaid_bill_overdue', 'postpaid_bill_overdue', 'commodity_not_purchased'], source: source.dashScope },
  { ...unpaid, words: ['account_overdue_error', 'operation_denied.service_overdue'], source: source.volcengine },
  { ...unpaid, words: ['1113'], source: `${source.zhipu}; zai-org/GLM-5#148` },
  { ...unpaid, words: ['base_resp 1008'], source: `${source.miniMax}; infiniflow/ragflow#17292` },

  {
    ...usedUp,
    words: [
      'insufficient_quota', 'credit_balance_exhausted', 'organization_spend_limit_exceeded', 'project_spend_limit_exceeded',
      'organization_usage_limit_exceeded',
    ],
    source: source.openAi,
  },
  { ...usedUp, words: ['contract_spend_limit_reached', 'enforced_spend_limit_reached'], source: source.anthropicSdk },
  { ...usedUp, words: ['budget_exceeded_error', 'budget_exceeded'], source: source.liteLlm },
  { ...usedUp, words: ['spend_limit_exceeded'], source: 'cline/cline#10207' },
  { ...usedUp, words: ['usage_not_included'], source: 'openai/codex: codex-rs/codex-api/src/api_bridge.rs' },
  { ...usedUp, words: ['exceeded_current_quota_error'], source: 'MoonshotAI/kimi-code#1857' },
  { ...usedUp, words: ['1309'], source: source.zhipu },
  { ...untilReset, words: ['daily_rpd_limit_exceeded', 'daily_usd_limit_exceeded'], source: source.nanoGpt },
  { ...untilReset, words: ['usage_limit_reached'], source: 'router-for-me/CLIProxyAPI#1666; earendil-works/pi#4172' },
  { ...untilReset, words: ['free_usage_limit_error', 'go_usage_limit_error', 'subscription_usage_limit_error'], source: `${source.openCode}; anomalyco/opencode#32971` },
  { ...untilReset, words: ['access_terminated_error'], source: 'openclaw/openclaw#142656' }, // Kimi's coding plan
  { ...untilReset, words: ['allowance_exhausted'], source: 'mindsdb/anton#349' },
  { ...untilReset, words: ['quota_exhausted'], source: 'google-gemini/gemini-cli#29425' },
  { ...untilReset, words: ['service_quota_exceeded_exception'], source: source.bedrock },
  { ...untilReset, words: ['allocation_quota.free_tier_only'], source: source.dashScope },
  { ...untilReset, words: ['quota_exceeded', 'set_limit_exceeded', 'inference_limit_exceeded', 'account_quota_exceeded'], source: source.volcengine },
  { ...untilReset, words: ['1304', '1308', '1310'], source: `${source.zhipu}; dirge-code/dirge#818` },
  { ...untilReset, words: ['base_resp 1028', 'base_resp 1030', 'base_resp 2056'], source: `${source.miniMax}; MiniMax-AI/cli: src/errors/api.ts` },

  { ...notThere, words: ['not_found_error'], source: source.anthropic },
  { ...notThere, words: ['model_not_found', 'response_not_found', 'previous_response_not_found'], source: source.openAi },
  {
    ...notThere,
    words: [
      'no_endpoints', 'model_deprecated', 'model_unavailable_upstream', 'privacy_restricted', 'constraint_filtered', 'free_variant_ended',
    ],
    source: source.openRouter,
  },
  { ...notThere, words: ['not_found'], source: source.google },
  { ...notThere, words: ['deployment_not_found'], source: 'https://learn.microsoft.com/azure/ai-foundry/openai/quotas-limits' },
  { ...notThere, words: ['invalid_model'], source: 'https://docs.mistral.ai/api' },
  { ...notThere, words: ['resource_not_found_exception'], source: source.bedrock },
  { ...notThere, words: ['invalid_endpoint', 'invalid_endpoint_or_model', 'unsupported_model'], source: source.volcengine },
  { ...notThere, words: ['1211', '1221', '1222'], source: source.zhipu },
];
