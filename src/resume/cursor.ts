import type { PayloadObject } from '../payload-object.js';
import type { BackgroundAnswers } from '../protocol.js';
import type { SseEvent } from '../wire/parsing/sse-events.js';

/**
 * How far an answer has been delivered, over all its connections. Behind a seam it lets nothing through that was delivered before, and
 * sees a gap. Inside of a connection nothing is judged: gateways number badly.
 */
export interface Cursor {
  /** Where the next connection begins; undefined where nobody can tell the server. */
  readonly place: string | number | undefined;
  /** The next event or payload is the first of a new connection. */
  beginConnection(): void;
  /** A frame was delivered. @param hasOutput whether it would be missed, or be one too many. */
  confirm(hasOutput: boolean): void;
}

/** Counts in whole numbers that go up by one; others say only what is equal. */
class Count {
  #last: number | undefined;
  #isDense = true;
  #isAtSeam = false;
  readonly #onGap: () => void;

  constructor(onGap: () => void) {
    this.#onGap = onGap;
  }

  get last(): number | undefined {
    return this.#last;
  }

  beginConnection(): void {
    this.#isAtSeam = this.#last !== undefined;
  }

  /** @returns whether this number was not noted before. */
  isNew(number: number): boolean {
    const last = this.#last ?? number - 1;
    if (!this.#isAtSeam) return true;
    const isGap = this.#isDense && number > last + 1;
    if (isGap) this.#onGap();
    return number > last && !isGap;
  }

  /** What has this number was delivered. */
  note(number: number): void {
    if (!this.#isAtSeam && this.#last !== undefined) this.#isDense &&= number === this.#last + 1;
    this.#isAtSeam = false;
    this.#last = number;
  }
}

/** By the numbers in the payloads of a background answer. */
export class NumberCursor implements Cursor {
  readonly #rules: BackgroundAnswers;
  readonly #count: Count;
  #id: string | undefined;

  /** @param onGap called where something is missing at a seam. */
  constructor(rules: BackgroundAnswers, onGap: () => void) {
    this.#rules = rules;
    this.#count = new Count(onGap);
  }

  get id(): string | undefined {
    return this.#id;
  }

  get place(): number | undefined {
    return this.#id === undefined ? undefined : this.#count.last;
  }

  beginConnection(): void {
    this.#count.beginConnection();
  }

  confirm(): void {
    // A payload counts when it is read: it was whole.
  }

  /** @returns whether this payload was not delivered before. */
  takesPayload(payload: PayloadObject): boolean {
    this.#id ??= this.#rules.idIn(payload);
    const number = this.#rules.numberOf(payload);
    if (number === undefined) return true;
    const isNew = this.#count.isNew(number);
    if (isNew) this.#count.note(number);
    return isNew;
  }
}

/** By the ids of the events. */
export class EventCursor implements Cursor {
  readonly #count: Count;
  /** The id of the last event that was delivered; undefined where it had none. */
  #delivered: string | undefined;
  /** The id of the event that is being read. It counts when it has been read to its end: the last one may be cut. */
  #reading: { readonly id: string | undefined; readonly number: number | undefined } | undefined;
  #isAtSeam = false;

  /** @param onGap called where something is missing at a seam. */
  constructor(onGap: () => void) {
    this.#count = new Count(onGap);
  }

  get place(): string | undefined {
    return this.#delivered;
  }

  beginConnection(): void {
    this.#reading = undefined;
    this.#isAtSeam = this.#delivered !== undefined;
    this.#count.beginConnection();
  }

  confirm(hasOutput: boolean): void {
    // A heartbeat without an id changes nothing; behind output without one nobody can go on.
    if (this.#reading && (this.#reading.id !== undefined || hasOutput)) this.#delivered = this.#reading.id;
    if (this.#reading?.number !== undefined) this.#count.note(this.#reading.number);
    this.#reading = undefined;
  }

  /** @returns whether this event was not delivered before. */
  readonly takesEvent = ({ id: given }: SseEvent): boolean => {
    const id = given === '' ? undefined : given;
    this.confirm(false);
    if (this.#isAtSeam && id !== undefined && id === this.#delivered) return false;
    const number = id !== undefined && /^\d{1,15}$/.test(id) ? Number(id) : undefined;
    if (number !== undefined && !this.#count.isNew(number)) return false;
    this.#isAtSeam = false;
    this.#reading = { id, number };
    return true;
  };
}
