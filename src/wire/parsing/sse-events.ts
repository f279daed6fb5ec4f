import { createParser, type EventSourceParser, type ParseError } from 'eventsource-parser';

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

/** Text is parsed in slices of about this size, so that a consumer who stops early does not pay for the rest of a huge chunk. */
const SLICE_CHARS = 65_536;

const LF = 0x0a;
const CR = 0x0d;
const BYTE_ORDER_MARK = 0xfeff;

/**
 * eventsource-parser, fed with whole lines that end in LF. Version 3 is slow on a bare CR, waits for more behind a CR that ends a
 * chunk, and takes a byte order mark for the first letter of a field.
 *
 * A line waits until it is whole, so what a line says never depends on where chunks were cut.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export class SseParser {
  readonly #sink: SseSink;
  readonly #parser: EventSourceParser;
  readonly #cleaner = new LineCleaner();
  /** The pieces of a line that is not whole yet. */
  #held: string[] = [];
  #heldChars = 0;

  constructor(sink: SseSink) {
    this.#sink = sink;
    this.#parser = createParser({
      maxBufferSize: sink.maxFrameChars,
      onEvent: (event) => {
        this.#takeEvent(event);
      },
      onError: (error) => {
        this.#takeOther(error);
      },
    });
  }

  push(text: string): void {
    for (let start = 0, end = 0; start < text.length && !this.#sink.isStopped(); start = end) {
      // A slice ends where a line does: one that is put together again is copied.
      end = text.indexOf('\n', start + SLICE_CHARS) + 1 || text.length;
      this.#pushSlice(text.slice(start, end));
    }
  }

  /** Dispatches what a clean end leaves pending, as if its closing blank line had come. */
  end(): void {
    this.#feed('\n\n');
  }

  #pushSlice(slice: string): void {
    const text = this.#cleaner.clean(slice);
    // Nearly every chunk ends with a line.
    const end = text.charCodeAt(text.length - 1) === LF ? text.length : text.lastIndexOf('\n') + 1;
    if (end > 0) this.#feed(end === text.length ? text : text.slice(0, end));
    if (end < text.length && !this.#sink.isStopped()) this.#hold(text.slice(end));
  }

  #hold(piece: string): void {
    this.#held.push(piece);
    this.#heldChars += piece.length;
    if (this.#heldChars > this.#sink.maxFrameChars) this.#sink.failTooLarge();
  }

  #feed(lines: string): void {
    const held = this.#held;
    if (held.length === 0) {
      this.#parser.feed(withNamedErrors(lines));
      return;
    }
    this.#held = [];
    this.#heldChars = 0;
    held.push(lines);
    this.#parser.feed(withNamedErrors(held.join('')));
  }

  #takeEvent(event: SseEvent): void {
    if (this.#sink.isStopped()) return;
    if (event.data.length > this.#sink.maxFrameChars) this.#sink.failTooLarge();
    else this.#sink.takeEvent(event);
  }

  #takeOther({ type, field, value, line = '' }: ParseError): void {
    if (this.#sink.isStopped()) return;
    if (type === 'max-buffer-size-exceeded') this.#sink.failTooLarge();
    // llama.cpp sends its late errors in a field of their own: `error: {...}` (ggml-org/llama.cpp#16109).
    else if (field === 'error' && line !== 'error') this.#sink.takeEvent({ event: 'error', data: value ?? '' });
    else if (type === 'unknown-field') this.#sink.takeStrayLine(line);
  }
}

/** Takes one byte order mark off the start of a text that comes in pieces, and makes each of its line ends an LF. */
class LineCleaner {
  #atStart = true;
  #endedInCr = false;

  clean(piece: string): string {
    if (piece === '') return piece;
    const first = piece.charCodeAt(0);
    // An LF here belongs to the CR that ended the piece before: its line has ended already.
    const isSkipped = (this.#atStart && first === BYTE_ORDER_MARK) || (this.#endedInCr && first === LF);
    this.#atStart = false;
    this.#endedInCr = piece.charCodeAt(piece.length - 1) === CR;
    const text = isSkipped ? piece.slice(1) : piece;
    return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  }
}

/**
 * An event named `error` is an error even without data, but the specification dispatches no event that has none.
 * An empty data line after the name makes the parser dispatch it, and changes nothing where data follows.
 *
 * This looks through every byte of every stream. A search stops at each place where its first letter stands, and begins again there. So it
 * looks for the end of the line before, since no letter of the name is as rare. And it looks once where one event came, whose name stands
 * at the start.
 */
function withNamedErrors(lines: string): string {
  const namesError = /^event: ?err/.test(lines) || (lines.includes('\nevent') && /\nevent: ?err/.test(lines));
  return namesError ? lines.replace(/(^|\n)(event: ?error)\n/g, '$1$2\ndata:\n') : lines;
}
