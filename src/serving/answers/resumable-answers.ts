import { isObservable, Observable, Subscription } from 'rxjs';

import { ApiError } from '../../index.js';
import type { SseEvent } from '../sse-event.js';
import { answerExists, answerUnknown, badPosition, endError, errorOf, logFailed, serverEnds } from './answer-errors.js';
import { type AnswerEvents, asAnswerEvents } from './answer-events.js';
import type { AnswerEnd, AnswerLog, AnswerWriter } from './answer-log.js';
import { memoryAnswerLog } from './memory-answer-log.js';

/**
 * Answers that go on while their readers come, go, and come back: the one request to the upstream does not notice.
 *
 * An answer is known by an id that your application gives it. Who may read, cancel or start it is your application's matter, and nothing
 * here asks: so an id must not be guessable (`crypto.randomUUID()`), or you check whose it is before you pass it on.
 *
 * @example
 * ```ts
 * const answers = new ResumableAnswers();
 * await answers.start(id, streamFrames(messages, request).pipe(reliably(), toMessageEvents()));
 * return sse(answers.read(id, request.headers['last-event-id']));
 * ```
 */
export class ResumableAnswers {
  readonly #log: AnswerLog;
  /** What ends each answer that is written here, until its end is kept. */
  readonly #ends = new Set<(end: AnswerEnd) => Promise<void>>();
  #isClosed = false;

  /** @param log where the answers are kept. Default: `memoryAnswerLog()`, in this process. */
  constructor(log: AnswerLog = memoryAnswerLog()) {
    if (typeof (log as Partial<AnswerLog> | null)?.begin !== 'function') throw new TypeError('ResumableAnswers takes a log: write new ResumableAnswers(memoryAnswerLog({ ... })).');
    this.#log = log;
  }

  /**
   * Begins an answer, and writes it to its end, also if nobody reads it.
   *
   * Resolves when the events are subscribed to. It rejects before that, so nothing was asked of any upstream: with an `ApiError` of status
   * 409 where there is an answer of this id, of 503 where the log cannot be reached, or is full. What the events fail with afterwards is
   * told to the readers.
   */
  async start(id: string, events$: Observable<SseEvent>): Promise<void> {
    if (typeof id !== 'string' || !isObservable(events$)) throw new TypeError('An answer is started with an id and the Observable of its events: write start(id, events$).');
    if (this.#isClosed) throw new ApiError(serverEnds);
    const writer = await this.#log.begin(id).catch((error: unknown) => { throw logFailed(error); });
    if (writer === undefined) throw answerExists();
    // It may have been closed while the log was asked.
    if (this.#isClosed as boolean) await writer.end({ error: serverEnds }).catch(() => undefined);
    else this.#write(events$, writer);
  }

  /**
   * The events of an answer, with the ids 1, 2, 3, from the one behind `lastEventId` on, as they come, up to its end. Every subscription
   * reads anew; unsubscribing leaves the answer alone.
   *
   * It fails with what the answer failed with; with an `ApiError` of status 404 for an id that is unknown or has expired; of status 400 for a
   * `lastEventId` that no event has had, which is of another answer: to begin anew would join the two; of status 503 with
   * type `producer_lost` where the process that wrote the answer is gone, and of 410 (`answer_cancelled`) where it was cancelled, both
   * behind everything that was said; of 503 where the log cannot be reached. Where nothing is left it just completes, and `sse` answers 204.
   */
  read(id: string, lastEventId?: string | null): AnswerEvents {
    const events$ = new Observable<SseEvent>((subscriber) => {
      const after = positionOf(lastEventId);
      if (after === undefined) {
        subscriber.error(badPosition());
        return undefined;
      }
      let isKnown = false;
      return this.#log.read(id, after).subscribe({
        next: (entry) => {
          isKnown = true;
          if ('event' in entry) {
            subscriber.next({ ...entry.event, id: String(entry.id) });
            return;
          }
          const error = errorOf(entry.end);
          if (error) subscriber.error(error);
          else subscriber.complete();
        },
        error: (error: unknown) => { subscriber.error(error instanceof RangeError ? badPosition() : logFailed(error)); },
        complete: () => { subscriber.error(isKnown ? logFailed(new Error('The log ended before the answer did.')) : answerUnknown()); },
      });
    });
    return asAnswerEvents(events$);
  }

  /**
   * Ends an answer, wherever it is written: its request to the upstream is aborted, its readers get `answer_cancelled`, and what was said
   * can still be read. Resolves with `false` where there is none, or it has ended. Rejects with an `ApiError` of status 503 where the log
   * cannot be reached.
   */
  async cancel(id: string): Promise<boolean> {
    return this.#log.cancel(id).catch((error: unknown) => { throw logFailed(error); });
  }

  /** Ends all answers that are written here, typed, takes no more, and closes the log. For a process that goes down. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#ends].map((end) => end({ error: serverEnds })));
    await this.#log.close?.();
  }

  #write(events$: Observable<SseEvent>, writer: AnswerWriter): void {
    const production = new Subscription();
    let ended: Promise<void> | undefined;
    const end = (how: AnswerEnd): Promise<void> => {
      production.unsubscribe();
      // Where the end cannot be kept, the log finds out by itself that this producer is gone.
      ended ??= writer.end(how).catch(() => undefined).finally(() => this.#ends.delete(end));
      return ended;
    };
    this.#ends.add(end);
    production.add(writer.stops$.subscribe({
      next: (stopped) => void end({ stopped }),
      error: () => void end({ stopped: 'lost' }),
    }));
    production.add(events$.subscribe({
      next: (event) => {
        try {
          writer.append(event);
        } catch (error) {
          void end({ error: endError(error) }); // an event that cannot be written
        }
      },
      error: (error: unknown) => void end({ error: endError(error) }),
      complete: () => void end({}),
    }));
  }
}

/** 0 where the client has none, as one that comes for the first time; undefined for what no event has as its id. */
function positionOf(lastEventId: string | null | undefined): number | undefined {
  if (lastEventId === undefined || lastEventId === null || lastEventId === '') return 0;
  return /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : undefined;
}
