import { element, escaped } from './element.js';
import { styleSheet } from './style-sheet.js';

export interface PictureOptions {
  readonly width: number;
  readonly height: number;
  /** Read aloud, and shown where the picture is not. */
  readonly title: string;
  /** The picture in words. */
  readonly description: string;
}

/** A whole SVG file: it needs nothing beside it, and follows the reader's light or dark scheme. */
export function picture({ width, height, title, description }: PictureOptions, parts: readonly string[]): string {
  const root = {
    xmlns: 'http://www.w3.org/2000/svg',
    width,
    height,
    viewBox: `0 0 ${String(Math.round(width))} ${String(Math.round(height))}`,
    role: 'img',
    'aria-labelledby': 'title description',
  };
  const lines = [
    element('title', { id: 'title' }, escaped(title)),
    element('desc', { id: 'description' }, escaped(description)),
    element('style', {}, styleSheet.replace(/"/g, "'")),
    element('rect', { x: 0.5, y: 0.5, width: width - 1, height: height - 1, rx: 10, class: 'paper' }),
    ...parts,
  ];
  return `${element('svg', root, `\n${lines.join('\n')}\n`)}\n`;
}
