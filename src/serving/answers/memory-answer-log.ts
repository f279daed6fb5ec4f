import { Observable, ReplaySubject, Subject } from 'rxjs';

import { checkOptions } from '../../check-options.js';
import type { SseEvent } from '../sse-event.js';
import type { AnswerEnd, AnswerEntry, AnswerLog, AnswerWriter, StopReason } from './answer-log.js';

/** How much `memoryAnswerLog` keeps, and for how long. */
export interface MemoryAnswerLogOptions {
  /** How long an answer is kept behind its end, in milliseconds. Default: 600 000. */
  readonly keepMs?: number | undefined;
  /** How many characters all answers may have together. The oldest that have ended go first. Default: 64 Mi. */
  readonly maxChars?: number | undefined;
}

/**
 * Keeps answers in the memory of this process: for one instance, for development, and for specs. `redisAnswerLog` is the one for a fleet.
 *
 * It is bounded. Where answers that are still being written fill it, the one that wants more room ends with a 503, as does a new one.
 *
 * @throws RangeError for an option that is no number above 0.
 */
export function memoryAnswerLog(options: MemoryAnswerLogOptions = {}): AnswerLog {
  checkOptions('memoryAnswerLog', options, { keepMs: 1, maxChars: 1 });
  const { keepMs = 600_000, maxChars = 64 * 1024 * 1024 } = options;
  for (const [name, value] of Object.entries({ keepMs, maxChars })) {
    if (!(value > 0)) throw new RangeError(`${name} must be a number above 0.`);
  }
  return new MemoryAnswerLog(keepMs, maxChars);
}

class MemoryAnswerLog implements AnswerLog {
  readonly #keepMs: number;
  readonly #maxChars: number;
  readonly #answers = new Map<string, MemoryAnswer>();
  /** The answers that have ended, the oldest first, and when each expires. */
  readonly #expiries = new Map<string, number>();
  #chars = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(keepMs: number, maxChars: number) {
    this.#keepMs = keepMs;
    this.#maxChars = maxChars;
  }

  begin(id: string): Promise<AnswerWriter | undefined> {
    if (this.#answers.has(id)) return Promise.resolve(undefined);
    const answer = new MemoryAnswer(
      (chars) => this.#makeRoom(chars),
      () => { this.#expireLater(id); },
    );
    this.#answers.set(id, answer);
    // One that finds no room is told so before it asks anything of its upstream.
    if (!this.#makeRoom(id.length)) {
      this.#answers.delete(id);
      return Promise.reject(new Error('The log of answers is full.'));
    }
    answer.chars = id.length;
    return Promise.resolve(answer);
  }

  read(id: string, after: number): Observable<AnswerEntry> {
    return new Observable((subscriber) => {
      const answer = this.#answers.get(id);
      if (answer === undefined) subscriber.complete();
      else subscriber.add(answer.read(after).subscribe(subscriber));
    });
  }

  cancel(id: string): Promise<boolean> {
    return Promise.resolve(this.#answers.get(id)?.stop('cancelled') ?? false);
  }

  /** @returns whether there is room for so many characters now. */
  #makeRoom(chars: number): boolean {
    for (const [id] of this.#expiries) {
      if (this.#chars + chars <= this.#maxChars) break;
      this.#forget(id);
    }
    if (this.#chars + chars > this.#maxChars) return false;
    this.#chars += chars;
    return true;
  }

  #expireLater(id: string): void {
    this.#expiries.set(id, Date.now() + this.#keepMs);
    if (this.#timer === undefined) this.#wake(this.#keepMs);
  }

  #wake(inMs: number): void {
    this.#timer = setTimeout(() => { this.#expire(); }, Math.min(inMs, 2 ** 31 - 1));
    // A process that has nothing else to do may end. Not every platform has numbers that can do this.
    (this.#timer as { unref?(): void }).unref?.();
  }

  #expire(): void {
    this.#timer = undefined;
    for (const [id, atMs] of this.#expiries) {
      const leftMs = atMs - Date.now();
      if (leftMs > 0) {
        this.#wake(leftMs);
        return;
      }
      this.#forget(id);
    }
  }

  #forget(id: string): void {
    this.#chars -= this.#answers.get(id)?.chars ?? 0;
    this.#answers.delete(id);
    this.#expiries.delete(id);
  }
}

class MemoryAnswer implements AnswerWriter {
  readonly #makeRoom: (chars: number) => boolean;
  readonly #onEnd: () => void;
  readonly #stops = new ReplaySubject<StopReason>(1);
  readonly #changes = new Subject<void>();
  readonly #events: SseEvent[] = [];
  #end: AnswerEnd | undefined;
  chars = 0;

  constructor(makeRoom: (chars: number) => boolean, onEnd: () => void) {
    this.#makeRoom = makeRoom;
    this.#onEnd = onEnd;
  }

  get stops$(): Observable<StopReason> {
    return this.#stops;
  }

  append(event: SseEvent): void {
    if (this.#end) return;
    const chars = charsOf(event);
    if (!this.#makeRoom(chars)) {
      this.stop('full');
      return;
    }
    this.chars += chars;
    this.#events.push(event);
    this.#changes.next();
  }

  end(end: AnswerEnd): Promise<void> {
    if (this.#end === undefined) {
      this.#end = end;
      this.#onEnd();
      this.#changes.next();
    }
    return Promise.resolve();
  }

  /** @returns whether there was something to stop. */
  stop(reason: StopReason): boolean {
    if (this.#end) return false;
    this.#stops.next(reason);
    return true;
  }

  read(after: number): Observable<AnswerEntry> {
    return new Observable((subscriber) => {
      if (this.#end === undefined && after > this.#events.length) {
        subscriber.error(new RangeError('The answer has no such event yet.'));
        return;
      }
      let read = after;
      // A reader may make the answer go on, and be called again from inside of itself.
      const catchUp = (): void => {
        for (let event = this.#events[read]; event !== undefined && !subscriber.closed; event = this.#events[read]) subscriber.next({ id: ++read, event });
        if (this.#end === undefined) return;
        subscriber.next({ end: this.#end });
        subscriber.complete();
      };
      subscriber.add(this.#changes.subscribe({ next: catchUp, error: (error: unknown) => { subscriber.error(error); } }));
      catchUp();
    });
  }
}

function charsOf({ data, type = '' }: SseEvent): number {
  return type.length + (typeof data === 'string' ? data : JSON.stringify(data)).length;
}
