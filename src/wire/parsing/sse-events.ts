/** One dispatched server-sent event. */
export interface SseEvent {
  readonly event?: string | undefined;
  readonly id?: string | undefined;
  readonly data: string;
}

export interface SseSink {
  /** The most characters that one event, or one line, may have. */
  readonly maxFrameChars: number;
  takeEvent(event: SseEvent): void;
  /** A line that is no field of server-sent events: an unframed error body, HTML, a proxy's last words. */
  takeStrayLine(line: string): void;
  failTooLarge(): void;
  /** Asked between events: once true, nothing more is parsed. */
  isStopped(): boolean;
}

/** Text is parsed in slices, so that a consumer who stops early does not pay for the rest of a huge chunk. */
const SLICE_CHARS = 65_536;

/**
 * Server-sent events, from text that comes in pieces. A line waits until it is whole, so what a line says never depends on where chunks
 * were cut. An event named `error` is dispatched even without data, which the specification does with no other.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export class SseParser {
  readonly #sink: SseSink;
  readonly #cleaner = new LineCleaner();
  /** The pieces of a line that is not whole yet. */
  #held: string[] = [];
  #heldChars = 0;
  /** The fields of the event that has begun. */
  #event: string | undefined;
  #id: string | undefined;
  #data: string | undefined;

  constructor(sink: SseSink) {
    this.#sink = sink;
  }

  push(text: string): void {
    if (text.length <= SLICE_CHARS) {
      this.#pushSlice(text);
      return;
    }
    for (let start = 0; start < text.length && !this.#sink.isStopped(); start += SLICE_CHARS) {
      this.#pushSlice(text.slice(start, start + SLICE_CHARS));
    }
  }

  /** Dispatches what a clean end leaves pending, as if its closing blank line had come. */
  end(): void {
    this.#pushSlice('\n\n');
  }

  #pushSlice(slice: string): void {
    const text = this.#cleaner.clean(slice);
    let end = text.indexOf('\n');
    let start = 0;
    if (end !== -1 && this.#held.length > 0) {
      this.#takeHeld(text.slice(0, end));
      start = end + 1;
      end = text.indexOf('\n', start);
    }
    for (; end !== -1; end = text.indexOf('\n', start)) {
      if (this.#sink.isStopped()) return;
      this.#takeLine(text, start, end);
      start = end + 1;
    }
    if (start < text.length && !this.#sink.isStopped()) this.#hold(text.slice(start));
  }

  #hold(piece: string): void {
    this.#held.push(piece);
    this.#heldChars += piece.length;
    if (this.#heldChars > this.#sink.maxFrameChars) this.#sink.failTooLarge();
  }

  /** The rest of the line that is held has come. */
  #takeHeld(rest: string): void {
    const line = this.#held.join('') + rest;
    this.#held = [];
    this.#heldChars = 0;
    this.#takeLine(line, 0, line.length);
  }

  /** Takes the line that stands between two positions: nearly all of them are one of the first three. */
  #takeLine(text: string, start: number, end: number): void {
    if (start === end) this.#dispatch();
    else if (text.startsWith('data:', start)) this.#addData(valueIn(text, start + 5, end));
    else if (text.startsWith('event:', start)) this.#event = valueIn(text, start + 6, end);
    else this.#takeOtherLine(text.slice(start, end));
  }

  #takeOtherLine(line: string): void {
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : valueIn(line, colon + 1, line.length);
    switch (field) {
      case '': // a comment
      case 'retry':
        break;
      case 'data':
        this.#addData(value);
        break;
      case 'event':
        this.#event = value;
        break;
      case 'id':
        if (!value.includes('\0')) this.#id = value;
        break;
      default:
        // llama.cpp sends its late errors in a field of their own: `error: {...}` (ggml-org/llama.cpp#16109).
        if (field === 'error' && colon !== -1) this.#sink.takeEvent({ event: 'error', data: value });
        else this.#sink.takeStrayLine(line);
    }
  }

  #addData(value: string): void {
    this.#data = this.#data === undefined ? value : `${this.#data}\n${value}`;
    if (this.#data.length > this.#sink.maxFrameChars) this.#sink.failTooLarge();
  }

  #dispatch(): void {
    const event = this.#event === '' ? undefined : this.#event;
    const id = this.#id;
    const data = this.#data ?? (event === 'error' ? '' : undefined);
    this.#event = this.#id = this.#data = undefined;
    if (data !== undefined) this.#sink.takeEvent({ event, id, data });
  }
}

/** The value of a field: one space in front of it does not count. */
function valueIn(line: string, start: number, end: number): string {
  return line.slice(start < end && line.charCodeAt(start) === SPACE ? start + 1 : start, end);
}

const SPACE = 0x20;

/** Takes one byte order mark off the start of a text that comes in pieces, and makes each of its line ends an LF. */
class LineCleaner {
  #atStart = true;
  #endedInCr = false;

  clean(piece: string): string {
    if (piece === '') return piece;
    // An LF here belongs to the CR that ended the piece before: its line has ended already.
    const isSkipped = (this.#atStart && piece.startsWith('\uFEFF')) || (this.#endedInCr && piece.startsWith('\n'));
    this.#atStart = false;
    this.#endedInCr = piece.endsWith('\r');
    const text = isSkipped ? piece.slice(1) : piece;
    return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  }
}
