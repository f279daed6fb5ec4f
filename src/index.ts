/**
 * Streams, operators, protocols and the one error.
 *
 * @module framewise
 */

export { ApiError, type ApiErrorInit, type ErrorOrigin } from './api-error.js';
export type { Choice, Completion, Media, ToolCall } from './completion.js';
export type { Delta, FinishReason, ToolCallDelta, Usage } from './delta.js';
export { commits, type DataFrame, type ErrorFrame, type Frame, type GoodFrame, type RestartFrame, type TerminalFrame, type UnknownFrame } from './frame.js';
export type { OpenResponse, RequestOptions } from './request.js';
export type { SchemaFailure, SchemaInput, SchemaIssue, SchemaOutput, SchemaResult, StandardSchema } from './standard-schema.js';

export { streamFrames } from './stream-frames.js';
export type { ParseOptions } from './wire/parse-options.js';
export { parseFrames } from './wire/parse-frames.js';

export {
  defineProtocol,
  type Accumulator,
  type AccumulatingProtocol,
  type ConversingProtocol,
  type PayloadObject,
  type PayloadReader,
  type PayloadWriter,
  type Protocol,
  type Reading,
  type ToolResult,
  type WireError,
  type WireEvent,
} from './protocol.js';
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

export { accumulate } from './operators/accumulate.js';
export type { DocumentPlace } from './operators/answer-document.js';
export type { Jitter } from './operators/backoff-delay.js';
export { catchErrorType, type CatchErrorTypeOptions, type ErrorHandlers } from './operators/catch-error-type.js';
export type { CheckedToolCall, FailedToolCall, ToolSchemas, WholeToolCall } from './operators/checked-tool-call.js';
export { collect } from './operators/collect.js';
export type { DeepPartial } from './operators/deep-partial.js';
export { failOnErrorFrame } from './operators/fail-on-error-frame.js';
export { failOnStall, type StallOptions } from './operators/fail-on-stall.js';
export { logFailures, type LogOptions } from './operators/log-failures.js';
export type { Logger } from './operators/logger.js';
export { reliably, type ReliablyOptions } from './operators/reliably.js';
export type { Retry, RetryOptions } from './operators/retry-options.js';
export { retryWithBackoff } from './operators/retry-with-backoff.js';
export { structured, type PartialObject, type StructuredOptions, type WholeObject } from './operators/structured.js';
export { text } from './operators/text.js';
export { toolCalls } from './operators/tool-calls.js';
export { untilTerminal } from './operators/until-terminal.js';
