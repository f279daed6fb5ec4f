/**
 * Answers that a spec writes as it goes, for applications that use `framewise/angular`.
 *
 * @module framewise/angular/testing
 */

export { FramewiseTesting } from './framewise-testing.js';
export { provideFramewiseTesting } from './provide-framewise-testing.js';
export type { ScriptedAnswer, ScriptedEnd, ScriptedFailure } from './scripted-answer.js';
