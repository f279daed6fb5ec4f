import { escapeAt, mayEscape } from './escape-at.js';

/** From the start of a span of text to its end, which is no part of it. */
export type Span = readonly [start: number, end: number];

/** Where an escape stands in a text without escapes, for how many characters, and where in the original. */
interface Placed {
  readonly place: number;
  readonly length: number;
  readonly start: number;
  readonly end: number;
}

/** At the end of a text that was cut. */
const CUT_ESCAPE = /(?:\\+u[\da-fA-F]{0,3}|%(?:25)*[\da-fA-F]?|&[#\w]{0,8})$/;
const MAX_CUT_CHARS = 12;

/** A text without its escapes, which knows where each character comes from. An escape that was cut at the end of the text is left out. */
export class Unescaped {
  readonly text: string;
  readonly #whole: string;
  #escapes: readonly Placed[] | undefined;

  constructor(private readonly original: string) {
    const cut = CUT_ESCAPE.exec(original.slice(-MAX_CUT_CHARS))?.[0].length ?? 0;
    this.#whole = original.slice(0, original.length - cut);
    this.text = unescaped(this.#whole);
  }

  /** Where a span of this text stands in the original. One that goes to the end goes to the end there. */
  originOf([start, end]: Span): Span {
    return [this.#originOf(start)[0], end === this.text.length ? this.original.length : this.#originOf(end - 1)[1]];
  }

  #originOf(place: number): Span {
    const escape = this.#lastUpTo(place);
    if (escape === undefined) return [place, place + 1];
    const behind = place - escape.place - escape.length;
    return behind < 0 ? [escape.start, escape.end] : [escape.end + behind, escape.end + behind + 1];
  }

  /** The last escape that stands at this place or before it. Noted only where something was found. */
  #lastUpTo(place: number): Placed | undefined {
    this.#escapes ??= placesIn(this.#whole);
    let [low, high] = [0, this.#escapes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#escapes[middle] as Placed).place <= place) low = middle + 1;
      else high = middle;
    }
    return this.#escapes[low - 1];
  }
}

/** Two spellings of one text are the same here. */
export function unescaped(text: string): string {
  return withoutEscapes(text, () => undefined);
}

function placesIn(text: string): Placed[] {
  const places: Placed[] = [];
  let removed = 0;
  withoutEscapes(text, (start, end, { length }) => {
    places.push({ place: start - removed, length, start, end });
    removed += end - start - length;
  });
  return places;
}

function withoutEscapes(text: string, note: (start: number, end: number, meaning: string) => void): string {
  let plain = '';
  let end = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (!mayEscape(text.charCodeAt(at))) continue;
    const escape = escapeAt(text, at);
    if (escape === undefined) continue;
    plain += text.slice(end, at) + escape.meaning;
    note(at, escape.end, escape.meaning);
    end = escape.end;
    at = end - 1;
  }
  return plain + text.slice(end);
}
