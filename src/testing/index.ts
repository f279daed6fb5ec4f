/**
 * A gateway over real HTTP that says and breaks what a script tells it to, and fixtures for it.
 *
 * @module framewise/testing
 */

export type { Answer, ScriptedDelta, ScriptedToolCall } from './answer.js';
export { type ErrorForm, type ErrorFormName, errorForms } from './error-forms.js';
export type { Fault } from './fault.js';
export type { Strictness } from './gateway/strictness.js';
export { inChunks } from './in-chunks.js';
export { type MockGateway, mockGateway, type MockGatewayOptions } from './mock-gateway.js';
export type { Continuation, Reply, ReplyMaker, ScriptEntry } from './reply.js';
export type { ExchangeEnd, SeenRequest } from './seen-request.js';
export { writeAnswer } from './write-answer.js';
