import type { Workload } from '../workload.js';
import { firstFrame } from './first-frame.js';
import { frames } from './frames.js';
import { large } from './large.js';
import { linearity } from './linearity.js';
import { longAnswer } from './long-answer.js';
import { memory } from './memory.js';
import { recorded } from './recorded.js';
import { telemetry } from './telemetry.js';

/** Each runs in a process of its own, so that none is measured with what another has taught the compiler. */
export const workloads = new Map<string, Workload>([
  ['recorded answers of chat-completions', recorded('chat-completions')],
  ['recorded answers of responses', recorded('responses')],
  ['recorded answers of messages', recorded('messages')],
  ['frames of chat-completions', frames('chat-completions')],
  ['frames of responses', frames('responses')],
  ['frames of messages', frames('messages')],
  ['long answer', longAnswer],
  ['large frames and arguments', large],
  ['first frame', firstFrame],
  ['memory', memory],
  ['linearity', linearity],
  ['telemetry', telemetry],
]);
