import { element } from './element.js';
import { label } from './label.js';
import type { Tone } from './style-sheet.js';

export interface NodeOptions {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly tone?: Tone;
  /** Under the name, in small letters. */
  readonly note?: string;
  readonly isCode?: boolean;
}

/** A box with a name in it: a station of a flow. */
export function node(name: string, { x, y, width, height, tone, note, isCode = false }: NodeOptions): string {
  const middle = y + height / 2;
  const text = `${isCode ? 'mono' : 'bold'} middle${tone ? ` ${tone}-text` : ''}`;
  return (
    element('rect', { x, y, width, height, rx: 8, class: tone ?? 'box' }) +
    label(name, x + width / 2, note === undefined ? middle + 5 : middle - 4, text) +
    (note === undefined ? '' : label(note, x + width / 2, middle + 15, `small middle ${tone ? `${tone}-text` : 'muted'}`))
  );
}
