import { findError, type FoundError } from '../../errors/reading/find-error.js';
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
 * A line that looks like a whole body is parsed alone. A body on several lines is parsed when its closing bracket comes, or else at
 * the next event or the end. So each line is parsed twice at most, and the cost grows with the size only.
 */
export class StrayLines {
  readonly #kept: string[] = [];
  #chars = 0;
  /** The lines of a body that has begun. */
  #body: string[] | undefined;
  #isBroken = false;

  /** Takes one line, and returns the body that this line completes. */
  add(line: string): StrayBody | undefined {
    if (this.#chars < KEPT_CHARS) this.#kept.push(line.slice(0, KEPT_CHARS - this.#chars));
    this.#chars += line.length;

    if (opensBody(this.#body === undefined ? line.trimStart() : line)) {
      const payload = parseBody(line);
      if (payload !== undefined) return asBody(payload);
      this.#body = [line];
      return undefined;
    }
    this.#body?.push(line);
    return line === '}' || line === ']' ? this.closeBody() : undefined;
  }

  /** Returns the body whose end shows only by what follows it: the next event, or the end of the stream. */
  closeBody(): StrayBody | undefined {
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
    return this.#isBroken || this.#body !== undefined;
  }

  /** The lines, up to 64 Ki characters. */
  get text(): string {
    return this.#kept.join('\n');
  }
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
