import type { OpenResponse } from '../../../index.js';
import { type BodyKind, contentTypes } from './body.js';
import type { HttpHead } from './http-head.js';
import type { Line } from './recording.js';

/** What of a recording a client would see. */
export interface Recorded {
  readonly lines: readonly Line[];
  readonly head: HttpHead | undefined;
  readonly body: BodyKind;
  /** Whether the recording stops where the server had not: what is pending then never counts. */
  readonly wasCut: boolean;
}

/**
 * A way to get the recorded response, line by line.
 *
 * @param onLine runs just before a line is fed, and with `undefined` at the end. All frames of earlier lines have been
 * delivered: the body has no queue, so a line is pulled only when nothing is left to do.
 */
export function openRecording({ lines, head, body: kind, wasCut }: Recorded, onLine: (line: Line | undefined) => void = () => undefined): OpenResponse {
  const guessed = contentTypes[kind];
  // Where the head is not in the recording, a client is told what the body is. So it fails for that, and not for how it ends.
  const { status = 200, headers = new Headers(guessed === undefined ? {} : { 'content-type': guessed }) } = head ?? {};
  return () => {
    let next = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const line = lines[next++];
          onLine(line);
          if (line !== undefined) controller.enqueue(line.isEnded ? Buffer.concat([line.bytes, LINE_END]) : line.bytes);
          else if (wasCut) controller.error(new DOMException('the recording was stopped', 'AbortError'));
          else controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    return Promise.resolve(new Response(BODILESS.includes(status) ? null : body, { status, headers }));
  };
}

const LINE_END = Buffer.from('\n');
/** A response with one of these has no body, and cannot be made with one. */
const BODILESS = [204, 205, 304];
