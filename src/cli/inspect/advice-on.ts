import type { BodyKind } from './body-kind.js';
import type { Facts } from './facts.js';

/** What to do now, a sentence each. */
export function adviceOn(facts: Facts): readonly string[] {
  const { outcome, error, body, hadOutput } = facts;
  switch (outcome) {
    case 'whole':
      return [];
    case 'interrupted':
      return ['If it was silent for too long, bound the wait: failOnStall({ firstFrameMs, betweenFramesMs }).'];
    case 'not-a-stream':
      return [body === 'event-stream' ? 'Send content-type: text/event-stream from the server or the proxy in front of it.' : bodies[body]];
    case 'empty':
      return ['Look at the status and the headers (curl -i): behind an empty 200 there mostly is a failure that a proxy hid.', ...retrying(true, hadOutput)];
    case 'malformed':
      return [error?.type === 'frame_too_large' ? error.advice : MALFORMED];
    default:
      return [error?.advice ?? '', ...retrying(error?.retryable === true, hadOutput)];
  }
}

const MALFORMED = 'If the events before it were fine, whoever writes the stream is at fault: give them this report. If not, --protocol may be wrong.';
const ASK = 'Check that the request asks for a stream ("stream": true) and goes to the right path.';

const bodies: Readonly<Record<BodyKind, string>> = {
  'nothing': ASK,
  'event-stream': ASK,
  'json': ASK,
  'json-lines': 'Check the path and the Accept header; if these are payloads out of a log, put "data: " in front of each and a blank line after it.',
  'html': 'Check the base URL: a web page is what a site, a login or a proxy in front of the API sends.',
  'compressed': 'Unpack it (curl --compressed), or find the proxy that drops the content-encoding header.',
  'text': 'Read the text below: it is what the server, or a proxy in front of it, had to say.',
};

function retrying(isRetryable: boolean, hadOutput: boolean): readonly string[] {
  if (!isRetryable) return ['The same request would fail again: do not retry it.'];
  return [
    hadOutput
      ? 'Output had come already, so a silent retry would say it twice: show the failure, or announce the replay (retryWithBackoff({ afterOutput: \'restart\' })).'
      : 'No output had come yet, so a retry is safe: retryWithBackoff() does it.',
  ];
}
