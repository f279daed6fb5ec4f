import { Observable, type Subscriber, throwError } from 'rxjs';

import type { DataFrame, Frame } from '../frame.js';
import { infoOf, mistakeIn, noteStream, openFrames } from '../open-frames.js';
import type { BackgroundAnswers, PayloadReader, Protocol } from '../protocol.js';
import type { ResponseInfo } from '../response-info.js';
import { announceAttempt } from '../scope/attempt-scope.js';
import { abortBy } from '../wire/opening/abort.js';
import { invalidRequest } from '../wire/opening/invalid-request.js';
import type { RequestOptions } from '../wire/opening/request.js';
import type { ResponseLike } from '../wire/opening/response-like.js';
import { isAnswerId } from './cancel-answer.js';
import { EventCursor, NumberCursor } from './cursor.js';
import { type AnswerRoute, followAnswer } from './follow-answer.js';
import { resumeGap } from './resume-errors.js';
import { resumeOptionNames, type ResumeOptions, resumeSettings } from './resume-options.js';

/** A way to open a response, anew or behind the last event that was read. */
export type OpenResumable = (signal: AbortSignal, lastEventId?: string) => Promise<ResponseLike>;

/** Stands for a payload that was delivered before. */
const REPEATED: DataFrame<never> = { kind: 'data', payload: undefined as never, deltas: [] };

/**
 * Does what `streamFrames` does, and where the connection breaks it goes on with the same answer behind the last frame.
 *
 * ![Marble diagram of resumableFrames](../../docs/diagrams/resumable-frames.svg)
 *
 * There are two kinds of sources. The options of a request whose answer the server writes in the background (of `responses`, with
 * `background: true`): the answer is continued by its id and the number of its last event. Or a function that opens the response, and is
 * given the id of the last event: it sends it as `Last-Event-ID`, as a browser's EventSource would. With `id` a background answer is
 * followed that was begun before, and no new one is asked for.
 *
 * @returns a cold Observable of the frames, each once, over as many connections as it takes. A connection that resets, ends early, is silent
 * for `silenceMs` or brings half a frame is followed by another one; a 429, a 408 and a failing server are waited for. Its errors are those
 * of `streamFrames`, and `resume_gap` where the server went on too late, `resume_failed` where five connections in a row brought nothing
 * new or nothing is left. Once an answer has begun no error is retryable: a retry would ask for it, and pay for it, a second time.
 *
 * Unsubscribing ends the connection, and not a background answer: `cancelAnswer` does.
 *
 * ```ts
 * resumableFrames(responses, { baseUrl, apiKey, body: { model, input, background: true } }).pipe(reliably(), text());
 * resumableFrames(messages, (signal, lastEventId) => fetch(url, { signal, headers: lastEventId ? { 'last-event-id': lastEventId } : {} }));
 * ```
 *
 * @param protocol what the payloads are read as.
 * @param source a request for a background answer, or a function that opens the response.
 * @param options those of `streamFrames`, and how patient it is.
 * @throws TypeError, RangeError for an option that is none.
 * @see https://platform.openai.com/docs/guides/background
 */
export function resumableFrames<P extends object>(protocol: Protocol<P>, source: OpenResumable | RequestOptions, options: ResumeOptions = {}): Observable<Frame<P>> {
  const mistake = mistakeIn('resumableFrames', protocol, source, options, resumeOptionNames);
  if (mistake !== undefined) return throwError(() => invalidRequest(mistake));
  const settings = resumeSettings(options);
  if (options.id !== undefined && (typeof source === 'function' || !isAnswerId(options.id))) return throwError(() => invalidRequest('The id must be that of a background answer, beside its request.'));
  const signals = [options.signal, typeof source === 'function' ? undefined : source.signal];
  const abort = abortBy(signals, []);
  const frames = new Observable<Frame<P>>((subscriber) => {
    const progress = { goesOn: false };
    announceAttempt({ abort, asked: () => ({ protocol: protocol.name, label: options.label }), goesOn: () => progress.goesOn });
    // An abort ends a wait between two connections too.
    subscriber.add(abort.subscribe({ error: (error: unknown) => { subscriber.error(error); } }));
    if (subscriber.closed) return;
    const route = typeof source === 'function' ? eventRoute(protocol, source, options, subscriber) : backgroundRoute(protocol, source, options, subscriber);
    if (route) followAnswer({ ...route, settings, progress }, subscriber);
  });
  return noteStream(frames, protocol, infoOf(protocol, source, options), abort, options);
}

type Route<P> = Omit<AnswerRoute<P>, 'settings' | 'progress'>;

function eventRoute<P extends object>(protocol: Protocol<P>, open: OpenResumable, options: ResumeOptions, subscriber: Subscriber<Frame<P>>): Route<P> {
  const cursor = new EventCursor(() => { subscriber.error(resumeGap()); });
  const reader = protocol.openReader();
  const view = withReader(protocol, reader);
  return {
    cursor,
    connect: (onStatus) => openFrames(view, (signal) => open(signal, cursor.place), watching(options, onStatus), undefined, { takesEvent: cursor.takesEvent, continues: cursor.place !== undefined }),
    isRepeated: () => false,
    isWhole: () => options.implicitTerminal !== false && reader.isWhole(),
    beginsAtOnce: false,
  };
}

function backgroundRoute<P extends object>(protocol: Protocol<P>, request: RequestOptions, options: ResumeOptions, subscriber: Subscriber<Frame<P>>): Route<P> | undefined {
  const rules = protocol.background;
  const { id } = options;
  if (!rules || (id === undefined && !rules.isAskedFor(request.body))) {
    subscriber.error(invalidRequest(rules ? 'Only an answer that is written in the background can be resumed: background: true belongs in the body.' : `An answer of ${protocol.name} cannot be resumed by its request: pass a function that opens the response.`));
    return undefined;
  }
  const cursor = new NumberCursor(rules, () => { subscriber.error(resumeGap()); });
  const reader = protocol.openReader();
  const view = withReader(protocol, newsOnly(reader, cursor));
  const target = (): ReturnType<BackgroundAnswers['continuation']> | undefined => {
    if (cursor.id !== undefined && cursor.place !== undefined) return rules.continuation(cursor.id, cursor.place);
    return id === undefined ? undefined : rules.continuation(id, undefined);
  };
  return {
    cursor,
    connect: (onStatus) => openFrames(view, request, watching(options, onStatus), undefined, { target: target(), continues: cursor.place !== undefined }),
    isRepeated: (frame) => frame === REPEATED,
    isWhole: () => options.implicitTerminal !== false && reader.isWhole(),
    beginsAtOnce: id === undefined,
  };
}

/** One reader for all connections: a new one would take the text that the seam lies in for a new text. */
function withReader<P extends object>(protocol: Protocol<P>, reader: PayloadReader<P>): Protocol<P> {
  return Object.create(protocol, { openReader: { value: () => reader } }) as Protocol<P>;
}

/** Lets the reader see nothing twice. */
function newsOnly<P>(reader: PayloadReader<P>, cursor: NumberCursor): PayloadReader<P> {
  return {
    read: (payload) => (cursor.takesPayload(payload) ? reader.read(payload) : REPEATED),
    isWhole: () => reader.isWhole(),
  };
}

function watching(options: ResumeOptions, onStatus: (status: number | undefined) => void): ResumeOptions {
  const onResponse = (response: ResponseInfo): void => {
    onStatus(response.status);
    options.onResponse?.(response);
  };
  // An answer that looks whole may still have its last words at the server.
  return { ...options, implicitTerminal: false, onResponse };
}
