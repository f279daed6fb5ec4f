import { pillWidth } from './pill.js';
import type { Mark } from './row.js';
import { textWidth } from './text-width.js';

/** How far a mark reaches to the left and to the right of its place. */
export function markWidth(mark: Mark): readonly [left: number, right: number] {
  switch (mark.type) {
    case 'value':
      return [pillWidth(mark.label) / 2, pillWidth(mark.label) / 2];
    case 'error':
      return [12, Math.max(12, textWidth(mark.label, 13) / 2)];
    case 'complete':
      return [2, 2];
    case 'line of log':
      return [4, 4];
  }
}
