/**
 * Streams, operators, protocols and the one error.
 *
 * @module framewise
 */

export type { Choice, Completion, Media, ToolCall } from './answer/completion.js';
export type { Delta, FinishReason, ToolCallDelta, Usage } from './answer/delta.js';
export { ApiError, type ApiErrorInit, type ErrorOrigin, type KnownErrorType } from './errors/api-error.js';
export { requestIdOf } from './errors/request-id.js';
export { commits, type DataFrame, type ErrorFrame, type Frame, type GoodFrame, type RestartFrame, type TerminalFrame, type UnknownFrame } from './frame.js';
export type { StreamOptions } from './open-frames.js';
export { accumulate } from './operators/accumulate.js';
export { catchErrorType, type CatchErrorTypeOptions, type ErrorHandlers } from './operators/catch-error-type.js';
export { collect } from './operators/collect.js';
export { failAfter } from './operators/fail-after.js';
export { failOnErrorFrame } from './operators/fail-on-error-frame.js';
export { failOnStall, type StallOptions } from './operators/fail-on-stall.js';
export { type FallBackOptions, fallBackTo } from './operators/fall-back-to.js';
export { logFailures, type LogOptions } from './operators/log-failures.js';
export type { Logger } from './operators/logging/logger.js';
export type { DocumentPlace } from './operators/output/answer-document.js';
export type { CheckedToolCall, FailedToolCall, ToolSchemas, WholeToolCall } from './operators/output/checked-tool-call.js';
export type { ListElement } from './operators/output/document-elements.js';
export type { SchemaFailure, SchemaInput, SchemaIssue, SchemaOutput, SchemaResult, StandardSchema } from './operators/output/standard-schema.js';
export { reliably, type ReliablyOptions } from './operators/reliably.js';
export type { Jitter } from './operators/retry/backoff-delay.js';
export type { RetryGate, RetryOptions } from './operators/retry/retry-options.js';
export { retryWithBackoff } from './operators/retry-with-backoff.js';
export { type DeepPartial, type ElementsOptions, type PartialObject, structured, type StructuredOptions, type WholeObject } from './operators/structured.js';
export { text } from './operators/text.js';
export { toolCalls } from './operators/tool-calls.js';
export { untilTerminal } from './operators/until-terminal.js';
export type { PayloadObject } from './payload-object.js';
export { type AccumulatingProtocol, type Accumulator, type BackgroundAnswers, type ConversingProtocol, defineProtocol, type PayloadReader, type Protocol, type Reading, type RequestTarget, type ToolResult } from './protocol.js';
export type { ChatCompletion } from './protocols/chat-completions/chat-completion.js';
export type { ChatCompletionChunk } from './protocols/chat-completions/payload.js';
export { chatCompletions } from './protocols/chat-completions/protocol.js';
export type { Message } from './protocols/messages/message.js';
export type { MessageStreamEvent } from './protocols/messages/payload.js';
export { messages } from './protocols/messages/protocol.js';
export type { AccumulatedItem } from './protocols/responses/accumulated-item.js';
export type { AccumulatedResponse } from './protocols/responses/accumulated-response.js';
export type { ResponseEvent } from './protocols/responses/events.js';
export { responses } from './protocols/responses/protocol.js';
export { pullFrames, type PullOptions } from './pull-frames.js';
export type { RateLimit, RateLimits, ResponseInfo } from './response-info.js';
export { cancelAnswer } from './resume/cancel-answer.js';
export { type OpenResumable, resumableFrames } from './resume/resumable-frames.js';
export type { ResumeOptions } from './resume/resume-options.js';
export type { CallEnd, CallHooks, CallInfo, Retry, StreamObserver } from './scope/stream-observer.js';
export { bindFrames, type FrameDefaults, streamFrames } from './stream-frames.js';
export type { CircuitState } from './upstream/circuit.js';
export { Upstream } from './upstream/upstream.js';
export type { UpstreamOptions, UpstreamState, UpstreamStore } from './upstream/upstream-options.js';
export type { RequestOptions } from './wire/opening/request.js';
export type { HeaderFields } from './wire/opening/request-headers.js';
export type { FetchInit, FetchLike, OpenResponse, ResponseLike } from './wire/opening/response-like.js';
export { parseFrames } from './wire/parsing/parse-frames.js';
export type { ParseOptions } from './wire/parsing/parse-options.js';
