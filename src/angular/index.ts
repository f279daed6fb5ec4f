/**
 * Answers through `HttpClient`, in signals. Needs Angular 22.
 *
 * @module framewise/angular
 */

export { type Answer, answer } from './answer.js';
export type { AnswerOptions } from './answer/answer-options.js';
export type { AnswerStatus } from './answer/answer-state.js';
export type { Coalescing } from './answer/coalescing.js';
export { type FramewiseFeature, withCoalescing, withReliability } from './features.js';
export { Framewise, type StreamRequest } from './framewise.js';
export type { FramewiseOptions, RequestHeaders } from './framewise-options.js';
export { provideFramewise } from './provide-framewise.js';
