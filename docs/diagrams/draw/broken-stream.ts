import { element } from './element.js';
import { label } from './label.js';
import { node } from './node.js';
import { picture } from './picture.js';
import type { Tone } from './style-sheet.js';

interface Box {
  readonly text: string;
  readonly tone: Tone;
  readonly width: number;
}

const hello: Box = { text: 'Hello', tone: 'output', width: 76 };
const world: Box = { text: ', world', tone: 'output', width: 84 };

/** Who reads, what is seen, and what it means. */
const rows: readonly (readonly [who: string, boxes: readonly Box[], meaning: string])[] = [
  ['the server', [hello, { text: 'closes', tone: 'quiet', width: 76 }], 'in the middle, in good order'],
  ['by hand, or by an SDK', [hello, { text: 'completes', tone: 'terminal', width: 104 }], 'it looks whole: nobody notices'],
  ['by hand, asked again', [hello, hello, world, { text: 'completes', tone: 'terminal', width: 104 }], 'the words come twice'],
  ['framewise', [hello, { text: 'truncated_stream', tone: 'error', width: 176 }], 'one error, which says what to do'],
  ['framewise, with restart', [hello, { text: 'restart', tone: 'restart', width: 80 }, hello, world], 'the view clears, and is whole'],
];
const ROW = 96;

/** One broken stream and its readers. Narrow, so that it can be read on a phone. */
export function brokenStream(): string {
  const parts = rows.flatMap(([who, boxes, meaning], index) => {
    const y = 20 + index * ROW;
    let x = 16;
    const drawn = boxes.map(({ text, tone, width }) => {
      const box = node(text, { x, y: y + 14, width, height: 36, tone });
      x += width + 8;
      return box;
    });
    const rule = index === 0 ? [] : [element('path', { d: `M16 ${String(y - 16)} H384`, class: 'rule' })];
    return [...rule, label(who, 16, y + 4, 'bold'), ...drawn, label(meaning, 16, y + 68, 'muted')];
  });
  return picture(
    {
      width: 400,
      height: 20 + rows.length * ROW - 12,
      title: 'One broken stream, and who notices',
      description: `${rows.map(([who, boxes, meaning]) => `${who}: ${boxes.map(({ text }) => text).join(', ')} (${meaning})`).join('. ')}.`,
    },
    parts,
  );
}
