import { clip } from '../../terminal/clip.js';
import type { Line } from '../recording/line.js';

const MOST_CHARS = 80;

/** The title of a web page: there a proxy says what went wrong. */
export function pageTitle(lines: readonly Line[]): string | undefined {
  const page = lines.map(({ text }) => text).join(' ');
  const title = /<title[^>]*>([^<]+)/i.exec(page)?.[1]?.replaceAll(/\s+/g, ' ').trim();
  return title === undefined || title === '' ? undefined : clip(title, MOST_CHARS);
}
