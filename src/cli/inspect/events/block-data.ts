import type { Line } from '../recording/recording.js';
import type { Block } from './block.js';

/** The data of an event, and where each character of it stands. */
export interface BlockData {
  readonly name: string | undefined;
  readonly text: string;
  /** The place of a character of `text`. */
  placeOf(index: number): SourcePlace;
}

export interface SourcePlace {
  readonly line: Line;
  /** Counted from 0, in characters of the line. */
  readonly column: number;
}

/** What an event says, joined as the specification says; of an unframed block, its lines as they are. */
export function blockData({ kind, lines }: Block): BlockData {
  const pieces = lines.flatMap((line) => {
    const [, prefix] = kind === 'unframed' ? ['', ''] : (/^(data(?:: ?|$))/.exec(line.text) ?? []);
    return prefix === undefined ? [] : [{ line, column: prefix.length, text: line.text.slice(prefix.length) }];
  });
  const names = lines.flatMap(({ text }) => /^event: ?(.*)$/.exec(text)?.[1] ?? []);
  return {
    name: kind === 'event' ? names.at(-1) : undefined,
    text: pieces.map(({ text }) => text).join('\n'),
    placeOf(index) {
      let left = index;
      for (const { line, column, text } of pieces) {
        if (left <= text.length) return { line, column: column + left };
        left -= text.length + 1;
      }
      const last = lines.at(-1);
      if (last === undefined) throw new RangeError('a block has at least one line');
      return { line: last, column: last.text.length };
    },
  };
}
