import type { Attributes, AttributeValue } from '@opentelemetry/api';

import { ApiError, type CallEnd, type CallInfo } from '../index.js';
import type { TelemetryNames } from './names.js';

/** Attributes by the names of the table; what is undefined is left out. */
export function named(names: TelemetryNames, values: { readonly [Key in keyof TelemetryNames]?: AttributeValue | undefined }): Attributes {
  const attributes: Attributes = {};
  for (const key of Object.keys(values) as (keyof TelemetryNames)[]) {
    const value = values[key];
    if (value !== undefined) attributes[names[key]] = value;
  }
  return attributes;
}

/** What is known before anything is sent: samplers see it, and every metric carries it. */
export function requestAttributes(names: TelemetryNames, call: CallInfo, provider: string | undefined): Attributes {
  const url = urlOf(call.baseUrl);
  return named(names, {
    operation: 'chat',
    provider: provider ?? providerOf(call, url?.hostname),
    requestModel: call.model,
    serverAddress: url?.hostname,
    serverPort: url && Number(url.port || (url.protocol === 'http:' ? 80 : 443)),
  });
}

function urlOf(text: string | undefined): URL | undefined {
  try {
    return text === undefined ? undefined : new URL(text);
  } catch {
    return undefined;
  }
}

/** What the answer came to. Neither a key nor a word of the prompt or the answer is in it. */
export function answerAttributes(names: TelemetryNames, { outcome, requests, id, model, usage, finishReasons }: CallEnd): Attributes {
  return named(names, {
    responseId: id,
    responseModel: model,
    finishReasons: outcome === 'done' ? finishReasons.map(conventionalReason) : ['error'],
    inputTokens: usage?.inputTokens,
    outputTokens: usage?.outputTokens,
    cachedReadTokens: usage?.cachedReadTokens,
    cachedWriteTokens: usage?.cachedWriteTokens,
    reasoningTokens: usage?.reasoningTokens,
    requests,
    outcome,
  });
}

/** What may be said of an error: its message is the server's own text, and may quote the prompt. */
export function errorAttributes(names: TelemetryNames, error: unknown): Attributes {
  if (!ApiError.is(error)) return named(names, { errorType: error instanceof Error ? error.name : '_OTHER' });
  const { type, origin, status, requestId } = error;
  // What came in a stream came with 200, whatever status it states.
  return named(names, { errorType: type, status: origin === 'http' ? status : undefined, requestId });
}

/** The conventions write these words with underscores. */
export function conventionalReason(reason: string): string {
  return reason === 'tool-calls' ? 'tool_call' : reason.replaceAll('-', '_');
}

/** The providers that the conventions have a word for, by the end of their hosts. */
const PROVIDERS: Readonly<Record<string, string>> = {
  'openai.azure.com': 'azure.ai.openai',
  'amazonaws.com': 'aws.bedrock',
  'googleapis.com': 'gcp.gemini',
  'groq.com': 'groq',
  'mistral.ai': 'mistral_ai',
  'deepseek.com': 'deepseek',
  'x.ai': 'x_ai',
  'perplexity.ai': 'perplexity',
  'cohere.com': 'cohere',
};

/** A gateway of one's own is named by the API that it speaks. */
function providerOf({ protocol }: CallInfo, host = ''): string {
  const known = Object.keys(PROVIDERS).find((end) => host === end || host.endsWith(`.${end}`));
  if (known !== undefined) return PROVIDERS[known] ?? known;
  return protocol === 'messages' ? 'anthropic' : 'openai';
}
