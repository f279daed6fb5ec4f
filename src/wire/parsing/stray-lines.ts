import { findError, type FoundError } from '../../errors/reading/find-error.js';
import { JsonScan } from '../../json/json-scan.js';
import { parseJson } from '../../json/json-text.js';

/** How much text is kept for the error that it may explain. */
const KEPT_CHARS = 65_536;

/** A JSON body without a frame around it, and the error in it where there is one. */
export interface StrayBody {
  readonly payload: unknown;
  readonly found: FoundError | undefined;
}

/**
 * Collects the lines of a stream that are no server-sent event fields, and finds a JSON body among them.
 *
 * A body is parsed when its first bracket is closed. What began before it may be no JSON and never close: so a line at the margin that
 * begins a body is also tried by itself, up to the bracket at the margin that ends it, or else to the next event or the end. So each
 * line is parsed three times at most, and the cost grows with the size only.
 */
export class StrayLines {
  readonly #kept: string[] = [];
  #chars = 0;
  /** The lines since a bracket opened that is not closed yet. */
  #open: { readonly lines: string[]; readonly scan: JsonScan } | undefined;
  /** The lines since one at the margin that begins a body. */
  #body: string[] | undefined;
  #isBroken = false;

  /** Takes one line, and returns the body that this line completes. */
  add(line: string): StrayBody | undefined {
    if (this.#chars < KEPT_CHARS) this.#kept.push(line.slice(0, KEPT_CHARS - this.#chars));
    this.#chars += line.length;
    const isNested = this.#open !== undefined;
    const whole = this.#addToOpen(line);
    if (whole !== undefined) {
      this.#body = undefined;
      return asBody(whole);
    }
    if (opensBody(isNested ? line : line.trimStart())) {
      const body = asBody(parseBody(line));
      // Inside of another body it is a part of that one, unless it is the error itself.
      if (body !== undefined && (!isNested || body.found !== undefined)) return body;
      this.#body = [line];
      return undefined;
    }
    this.#body?.push(line);
    const body = line === '}' || line === ']' ? this.#takeBody() : undefined;
    return isNested && body?.found === undefined ? undefined : body;
  }

  /** Returns the body whose end shows only by what follows it: the next event, or the end of the stream. */
  closeBody(): StrayBody | undefined {
    const isCut = this.#open !== undefined;
    this.#open = undefined;
    const body = this.#takeBody();
    if (isCut) this.#isBroken = body === undefined;
    return body;
  }

  #addToOpen(line: string): unknown {
    if (this.#open === undefined && !opensBody(line.trimStart())) return undefined;
    const { lines, scan } = (this.#open ??= { lines: [], scan: new JsonScan() });
    lines.push(line);
    if (!scan.add(line).closed) return undefined;
    this.#open = undefined;
    return parseBody(lines.join('\n'));
  }

  #takeBody(): StrayBody | undefined {
    const body = this.#body?.join('\n');
    this.#body = undefined;
    if (body === undefined) return undefined;
    const payload = parseBody(body);
    this.#isBroken = payload === undefined;
    return asBody(payload);
  }

  /** How many characters there were in all. */
  get chars(): number {
    return this.#chars;
  }

  /** Whether a JSON body was begun and never became whole. */
  get isBroken(): boolean {
    return this.#isBroken || this.#open !== undefined || this.#body !== undefined;
  }

  /** The lines, up to 64 Ki characters. */
  get text(): string {
    return this.#kept.join('\n');
  }
}

/**
 * What a body is that begins with the bytes 1f 8b or 28 b5 2f fd, as they look when they are read as UTF-8. Some platforms decode no
 * zstd, and say nothing.
 */
export function compressionOf(text: string): string | undefined {
  const name = text.startsWith('\u001f\ufffd') ? 'gzip' : text.startsWith('(\ufffd/\ufffd') && 'zstd';
  return name ? `${name} that nobody has decoded` : undefined;
}

/** An object, or an array around objects; `[warn] text` is neither. */
function opensBody(line: string): boolean {
  return line.startsWith('{') || /^\[\s*(?:\{|$)/.test(line);
}

function asBody(payload: unknown): StrayBody | undefined {
  return payload === undefined ? undefined : { payload, found: findError(payload) };
}

function parseBody(text: string): unknown {
  const last = text.trimEnd().at(-1);
  return last === '}' || last === ']' ? parseJson(text) : undefined;
}
