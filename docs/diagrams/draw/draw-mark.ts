import { element } from './element.js';
import { label } from './label.js';
import { markWidth } from './mark-width.js';
import { pill } from './pill.js';
import type { Mark } from './row.js';
import { textWidth } from './text-width.js';

/** A long line of a log begins further left, so that it ends on the paper. */
const LOG_END = 770;

/** One mark of a marble diagram at its place on a line; pale if nobody sees it. */
export function drawMark(mark: Mark, x: number, y: number, isUnseen: boolean): string {
  if (!isUnseen) return draw(mark, x, y);
  const [left, right] = markWidth(mark);
  const paper = element('rect', { x: x - left, y: y - 4, width: left + right, height: 8, class: 'break' });
  return paper + element('g', { class: 'ghost' }, draw(mark, x, y));
}

function draw(mark: Mark, x: number, y: number): string {
  switch (mark.type) {
    case 'value':
      return pill(mark.label, x, y, mark.tone);
    case 'complete':
      return element('path', { d: `M${String(x)} ${String(y - 16)} V${String(y + 16)}`, class: 'ink' });
    case 'error':
      return (
        element('path', {
          d: `M${String(x - 9)} ${String(y - 9)} l18 18 m0 -18 l-18 18`,
          class: 'error-line',
          'stroke-linecap': 'round',
          style: 'stroke-width:3.5',
        }) + label(mark.label, x, y + 30, 'mono small middle error-text')
      );
    case 'line of log':
      return label(mark.label, Math.min(x - 4, LOG_END - textWidth(mark.label, 13)), y + 5, `mono small ${mark.tone}-text`);
  }
}
