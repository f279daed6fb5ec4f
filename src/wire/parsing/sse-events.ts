import { createParser } from 'eventsource-parser';

/** One dispatched server-sent event. */
export interface SseEvent {
  readonly event?: string | undefined;
  readonly data: string;
}

export interface SseSink {
  /** The most characters that one event, or one line, may have. */
  readonly maxFrameChars: number;
  onEvent(event: SseEvent): void;
  /** A line that is no server-sent event field: an unframed error body, HTML, a proxy's last words. */
  onStrayLine(line: string): void;
  onTooLarge(): void;
  /** Asked between events: once true, nothing more is parsed. */
  isStopped(): boolean;
}

export interface SseParser {
  push(text: string): void;
  /** Dispatches what a clean end leaves pending, as if its closing blank line had come. */
  end(): void;
}

/** Text is parsed in slices, so that a consumer who stops early does not pay for the rest of a huge chunk. */
const SLICE_CHARS = 65_536;

/**
 * eventsource-parser, fed with whole lines that end in LF. Version 3 is slow on a bare CR, waits for more behind a CR that ends a
 * chunk, and takes a byte order mark for the first letter of a field.
 *
 * A line waits until it is whole, so what a line says never depends on where chunks were cut.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export function createSseParser(sink: SseSink): SseParser {
  const parser = createParser({
    maxBufferSize: sink.maxFrameChars,
    onEvent(event) {
      if (sink.isStopped()) return;
      if (event.data.length > sink.maxFrameChars) sink.onTooLarge();
      else sink.onEvent(event);
    },
    onError(error) {
      if (sink.isStopped()) return;
      if (error.type === 'max-buffer-size-exceeded') sink.onTooLarge();
      // llama.cpp sends its late errors in a field of their own: `error: {...}` (ggml-org/llama.cpp#16109).
      else if (error.field === 'error' && error.line !== 'error') sink.onEvent({ event: 'error', data: error.value ?? '' });
      else if (error.type === 'unknown-field') sink.onStrayLine(error.line ?? '');
    },
  });
  const clean = createLineCleaner();
  let heldPieces: string[] = [];
  let heldChars = 0;

  function hold(piece: string): void {
    heldPieces.push(piece);
    heldChars += piece.length;
    if (heldChars > sink.maxFrameChars) sink.onTooLarge();
  }

  function release(lines: string): string {
    if (heldChars === 0) return lines;
    heldPieces.push(lines);
    const joined = heldPieces.join('');
    heldPieces = [];
    heldChars = 0;
    return joined;
  }

  function pushSlice(slice: string): void {
    const text = clean(slice);
    const end = text.lastIndexOf('\n') + 1;
    if (end > 0) parser.feed(withNamedErrors(release(end === text.length ? text : text.slice(0, end))));
    if (end < text.length && !sink.isStopped()) hold(text.slice(end));
  }

  return {
    push(text) {
      if (text.length <= SLICE_CHARS) {
        pushSlice(text);
        return;
      }
      for (let start = 0; start < text.length && !sink.isStopped(); start += SLICE_CHARS) {
        pushSlice(text.slice(start, start + SLICE_CHARS));
      }
    },
    end() {
      parser.feed(withNamedErrors(release('\n\n')));
    },
  };
}

/** Takes one byte order mark off the start of a text that comes in pieces, and makes each of its line ends an LF. */
function createLineCleaner(): (piece: string) => string {
  let atStart = true;
  let endedInCr = false;

  return (piece) => {
    if (piece === '') return piece;
    // The LF that belongs to a CR in the piece before: that line has ended already.
    const skipped = (atStart && piece.startsWith('\uFEFF')) || (endedInCr && piece.startsWith('\n')) ? 1 : 0;
    atStart = false;
    endedInCr = piece.endsWith('\r');
    const text = skipped === 0 ? piece : piece.slice(skipped);
    return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  };
}

/**
 * An event named `error` is an error even without data, but the specification dispatches no event that has none.
 * An empty data line after the name makes the parser dispatch it, and changes nothing where data follows.
 */
function withNamedErrors(lines: string): string {
  // This looks through every byte of every stream. The search goes by the first letter, and these two are rare ones.
  return lines.includes('vent:') && lines.includes('rror') ? lines.replace(/(^|\n)(event: ?error)\n/g, '$1$2\ndata:\n') : lines;
}
