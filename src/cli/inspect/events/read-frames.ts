import { ApiError, collect, type Completion, failOnErrorFrame, type Frame, type Protocol, streamFrames, untilTerminal } from '../../../index.js';
import { openRecording, type Recorded } from '../recording/open-recording.js';
import type { Line } from '../recording/recording.js';

/** A frame, and the line whose end brought it; undefined for what the end of the stream brought. */
interface PlacedFrame {
  readonly frame: Frame<object>;
  readonly line: Line | undefined;
}

export interface ReadFrames {
  readonly frames: readonly PlacedFrame[];
  /** Why the stream is no whole answer, other than by an error frame; undefined if it is one. */
  readonly failure: ApiError | undefined;
  /** The line that was being read when it failed; undefined at the end. */
  readonly failedAt: Line | undefined;
}

/** Reads a recorded response just as a live one is read, so that it is known which line brought what. */
export function readFrames(protocol: Protocol, recorded: Recorded): Promise<ReadFrames> {
  const frames: PlacedFrame[] = [];
  let line: Line | undefined;
  const open = openRecording(recorded, (next) => { line = next; });

  return new Promise((resolve, reject) => {
    streamFrames(protocol, open).pipe(untilTerminal()).subscribe({
      next: (frame) => { frames.push({ frame, line }); },
      error: (error: unknown) => {
        if (ApiError.is(error)) resolve({ frames, failure: error, failedAt: line });
        else reject(new Error('The stream failed with something else than an ApiError.', { cause: error }));
      },
      complete: () => { resolve({ frames, failure: undefined, failedAt: undefined }); },
    });
  });
}

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
