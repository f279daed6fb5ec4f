/**
 * The write halves of the protocols, and streams to callers of your own: for servers only, what browsers load has none of it.
 *
 * @module framewise/serving
 */

export type { PayloadWriter, WireError, WireEvent, WriterOptions, Writing } from '../protocols/writing.js';
export type { AnswerEvents } from './answers/answer-events.js';
export type { AnswerEnd, AnswerEntry, AnswerLog, AnswerWriter, StopReason } from './answers/answer-log.js';
export { memoryAnswerLog, type MemoryAnswerLogOptions } from './answers/memory-answer-log.js';
export { ResumableAnswers } from './answers/resumable-answers.js';
export { type CallerError, callerError } from './caller-error.js';
export { encodeFrames, type EncodeOptions } from './encode-frames.js';
export { errorBody } from './error-body.js';
export { sse, type SseOptions } from './sse/sse.js';
export type { SseEvent } from './sse-event.js';
export { toMessageEvents } from './to-message-events.js';
export { whenReady } from './when-ready.js';
export { defineWriting, writingOf } from './writing.js';
