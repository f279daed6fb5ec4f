import { findError, type FoundError } from '../../errors/reading/find-error.js';
import { parseJson } from '../../json/json-text.js';

/** How much unframed text is kept for the error that it may explain. */
const KEPT_CHARS = 65_536;

/** A JSON body without a frame around it, and the error in it where there is one. */
export interface StrayBody {
  readonly payload: unknown;
  readonly found: FoundError | undefined;
}

/** Collects the lines of a stream that are no server-sent event fields, and finds a JSON body among them. */
export interface StrayLines {
  /** Takes one line; returns the body that this line completes. */
  add(line: string): StrayBody | undefined;
  /** Returns the body whose end shows only by what follows it: the next event, or the end of the stream. */
  flush(): StrayBody | undefined;
  /** Whether a JSON body was begun and never became whole. */
  isBroken(): boolean;
  /** What was collected, up to 64 Ki characters. */
  text(): string;
}

/**
 * Every line belongs to at most two attempts at parsing, so the cost stays linear: a line that looks like a whole body is
 * tried alone, and a body spread over lines when its closing brace comes, or at the next event or the end.
 */
export function collectStrayLines(): StrayLines {
  const lines: string[] = [];
  let keptChars = 0;
  let open: string[] | undefined;
  let broken = false;

  function closeBody(): StrayBody | undefined {
    const body = open?.join('\n');
    open = undefined;
    if (body === undefined) return undefined;
    const payload = parseBody(body);
    broken = payload === undefined;
    return asBody(payload);
  }

  return {
    add(line) {
      if (keptChars < KEPT_CHARS) lines.push(line.slice(0, KEPT_CHARS - keptChars));
      keptChars += line.length;

      if (opensBody(open === undefined ? line.trimStart() : line)) {
        const payload = parseBody(line);
        if (payload !== undefined) return asBody(payload);
        open = [line];
        return undefined;
      }
      open?.push(line);
      return line === '}' || line === ']' ? closeBody() : undefined;
    },
    flush: closeBody,
    isBroken: () => broken || open !== undefined,
    text: () => lines.join('\n'),
  };
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
