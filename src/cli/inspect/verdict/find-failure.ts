import { blockData } from '../events/block-data.js';
import { eventPlace } from '../events/event-place.js';
import { jsonFault } from '../events/json-fault.js';
import type { StreamEvent } from '../events/stream-event.js';
import type { Facts } from './facts.js';
import type { Finding, FindingCode } from './finding.js';

/** Why there is no whole answer, and where to look; undefined if there is one. */
export function findFailure({ outcome, error, events, lines }: Facts): Finding | undefined {
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
    default: return 'no_end';
  }
}
