import { concatMap, type OperatorFunction, pipe } from 'rxjs';

import type { Style } from '../../../../src/cli/terminal/style.js';
import type { Moment } from '../timeline/moment.js';
import { momentRows } from './moment-rows.js';
import { contentChars, joinRows, rowLines } from './rows.js';

/** The lines of a timeline, as soon as each of them is complete. */
export function timelineLines(style: Style): OperatorFunction<Moment, string> {
  return pipe(
    concatMap(momentRows),
    joinRows(contentChars(style)),
    concatMap((row) => rowLines(row, style)),
  );
}
