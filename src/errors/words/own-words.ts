import { advice } from './advice.js';
import type { WordRow } from './error-row.js';

const source = 'docs/errors.md';

/** The toolkit's own words for what no server reports. They are not looked up for what came over the wire. */
export const ownWords: readonly WordRow[] = [
  // origin: transport
  { words: ['connection_refused', 'connection_failed', 'host_not_found'], retryable: true, advice: advice.checkNetwork, source },
  { words: ['connection_reset', 'connection_closed'], retryable: true, advice: advice.reconnect, source },
  { words: ['decoding_failed'], retryable: true, advice: advice.checkEncoding, source },
  { words: ['timeout'], retryable: true, advice: advice.raiseTimeout, source },
  { words: ['aborted'], retryable: false, advice: advice.nothingToDo, source },
  { words: ['invalid_request'], retryable: false, advice: advice.checkOptions, source },

  // origin: protocol
  { words: ['truncated_stream'], retryable: true, advice: advice.reconnect, source },
  { words: ['invalid_frame', 'unexpected_content'], retryable: false, advice: advice.checkProtocol, source },
  { words: ['frame_too_large'], retryable: false, advice: advice.raiseFrameLimit, source },
  { words: ['invalid_output'], retryable: false, advice: advice.fixOutput, source },
];
