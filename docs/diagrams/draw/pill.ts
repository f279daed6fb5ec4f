import { element } from './element.js';
import { label } from './label.js';
import type { Tone } from './style-sheet.js';
import { textWidth } from './text-width.js';

const height = 32;

export function pillWidth(text: string): number {
  return Math.max(height, textWidth(text, 14) + 20);
}

/** A value on a line: a rounded shape around its name, dotted like the line that nobody sees if it has no tone. */
export function pill(text: string, x: number, y: number, tone?: Tone): string {
  const width = pillWidth(text);
  return (
    element('rect', { x: x - width / 2, y: y - height / 2, width, height, rx: height / 2, class: tone ?? 'break thread' }) +
    label(text, x, y + 5, `mono middle ${tone ? `${tone}-text` : 'muted'}`)
  );
}
