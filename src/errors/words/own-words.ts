import { advice } from './advice.js';
import type { WordRow } from './error-row.js';
import type { OwnErrorType } from './known-error-type.js';

/** The types of errors with which an `Upstream` refuses a request: it was not sent, so nothing of the upstream is known, and nothing is billed. */
const refusals: readonly OwnErrorType[] = ['circuit_open', 'cooling_down', 'queue_full'];

/** Whether a request was refused on this side, and not sent. */
export function isRefusal(type: string): boolean {
  return (refusals as readonly string[]).includes(type);
}

/** The toolkit's own words for what no server reports. They are not looked up for what came over the wire. */
export const ownWords: readonly WordRow<OwnErrorType>[] = [
  // origin: transport
  { words: ['connection_refused', 'connection_failed', 'host_not_found'], retryable: true, advice: advice.checkNetwork },
  { words: ['connection_reset', 'connection_closed'], retryable: true, advice: advice.reconnect },
  { words: ['untrusted_certificate'], retryable: false, advice: advice.trustCertificate },
  { words: ['decoding_failed'], retryable: true, advice: advice.checkEncoding },
  { words: ['timeout'], retryable: true, advice: advice.raiseTimeout },
  { words: ['aborted'], retryable: false, advice: advice.nothingToDo },
  { words: refusals, retryable: true, advice: advice.nothingSent },
  { words: ['invalid_request'], retryable: false, advice: advice.checkOptions },

  // origin: protocol
  { words: ['truncated_stream'], retryable: true, advice: advice.reconnect },
  { words: ['resume_gap', 'resume_failed'], retryable: false, advice: advice.fetchAnswer },
  { words: ['invalid_frame', 'unexpected_content'], retryable: false, advice: advice.checkProtocol },
  { words: ['frame_too_large'], retryable: false, advice: advice.raiseFrameLimit },
  { words: ['invalid_output'], retryable: false, advice: advice.fixOutput },
];
