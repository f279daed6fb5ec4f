import { arrow } from './arrow.js';
import { drawMark } from './draw-mark.js';
import { duration } from './duration.js';
import { element } from './element.js';
import { label } from './label.js';
import { markWidth } from './mark-width.js';
import { lastMs, type Mark, type Moment, type Row } from './row.js';
import { textWidth } from './text-width.js';
import type { TimeScale } from './time-scale.js';

const LOG_END = 774;

/** One line of a marble diagram: solid while somebody listens, dotted where the source would have gone on. */
export function drawRow(row: Row, scale: TimeScale, y: number, lineEndX: number): string {
  const name = label(row.name, 24, y + 5, 'muted');
  const marks = row.moments.map((moment) => drawMoment(moment, scale, y, moment.atMs > row.untilMs));
  if (row.name === 'log') return element('g', {}, name, ...marks);

  const ownEndMs = row.moments.find(ends)?.atMs ?? Infinity;
  const endMs = Math.min(ownEndMs, row.untilMs);
  const isLeft = row.untilMs < ownEndMs;
  const endX = isLeft ? leavingX(row, scale) : completesAt(row, endMs) ? scale.completionXOf(endMs) : scale.xOf(endMs);
  const startX = row.fromMs === 0 ? scale.startX : scale.extentOf(row, row.fromMs)[0] - 16;
  const parts = [
    Number.isFinite(endMs) ? element('path', { d: line(startX, endX, y), class: 'line' }) : arrow([[startX, y], [lineEndX, y]]),
    ...(row.name === 'result' ? [] : [element('circle', { cx: startX, cy: y, r: 4, class: 'tip' })]),
  ];
  if (isLeft) {
    if (lastMs(row) > row.untilMs) parts.unshift(element('path', { d: line(endX, scale.xOf(lastMs(row)), y), class: 'thread' }));
    parts.push(drawLeaving(endX, y));
  }
  parts.push(...scale.gaps.filter((gap) => gap.rows.includes(row)).map(({ fromMs, toMs, x }) => drawGap(toMs - fromMs, x, y)));
  return element('g', {}, name, ...parts, ...marks);
}

function ends({ marks }: Moment): boolean {
  return marks.some(({ type }) => type === 'error' || type === 'complete');
}

function completesAt({ moments }: Row, ms: number): boolean {
  return moments.some(({ atMs, marks }) => atMs === ms && marks.at(-1)?.type === 'complete');
}

/** Behind the mark at which somebody leaves, if there is one. */
function leavingX(row: Row, scale: TimeScale): number {
  const [from, to] = scale.extentOf(row, row.untilMs);
  return from === to ? to : to + 8;
}

function line(fromX: number, toX: number, y: number): string {
  return `M${fromX.toFixed(1)} ${String(y)} H${toX.toFixed(1)}`;
}

function drawMoment({ atMs, marks }: Moment, scale: TimeScale, y: number, isUnseen: boolean): string {
  let x = Math.min(scale.xOf(atMs), ...marks.map(latestX));
  let down = y;
  const drawn = marks.map((mark, index) => {
    const previous = marks[index - 1];
    if (previous?.type === 'line of log') down += 22;
    else if (previous !== undefined) x += markWidth(previous)[1] + 8 + markWidth(mark)[0];
    return drawMark(mark, mark.type === 'complete' ? scale.completionXOf(atMs) : x, down, isUnseen);
  });
  return element('g', {}, ...drawn);
}

/** Long lines of a log begin further left, so that they end on the paper. */
function latestX(mark: Mark): number {
  return mark.type === 'line of log' ? LOG_END - textWidth(mark.label, 13) : Infinity;
}

/** Two strokes across the line, and above them how long it takes. */
function drawGap(ms: number, x: number, y: number): string {
  return (
    element('rect', { x: x - 5, y: y - 6, width: 10, height: 12, class: 'break' }) +
    element('path', { d: `M${(x - 8).toFixed(1)} ${String(y + 8)} l6 -16 m4 16 l6 -16`, class: 'line' }) +
    label(duration(ms), x, y - 16, 'small muted middle')
  );
}

function drawLeaving(x: number, y: number): string {
  return (
    element('path', { d: `M${x.toFixed(1)} ${String(y - 10)} v20`, class: 'line' }) + label('unsubscribed', x, y + 30, 'small muted middle')
  );
}
