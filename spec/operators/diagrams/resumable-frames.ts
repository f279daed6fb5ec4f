import { Observable } from 'rxjs';

import type { Frame } from '../../../src/frame.js';
import { followAnswer } from '../../../src/resume/follow-answer.js';
import { resumeFailed } from '../../../src/resume/resume-errors.js';
import { type ResumeOptions, resumeSettings } from '../../../src/resume/resume-options.js';
import { apiError } from '../frames.js';
import { frameMarbles } from './frame-marbles.js';
import type { Scene } from './scene.js';

/** As the function of this name follows an answer, but its connections are marbles: virtual time has no sockets. */
function resumableFrames(_protocol: string, _request: string, options: ResumeOptions) {
  return (connections$: Observable<never>): Observable<Frame<object>> =>
    new Observable((subscriber) => {
      let place: number | undefined;
      followAnswer<object>({
        cursor: { get place() { return place; }, beginConnection: () => undefined, confirm: () => { place = (place ?? 0) + 1; } },
        connect: () => connections$,
        isRepeated: () => false,
        isWhole: () => false,
        beginsAtOnce: true,
        settings: resumeSettings(options),
        progress: { goesOn: false },
      }, subscriber);
    });
}

const [responses, request] = ['responses', 'request'];
const fast = { initialDelayMs: 500, jitter: 'none', maxResumes: 2 } as const;
const shared = { marbles: frameMarbles, error: apiError({ type: 'connection_reset', origin: 'transport', status: undefined }), call: 'resumableFrames(responses, request, fast)' };

export const resumableFramesScenes: readonly Scene[] = [
  {
    ...shared,
    caption: 'The connection breaks: the same answer goes on behind the last frame',
    operator: () => resumableFrames(responses, request, fast),
    attempts: [
      { name: 'connection 1', frames: 'p-h-#', subscription: '^---!' },
      { name: 'connection 2', frames: '-l-(t|)', subscription: '---- 500ms ^--!' },
    ],
    result: 'p-h- 500ms -l-(t|)',
  },
  {
    ...shared,
    caption: 'Connections bring nothing new: it gives up, and no retry asks for the answer anew',
    operator: () => resumableFrames(responses, request, fast),
    attempts: [
      { name: 'connection 1', frames: 'p-h-#', subscription: '^---!' },
      { name: 'connection 2', frames: '-#', subscription: '---- 500ms ^!' },
      { name: 'connection 3', frames: '-#', subscription: '---- 500ms - 1s ^!' },
    ],
    result: 'p-h- 500ms - 1s -#',
    failure: resumeFailed('2 connections brought nothing new.', shared.error),
  },
];
