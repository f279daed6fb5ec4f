import type { Choice } from '../../../index.js';
import { clip } from '../../terminal/fitting.js';
import { capital, counted } from '../../terminal/wording.js';
import { blockData } from '../events/block-data.js';
import { eventName } from '../events/event-place.js';
import type { StreamEvent } from '../events/stream-event.js';
import { type BodyKind, pageTitle } from '../recording/body.js';
import type { Facts } from './inspection.js';
import { isForeign, isRedirect } from './outcome.js';
import { secondAnswer } from './second-answer.js';

/** What happened, in one plain sentence. */
export function headlineOf(facts: Facts): string {
  const { outcome, error, events, http, answer, detection, misreadOf } = facts;
  if (misreadOf !== undefined) return `This looks like ${misreadOf.protocol.name} and not like ${String(detection?.protocol.name)}, by ${misreadOf.because}.`;
  switch (outcome) {
    case 'whole':
      return `${whose(events)} is whole: ${finishText(answer)}.`;
    case 'http-error':
      if (isRedirect(facts)) return `The request was redirected (HTTP ${String(http?.status)}) to "${http?.headers.get('location') ?? ''}", and nobody went there.`;
      if (http === undefined) return `The body is an error and not an event stream: ${told(facts)}`;
      return http.status < 300
        ? `The server answered ${String(http.status)}, but with an error in place of a stream: ${told(facts)}`
        : `The request failed with HTTP ${String(http.status)}: ${told(facts)}`;
    case 'error':
      return facts.body === 'event-stream'
        ? `The server reported an error ${soFar(facts)}: ${told(facts)}`
        : `The body is an error and not an event stream: ${told(facts)}`;
    case 'malformed':
      return error?.type === 'frame_too_large' ? error.message : `${capital(named(events, 'malformed'))} cannot be read ${reason(facts)}.`;
    case 'half':
      return `The stream was cut inside ${named(events, 'half')}: half a payload is left at its end${lastWords(events)}.`;
    case 'truncated':
      if (isForeign(facts)) return `The protocol is unknown: ${counted(framesIn(events), 'frame')} came, and nothing in them tells which one it is.`;
      return `The stream ended too early: ${counted(framesIn(events), 'frame')} came, the end of the answer did not${lastWords(events)}.`;
    case 'empty':
      return events.length === 0 ? 'The body is empty: not one event came.' : 'The stream ended without a single frame: only comments and empty events came.';
    case 'not-a-stream':
      return facts.body === 'event-stream' ? `Clients refuse this stream for its content type, ${http?.headers.get('content-type') ?? 'none'}.` : `${bodies[facts.body]}${bodyWords(facts)}.`;
    case 'interrupted':
      return `You stopped it ${soFar(facts)}, and the answer was not whole.`;
  }
}

const bodies: Readonly<Record<BodyKind, string>> = {
  'nothing': 'The body is empty',
  'event-stream': 'The body is an event stream',
  'json': 'The body is one JSON document and not an event stream',
  'json-lines': 'The body is JSON, one document per line, and not server-sent events: no line begins with "data:"',
  'html': 'The body is a web page and not an event stream',
  'compressed': 'The body is compressed (gzip), and nobody has unpacked it',
  'utf-16': 'The body is UTF-16, and an event stream is UTF-8: the recording was written so, as by PowerShell',
  'binary': 'The body is binary and not an event stream',
  'text': 'The body is text and not an event stream',
};

const finishes: Readonly<Record<string, string>> = {
  'stop': 'it finished by itself',
  'length': 'it reached the limit of its length and stops in the middle',
  'tool-calls': 'it finished with tool calls',
  'content-filter': 'a content filter stopped it',
  'refusal': 'the model refused',
  'pause': 'it paused, to be continued by a further request',
};

/** Where two answers have come and one end, that is the end of the second. */
function whose(events: readonly StreamEvent[]): string {
  const second = secondAnswer(events);
  return second === undefined ? 'The answer' : `Two answers came as one; the second, from ${eventName(second.event)} on,`;
}

function finishText(answer: Choice | undefined): string {
  const { finishReason, rawFinishReason } = answer ?? {};
  if (finishReason === undefined || rawFinishReason === undefined) return 'it says that it ended, but not why';
  return finishes[finishReason] ?? `it ended as "${clip(rawFinishReason, 60)}"`;
}

function told({ error }: Facts): string {
  return error === undefined ? '' : `${error.type}, "${error.message}"`;
}

function soFar({ hadOutput, answer, events }: Facts): string {
  if (!hadOutput) return 'before any output';
  const chars = answer?.text.length ?? 0;
  return chars > 0 ? `after ${counted(chars, 'character')} of text` : `after ${counted(framesIn(events), 'frame')}`;
}

/** What the body says of itself: the title of a page, the beginning of a text. */
function bodyWords({ body, lines }: Facts): string {
  const words = body === 'html' ? pageTitle(lines) : body === 'text' ? lines.find(({ text }) => text.trim() !== '')?.text.trim() : undefined;
  return words === undefined ? '' : `: "${clip(words, 120)}"`;
}

/** What a server or a proxy wrote into the body in place of an event. */
function lastWords(events: readonly StreamEvent[]): string {
  const unframed = events.filter(({ kind }) => kind === 'unframed').at(-1);
  return unframed === undefined ? '' : `; the server wrote "${clip(blockData(unframed.block).text, 120)}"`;
}

function framesIn(events: readonly StreamEvent[]): number {
  return events.reduce((sum, { frames }) => sum + frames.length, 0);
}

function named(events: readonly StreamEvent[], kind: StreamEvent['kind']): string {
  const event = events.find((each) => each.kind === kind);
  return event === undefined ? 'its end' : eventName(event);
}

/** `A frame cannot be read as messages: it is not JSON.` ends in the reason. */
function reason({ error }: Facts): string {
  return error?.message.replace(/^A frame cannot be read as /, 'as ').replace(/\.$/, '') ?? '';
}
