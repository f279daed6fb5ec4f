import { type BodyKind, pageTitle } from '../recording/body.js';
import type { Facts } from './inspection.js';
import { isForeign, isRedirect } from './outcome.js';

/** What to do now, a sentence each. */
export function adviceOn(facts: Facts): readonly string[] {
  const { outcome, error, body, hadOutput, misreadOf } = facts;
  if (misreadOf !== undefined) return [`Leave --protocol out, or say --protocol ${misreadOf.protocol.name}.`];
  if (isRedirect(facts)) return ['Put the new address into the base URL.'];
  if (isForeign(facts)) return ['If it is one of these protocols, name it with --protocol; another one is a record to write: docs/adding-a-protocol.md.'];
  switch (outcome) {
    case 'whole':
      return [];
    case 'interrupted':
      return ['If it was silent for too long, bound the wait: failOnStall({ firstFrameMs, betweenFramesMs }).'];
    case 'not-a-stream':
      return [body === 'event-stream' ? 'Send content-type: text/event-stream from the server or the proxy in front of it.' : onBody(facts)];
    case 'empty':
      return ['Look at the status and the headers (curl -i): behind an empty 200 there mostly is a failure that a proxy hid.', ...retrying(true, hadOutput)];
    case 'malformed':
      return [error?.type === 'frame_too_large' ? error.advice : MALFORMED];
    case 'truncated':
      return [error?.type === 'unexpected_content' ? GAVE_UP : (error?.advice ?? ''), ...retrying(true, hadOutput)];
    case 'error':
    case 'half':
    case 'http-error':
      return [error?.advice ?? '', ...retrying(error?.retryable === true, hadOutput)];
  }
}

const MALFORMED = 'If the events before it were fine, the server or the gateway that writes the stream is at fault: send its makers this report. If not, --protocol may be wrong.';
const GAVE_UP = 'Read what came last: a proxy in front of the API gave up on the stream.';
const BAD_GATEWAY = 'A proxy in front of the API could not get the answer: retry with backoff, and look at the proxy if it goes on.';
const ASK = 'Check that the request asks for a stream ("stream": true) and goes to the right path.';

const bodies: Readonly<Record<BodyKind, string>> = {
  'nothing': ASK,
  'event-stream': ASK,
  'json': ASK,
  'json-lines': 'Check the path and the Accept header; if these are payloads out of a log, put "data: " in front of each and a blank line after it.',
  'html': 'Check the base URL: a web page is what a site, a login or a proxy in front of the API sends.',
  'compressed': 'Unpack it (curl --compressed), or find the proxy that drops the content-encoding header.',
  'utf-16': 'Record it again, byte by byte: curl -sSN … -o answer.sse.',
  'binary': 'If it is compressed, curl --compressed unpacks it; else it is a framing of its own, such as the event stream of AWS, which is not read here.',
  'text': 'Read the text: it is what the server, or a proxy in front of it, had to say.',
};

function onBody({ body, lines }: Facts): string {
  return body === 'html' && /\b5\d\d\b/.test(pageTitle(lines) ?? '') ? BAD_GATEWAY : bodies[body];
}

function retrying(isRetryable: boolean, hadOutput: boolean): readonly string[] {
  if (!isRetryable) return ['The same request would fail again: do not retry it.'];
  return [
    hadOutput
      ? 'Output had come already, so a silent retry would say it twice: show the failure, or announce the replay (retryWithBackoff({ afterOutput: \'restart\' })).'
      : 'No output had come yet, so a retry is safe: retryWithBackoff() does it.',
  ];
}
