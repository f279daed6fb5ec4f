import { type Observable, tap } from 'rxjs';

import { outcomeLines } from './render/outcome-lines.js';
import type { Style } from './render/style.js';
import { timelineLines } from './render/timeline-lines.js';
import type { Moment } from './timeline/moment.js';
import { outcomeOf } from './timeline/outcome.js';

/**
 * Shows a stream as it happens, and then what it came down to.
 *
 * @returns whether the answer is whole.
 */
export async function showStream(moments: Observable<Moment>, write: (line: string) => void, style: Style): Promise<boolean> {
  const seen: Moment[] = [];
  const lines = moments.pipe(
    tap((moment) => { seen.push(moment); }),
    timelineLines(style),
  );
  await lines.forEach(write);
  const outcome = outcomeOf(seen);
  write('');
  for (const line of outcomeLines(outcome, style)) write(line);
  return outcome.error === undefined;
}
