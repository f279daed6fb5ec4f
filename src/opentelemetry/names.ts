/**
 * The names under which telemetry is written: those of the GenAI conventions of OpenTelemetry as they stood in November 2026, all of them
 * in development, and a few of the toolkit's own where there is no convention. They move: replace those that your backend knows by others.
 *
 * Source: https://opentelemetry.io/docs/specs/semconv/gen-ai/
 */
export const telemetryNames = {
  operation: 'gen_ai.operation.name',
  provider: 'gen_ai.provider.name',
  requestModel: 'gen_ai.request.model',
  requestStream: 'gen_ai.request.stream',
  serverAddress: 'server.address',
  serverPort: 'server.port',
  errorType: 'error.type',
  responseId: 'gen_ai.response.id',
  responseModel: 'gen_ai.response.model',
  finishReasons: 'gen_ai.response.finish_reasons',
  timeToFirstChunk: 'gen_ai.response.time_to_first_chunk',
  inputTokens: 'gen_ai.usage.input_tokens',
  outputTokens: 'gen_ai.usage.output_tokens',
  cachedReadTokens: 'gen_ai.usage.cache_read.input_tokens',
  cachedWriteTokens: 'gen_ai.usage.cache_write.input_tokens',
  reasoningTokens: 'gen_ai.usage.reasoning.output_tokens',
  systemInstructions: 'gen_ai.system_instructions',
  inputMessages: 'gen_ai.input.messages',
  outputMessages: 'gen_ai.output.messages',
  /** A histogram, in seconds. */
  durationMetric: 'gen_ai.client.inference.duration',
  /** A histogram, in seconds. */
  timeToFirstChunkMetric: 'gen_ai.client.inference.time_to_first_chunk',
  /** A histogram, in seconds; only with `perChunk`. */
  timePerOutputChunkMetric: 'gen_ai.client.inference.time_per_output_chunk',
  protocol: 'framewise.protocol',
  label: 'framewise.label',
  requests: 'framewise.requests',
  requestId: 'framewise.request_id',
  outcome: 'framewise.outcome',
  timeToFirstOutput: 'framewise.time_to_first_output',
  retryEvent: 'framewise.retry',
  restartEvent: 'framewise.restart',
  fallbackEvent: 'framewise.fallback',
  attempt: 'framewise.attempt',
  delaySeconds: 'framewise.delay',
  status: 'http.response.status_code',
} as const;

/** What can be named otherwise, and how. */
export type TelemetryNames = Readonly<Record<keyof typeof telemetryNames, string>>;
