import { markWidth } from './mark-width.js';
import { lastMs, type Mark, type Row } from './row.js';

/** A stretch of time that is drawn shorter than it is, with its length written beside it. */
interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
  /** Those that it is drawn on, at the same place on each. */
  readonly rows: readonly Row[];
  readonly x: number;
}

export interface TimeScale {
  /** Where lines begin that begin at once. */
  readonly startX: number;
  readonly xOf: (atMs: number) => number;
  /** Where the marks of this moment on this row begin and end. */
  readonly extentOf: (row: Row, atMs: number) => readonly [fromX: number, toX: number];
  /** Where a line ends that completes at this moment: the same place on every row, behind the values. */
  readonly completionXOf: (atMs: number) => number;
  readonly gaps: readonly Gap[];
  readonly endX: number;
}

/** A longer time between two moments is a gap. */
const LONGEST_DRAWN_MS = 8;
/** The least free line in a gap, so that its length can stand there. */
const GAP_WIDTH = 76;
const SPACE = 12;

/** Gives each moment of these rows its place: by time, and so that nothing touches. */
export function timeScale(rows: readonly Row[], startX: number, widthPerMs: number): TimeScale {
  const times = [...new Set(rows.flatMap(({ moments, fromMs, untilMs }) => [fromMs, untilMs, ...moments.map(({ atMs }) => atMs)]))]
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const places = new Map<number, number>();
  const stretches: Pick<Gap, 'fromMs' | 'toMs'>[] = [];
  const reached = new Map<Row, number>();
  let x = startX;
  let before = times[0] ?? 0;
  for (const time of times) {
    const passed = time - before;
    const isGap = passed > LONGEST_DRAWN_MS;
    const from = x;
    x += isGap ? GAP_WIDTH : passed * widthPerMs;
    for (const row of rows) {
      const [left] = extent(row, time);
      const free = isGap && row.fromMs < time ? Math.max(from, reached.get(row) ?? startX) + GAP_WIDTH : (reached.get(row) ?? startX - SPACE) + SPACE;
      x = Math.max(x, free + left);
    }
    if (isGap) stretches.push({ fromMs: before, toMs: time });
    for (const row of rows) if (marksAt(row, time).length > 0) reached.set(row, x + extent(row, time)[1]);
    places.set(time, x);
    before = time;
  }
  const xOf = (atMs: number): number => places.get(atMs) ?? x;
  const extentOf = (row: Row, atMs: number): readonly [number, number] => {
    const [left, right] = extent(row, atMs);
    return [xOf(atMs) - left, xOf(atMs) + right];
  };
  const gaps = stretches.map(({ fromMs, toMs }): Gap => {
    const across = rows.filter((row) => row.name !== 'log' && row.fromMs <= fromMs && toMs <= lastMs(row));
    const from = Math.max(...across.map((row) => extentOf(row, fromMs)[1]));
    const to = Math.min(...across.map((row) => extentOf(row, toMs)[0]));
    return { fromMs, toMs, rows: across, x: (from + to) / 2 };
  });
  const completionXOf = (atMs: number): number => {
    const behind = rows.filter((row) => marksAt(row, atMs).some(({ type }) => type === 'complete')).map((row) => extent(row, atMs)[1]);
    return xOf(atMs) + Math.max(2, ...behind) - 2;
  };
  return { startX: startX - 16, xOf, extentOf, completionXOf, gaps, endX: Math.max(x, ...reached.values()) };
}

function marksAt(row: Row, time: number): readonly Mark[] {
  return row.moments.find(({ atMs }) => atMs === time)?.marks ?? [];
}

/** How far the marks of one moment reach to its left and right; the first of them stands at its place. */
function extent(row: Row, time: number): readonly [left: number, right: number] {
  const [first, ...others] = marksAt(row, time).map(markWidth);
  if (first === undefined) return [0, 0];
  return [first[0], others.reduce((sum, [left, right]) => sum + left + right + 8, first[1])];
}
