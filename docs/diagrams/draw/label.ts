import { element, escaped } from './element.js';

/** A line of text; the class says which. */
export function label(text: string, x: number, y: number, className: string): string {
  return element('text', { x, y, class: className }, escaped(text));
}
