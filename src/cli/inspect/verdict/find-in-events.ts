import { clip } from '../../terminal/fitting.js';
import { capital, counted } from '../../terminal/wording.js';
import { blockData } from '../events/block-data.js';
import { eventName, eventPlace } from '../events/event-place.js';
import type { StreamEvent } from '../events/stream-event.js';
import type { Facts, Finding } from './inspection.js';
import { secondAnswer } from './second-answer.js';

/** What is odd about single events: unframed lines, unknown types, joined payloads, and what came too late. */
export function findInEvents({ events, detection, http, body, isImplicitEnd, outcome }: Facts): readonly Finding[] {
  return [
    ...(detection === undefined && body === 'event-stream' && outcome !== 'empty' ? [UNKNOWN_PROTOCOL] : []),
    ...(body === 'event-stream' ? events.filter(({ kind }) => kind === 'unframed').map(unframed) : []),
    ...unknownTypes(events),
    ...events.filter(({ frames }) => frames.length > 1).map(joined),
    ...another(events),
    // After an error a second one, or a terminal, is the usual way out.
    ...(outcome === 'error' ? [] : afterEnd(events)),
    ...unclosed(events),
    ...(isImplicitEnd && outcome === 'whole' ? [isOnePiece(events) ? notStreamed : implicitEnd] : []),
    ...(http !== undefined && http.status < 300 && !http.headers.has('content-type') ? [untyped] : []),
  ];
}

const UNKNOWN_PROTOCOL: Finding = {
  level: 'warning',
  code: 'unknown_protocol',
  message: 'Nothing tells which protocol this is; it was read as chat-completions. --protocol names another one.',
};

const implicitEnd: Finding = {
  level: 'warning',
  code: 'implicit_end',
  message: 'The server left out the frame that ends an answer; a clean end after every choice had finished counts as one.',
};

const notStreamed: Finding = {
  level: 'note',
  code: 'not_streamed',
  message: 'The whole answer came in one piece: the server did not stream it.',
};

function isOnePiece(events: readonly StreamEvent[]): boolean {
  return events.reduce((sum, { frames }) => sum + frames.length, 0) === 1;
}

const untyped: Finding = { level: 'note', code: 'not_a_stream', message: 'The response has no content-type; it should be text/event-stream.' };

function unframed(event: StreamEvent): Finding {
  const { lines } = event.block;
  return {
    level: 'warning',
    code: 'unframed_lines',
    message: `${lines.length === 1 ? 'A line is' : `${String(lines.length)} lines are`} no server-sent event field: most clients drop such text in silence.`,
    place: eventPlace(event),
  };
}

function unknownTypes(events: readonly StreamEvent[]): readonly Finding[] {
  const byType = new Map<string, StreamEvent[]>();
  for (const event of events.filter(({ frames }) => frames.some(({ kind }) => kind === 'unknown'))) {
    const payload = event.frames.find(({ kind }) => kind === 'unknown')?.payload;
    const { type } = payload as { type?: unknown };
    const name = typeof type === 'string' ? `of a type ${JSON.stringify(type)} that this protocol does not have` : 'of no type that this protocol has';
    const alike = byType.get(name);
    if (alike === undefined) byType.set(name, [event]);
    else alike.push(event);
  }
  return [...byType].flatMap(([name, [first, ...more]]) =>
    first === undefined ? [] : {
      level: 'warning' as const,
      code: 'unknown_type' as const,
      message: `${counted(more.length + 1, 'event')} ${name}: passed on, never fatal.`,
      place: eventPlace(first),
    },
  );
}

function joined(event: StreamEvent): Finding {
  return {
    level: 'warning',
    code: 'joined_events',
    message: `${capital(eventName(event))} holds ${String(event.frames.length)} payloads, joined by single line ends: strict clients fail here.`,
    place: eventPlace(event),
  };
}

function another(events: readonly StreamEvent[]): readonly Finding[] {
  const second = secondAnswer(events);
  return second === undefined ? [] : [{
    level: 'warning',
    code: 'another_answer',
    message: `Another answer begins here, "${clip(second.id, 60)}" after "${clip(second.idBefore, 60)}": the server began anew, or the file holds two. Clients append the one to the other.`,
    place: eventPlace(second.event),
  }];
}

function afterEnd(events: readonly StreamEvent[]): readonly Finding[] {
  const after = events.filter(({ kind, block }) => kind === 'after' && block.kind !== 'comment' && blockData(block).text.trim() !== '[DONE]');
  const [first] = after;
  if (first === undefined) return [];
  const error = after.find(({ block }) => /"error"|^error/.test(blockData(block).text) || blockData(block).name === 'error');
  return [
    error === undefined
      ? { level: 'note', code: 'events_after_end', message: `${counted(after.length, 'event')} came after this stream had ended for a client, which reads no further.`, place: eventPlace(first) }
      : { level: 'warning', code: 'error_after_end', message: 'Something like an error came after the end of the answer, where no client looks.', place: eventPlace(error) },
  ];
}

function unclosed(events: readonly StreamEvent[]): readonly Finding[] {
  const last = events.at(-1);
  return last?.block.kind === 'event' && !last.block.isClosed && last.frames.length > 0
    ? [{ level: 'note', code: 'unclosed_event', message: 'The last event lacks its blank line; by the specification it does not count, here it does.', place: eventPlace(last) }]
    : [];
}
