import { drawMark } from './draw-mark.js';
import { element } from './element.js';
import { label } from './label.js';
import { picture } from './picture.js';
import { pill } from './pill.js';
import type { Tone } from './style-sheet.js';

const values: readonly (readonly [string, Tone, string])[] = [
  ['start', 'quiet', 'data without output: a start, usage, a finish'],
  ['Hel', 'output', 'data with output: it commits the attempt'],
  ['terminal', 'terminal', 'the terminal frame: the answer is whole'],
  ['error', 'error', 'an error frame: the answer failed'],
  ['restart', 'restart', 'a restart frame: what came before it is void'],
  ["'Hel'", 'value', 'what is no frame: text, a completion, an object'],
];

const signs: readonly (readonly [string, (x: number, y: number) => string])[] = [
  ['subscribed', (x, y) => element('circle', { cx: x - 22, cy: y, r: 4, class: 'tip' }) + element('path', { d: `M${String(x - 22)} ${String(y)} h44`, class: 'line' })],
  ['unsubscribed', (x, y) => element('path', { d: `M${String(x - 22)} ${String(y)} h44 m0 -10 v20`, class: 'line' })],
  ['never seen by anybody', (x, y) => element('path', { d: `M${String(x - 32)} ${String(y)} h64`, class: 'thread' }) + drawMark({ type: 'value', label: 'lo', tone: 'output' }, x, y, true)],
  ['completed', (x, y) => drawMark({ type: 'complete' }, x, y, false)],
  ['failed, and with what type', (x, y) => drawMark({ type: 'error', label: '' }, x, y, false)],
  ['a long time, drawn short', (x, y) => element('path', { d: `M${String(x - 22)} ${String(y)} h16 m14 0 h16 M${String(x - 8)} ${String(y + 8)} l6 -16 m4 16 l6 -16`, class: 'line' })],
];

/** How to read the marble diagrams. */
export function legend(): string {
  const parts = [
    ...values.flatMap(([name, tone, says], index) => [pill(name, 74, 46 + index * 44, tone), label(says, 136, 51 + index * 44, '')]),
    ...signs.flatMap(([says, draw], index) => [draw(532, 46 + index * 44), label(says, 572, 51 + index * 44, '')]),
  ];
  const description = [...values.map(([name, , says]) => `${name}: ${says}`), ...signs.map(([says]) => says)].join('; ');
  return picture({ width: 800, height: 312, title: 'How to read the marble diagrams', description: `${description}. Time goes from left to right.` }, parts);
}
