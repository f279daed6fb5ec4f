import { collect, type Completion, failOnErrorFrame, type Protocol, streamFrames } from '../../../index.js';
import { openRecording, type Recorded } from '../recording/open-recording.js';

/** The answer as far as it came; undefined if nothing of it did. */
export function foldAnswer(protocol: Protocol, recorded: Recorded): Promise<Completion | undefined> {
  let last: Completion | undefined;
  return new Promise((resolve) => {
    const end = (): void => { resolve(last); };
    streamFrames(protocol, openRecording(recorded)).pipe(failOnErrorFrame(), collect()).subscribe({
      next: (completion) => { last = completion; },
      error: end,
      complete: end,
    });
  });
}
