import { concat, concatMap, defer, EMPTY, from, type MonoTypeOperatorFunction } from 'rxjs';

import type { Row } from './row.js';

/**
 * Shows rows of one kind that follow each other as one row, as long as it fits on a line.
 *
 * A row that could still grow is held back until the next one comes or the timeline ends; any other goes on at once.
 */
export function joinRows(lineChars: number): MonoTypeOperatorFunction<Row> {
  return (rows) =>
    defer(() => {
      let open: Row | undefined;
      const take = (): readonly Row[] => (open === undefined ? [] : [open]);
      const finished = rows.pipe(
        concatMap((row) => {
          if (open !== undefined && belongs(row, open, lineChars)) {
            open = { ...open, pieces: [...open.pieces, ...row.pieces], count: (open.count ?? 1) + 1 };
            return EMPTY;
          }
          const before = take();
          open = row.separator === undefined ? undefined : row;
          return from(open === undefined ? [...before, row] : before);
        }),
      );
      return concat(finished, defer(() => from(take())));
    });
}

function belongs(row: Row, open: Row, lineChars: number): boolean {
  if (row.label !== open.label || row.separator === undefined) return false;
  const pieces = [...open.pieces, ...row.pieces];
  const chars = pieces.reduce((sum, piece) => sum + piece.length, row.separator.length * (pieces.length - 1));
  return chars <= lineChars;
}
