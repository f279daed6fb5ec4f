import { accumulateScenes } from './accumulate.js';
import { catchErrorTypeScenes } from './catch-error-type.js';
import { collectScenes } from './collect.js';
import { failAfterScenes } from './fail-after.js';
import { failOnErrorFrameScenes } from './fail-on-error-frame.js';
import { failOnStallScenes } from './fail-on-stall.js';
import { fallBackToScenes } from './fall-back-to.js';
import { logFailuresScenes } from './log-failures.js';
import { reliablyScenes } from './reliably.js';
import { resumableFramesScenes } from './resumable-frames.js';
import { retryWithBackoffScenes } from './retry-with-backoff.js';
import type { Scene } from './scene.js';
import { structuredScenes } from './structured.js';
import { textScenes } from './text.js';
import { toolCallsScenes } from './tool-calls.js';
import { untilTerminalScenes } from './until-terminal.js';
import { upstreamScenes } from './upstream.js';

/** What is asserted and drawn, by operator. */
export const scenes: Readonly<Record<string, readonly Scene[]>> = {
  accumulate: accumulateScenes,
  catchErrorType: catchErrorTypeScenes,
  collect: collectScenes,
  failAfter: failAfterScenes,
  failOnErrorFrame: failOnErrorFrameScenes,
  failOnStall: failOnStallScenes,
  fallBackTo: fallBackToScenes,
  logFailures: logFailuresScenes,
  reliably: reliablyScenes,
  resumableFrames: resumableFramesScenes,
  retryWithBackoff: retryWithBackoffScenes,
  structured: structuredScenes,
  text: textScenes,
  toolCalls: toolCallsScenes,
  untilTerminal: untilTerminalScenes,
  upstream: upstreamScenes,
};
