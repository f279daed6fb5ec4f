import { element } from './element.js';
import { label } from './label.js';
import { pill } from './pill.js';
import type { Mark } from './row.js';

/** One mark of a marble diagram at its place on a line; without colour if nobody sees it. */
export function drawMark(mark: Mark, x: number, y: number, isUnseen: boolean): string {
  switch (mark.type) {
    case 'value':
      return pill(mark.label, x, y, isUnseen ? undefined : mark.tone);
    case 'complete':
      return element('path', { d: `M${String(x)} ${String(y - 16)} V${String(y + 16)}`, class: isUnseen ? 'line' : 'ink' });
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
      return label(mark.label, x - 4, y + 5, `mono small ${mark.tone}-text`);
  }
}
