import { concatMap, type OperatorFunction, pipe } from 'rxjs';

import type { Moment } from '../timeline/moment.js';
import { joinRows } from './join-rows.js';
import { momentRows } from './moment-rows.js';
import { contentChars, rowLines } from './row-lines.js';
import type { Style } from './style.js';

/** The lines of a timeline, as soon as each of them is complete. */
export function timelineLines(style: Style): OperatorFunction<Moment, string> {
  return pipe(
    concatMap(momentRows),
    joinRows(contentChars(style)),
    concatMap((row) => rowLines(row, style)),
  );
}
