export { ApiError, type ApiErrorInit, type ErrorOrigin } from './api-error.js';
export type { Choice, Completion, Media, ToolCall } from './completion.js';
export type { Delta, FinishReason, ToolCallDelta, Usage } from './delta.js';
export { commits, type DataFrame, type ErrorFrame, type Frame, type GoodFrame, type RestartFrame, type TerminalFrame, type UnknownFrame } from './frame.js';
export { defineProtocol, type PayloadObject, type PayloadReader, type PayloadWriter, type Protocol, type Reading, type WireError, type WireEvent } from './protocol.js';
export type { OpenResponse, RequestOptions } from './request.js';
export { streamFrames } from './stream-frames.js';
export type { ParseOptions } from './wire/frame-parser.js';
export { parseFrames } from './wire/parse-frames.js';

export { chatCompletions } from './protocols/chat-completions/protocol.js';
export { messages } from './protocols/messages/protocol.js';
export { responses } from './protocols/responses/protocol.js';

export { collect } from './operators/collect.js';
export { failOnErrorFrame } from './operators/fail-on-error-frame.js';
export { failOnStall } from './operators/fail-on-stall.js';
export { logFailures } from './operators/log-failures.js';
export { reliably } from './operators/reliably.js';
export { retryWithBackoff } from './operators/retry-with-backoff.js';
export { text } from './operators/text.js';
export { untilTerminal } from './operators/until-terminal.js';
