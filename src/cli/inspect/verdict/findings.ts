import { blockData } from '../events/block-data.js';
import { eventPlace } from '../events/event-place.js';
import { jsonFault } from '../events/json-fault.js';
import type { StreamEvent } from '../events/stream-event.js';
import { findInAnswer } from './find-in-answer.js';
import { findInBytes } from './find-in-bytes.js';
import { findInEvents } from './find-in-events.js';
import { findSilence } from './find-silence.js';
import type { Facts, Finding, FindingCode } from './inspection.js';

/** Everything worth knowing about a stream, the failure first and the rest as it stands in the stream. */
export function findingsOf(facts: Facts): readonly Finding[] {
  const failure = findFailure(facts);
  const rest = [...findInEvents(facts), ...findInBytes(facts), ...findSilence(facts), ...findInAnswer(facts)];
  const isTold = (finding: Finding): boolean => failure?.place !== undefined && failure.place.line === finding.place?.line;
  const order = ({ place }: Finding): number => place?.line.number ?? Infinity;
  return [...(failure === undefined ? [] : [failure]), ...rest.filter((finding) => !isTold(finding)).sort((a, b) => order(a) - order(b) || 0)];
}

/** Why there is no whole answer, and where to look; undefined if there is one. */
function findFailure({ outcome, error, events, lines }: Facts): Finding | undefined {
  if (error === undefined) return undefined;
  const isBroken = ({ kind }: StreamEvent): boolean => kind === 'malformed' || kind === 'half' || kind === 'error';
  // What the server wrote in place of an event is the next best thing to its error.
  const event = events.find(isBroken) ?? events.filter(({ kind }) => kind === 'unframed').at(-1);
  const firstLine = lines.find(({ text }) => text.trim() !== '');
  const ofBody = firstLine && { line: firstLine, column: 0 };
  const isOfBody = outcome === 'http-error' || outcome === 'not-a-stream';
  const last = lines.filter(({ text }) => text.trim() !== '').at(-1);
  const ofEnd = last && { line: last, column: last.text.length };
  return {
    level: 'error',
    code: codeOf(outcome, error.type, event && jsonFault(blockData(event.block).text) !== undefined),
    message: error.message,
    place: isOfBody ? ofBody : event === undefined ? ofEnd : eventPlace(event),
  };
}

function codeOf(outcome: Facts['outcome'], type: string, isBroken: boolean | undefined): FindingCode {
  switch (outcome) {
    case 'http-error': return 'http_error';
    case 'error': return 'error_event';
    case 'malformed': return type === 'frame_too_large' ? 'too_large' : isBroken === true ? 'not_json' : 'not_the_protocol';
    case 'half': return 'half_event';
    case 'not-a-stream': return 'not_a_stream';
    case 'interrupted': return 'interrupted';
    case 'empty': return 'empty';
    case 'truncated':
    case 'whole': return 'no_end';
  }
}
