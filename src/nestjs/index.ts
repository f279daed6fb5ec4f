/**
 * Answers of an LLM in a NestJS application: upstreams to inject, streams to clients, errors with their status.
 *
 * @module framewise/nestjs
 */

export {
  type AnswerEvents,
  type AnswerLog,
  type CallerError,
  callerError,
  type EncodeOptions,
  memoryAnswerLog,
  type MemoryAnswerLogOptions,
  ResumableAnswers,
  type SseEvent,
  type SseOptions,
} from '../serving/index.js';
export { ApiErrorFilter, type ApiErrorFilterOptions } from './api-error-filter.js';
export { ApiSse, type ApiSseOptions } from './api-sse.js';
export { FramewiseModule, type FramewiseModuleAsyncOptions, type FramewiseModuleOptions, type FramewiseSettings } from './framewise-module.js';
export { encodeFrames, sse, toMessageEvents, whenReady } from './streams.js';
export { type FramesOptions, UpstreamClient, type UpstreamSettings } from './upstream-client.js';
export { type UpstreamHealth, UpstreamHealthIndicator } from './upstream-health-indicator.js';
export { getUpstreamToken, InjectUpstream } from './upstream-token.js';
