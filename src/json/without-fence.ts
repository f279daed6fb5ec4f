import { isFenceLine } from './is-fence-line.js';

/**
 * Takes a document out of the Markdown fence that models like to put around it, and out of blanks. Nothing else is taken away:
 * words beside a document may be the model's objection to that very document.
 *
 * @returns the text between the fences; where there are none, or only one of them, the trimmed text.
 */
export function withoutFence(text: string): string {
  const trimmed = text.trim();
  const lineEnd = trimmed.indexOf('\n');
  const isFenced = lineEnd !== -1 && trimmed.endsWith('```') && isFenceLine(trimmed.slice(0, lineEnd).trimEnd());
  return isFenced ? trimmed.slice(lineEnd, -3).trim() : trimmed;
}
